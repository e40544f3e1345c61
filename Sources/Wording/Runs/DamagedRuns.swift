import Storage

extension RunDamaged: CustomStringConvertible {
    package var description: String {
        "Run \(runID) cannot be read from the books. Look with: plumbline doctor"
    }
}

extension JournalDamaged: CustomStringConvertible {
    package var description: String {
        "Page \(sequence) of the journal cannot be read: its \(what) is damaged. "
            + "Look with: plumbline ledger verify"
    }
}

extension BrokenRow: CustomStringConvertible {
    package var description: String {
        "The books cannot be read: \(what) is damaged. Look with: plumbline doctor"
    }
}
