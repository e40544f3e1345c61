/// A page whose columns cannot be read as a page.
package struct JournalDamaged: Error, Hashable, Sendable {
    package let sequence: Int64
    package let what: String

    package init(sequence: Int64, what: String) {
        self.sequence = sequence
        self.what = what
    }
}

/// A run whose rows cannot be read as a run.
package struct RunDamaged: Error, Hashable, Sendable {
    package let runID: Int64

    package init(runID: Int64) { self.runID = runID }
}
