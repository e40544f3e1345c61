/// A row of table `page` that cannot be decoded.
package struct JournalDamaged: Error, Hashable, Sendable {
    package let sequence: Int64
    package let what: String

    package init(sequence: Int64, what: String) {
        self.sequence = sequence
        self.what = what
    }
}

/// A run whose rows cannot be decoded.
package struct RunDamaged: Error, Hashable, Sendable {
    package let runID: Int64

    package init(runID: Int64) { self.runID = runID }
}
