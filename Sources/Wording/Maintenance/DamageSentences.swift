import Measures
import Storage

// Books that are damaged, in a sentence: what was met, and what to do.

extension DamagedValue: CustomStringConvertible {
    package var description: String {
        "A stored value is damaged: \(table.map { "table \($0), " } ?? "")column \(column) holds "
            + "\(stored), where \(expected) belongs. Nothing was changed. Look with `plumbline "
            + "doctor` at what still holds."
    }
}

extension MalformedBytes: CustomStringConvertible {
    package var description: String {
        "A page is damaged: its bytes make no sense at byte \(offset). Nothing was changed. Look with "
            + "`plumbline doctor` at what still holds."
    }
}

extension BooksDamaged: CustomStringConvertible {
    package var description: String {
        let failed = results.filter { !$0.isWell }
        let lines = failed.map { "  \($0.name): \($0.problems.first ?? "")" }
        return (["\(action), as these checks failed:"] + lines + [advice]).joined(separator: "\n")
    }

    private var action: String {
        switch doing {
        case .backup: "No backup was made of the books"
        case .restore: "The backup was not restored"
        case .move: "The books were not copied"
        case .plan: "No run was planned"
        case .release: "Nothing was released"
        }
    }

    private var advice: String {
        switch doing {
        case .backup:
            "Look with `plumbline doctor`. --anyway copies the books as they are, and the manifest "
                + "says so."
        case .restore: "Use another backup. --anyway restores it as it is."
        case .move: "Look with `plumbline doctor`, and move a good backup."
        case .plan, .release:
            "Bills are made of what is there, so it has to be right first: look with `plumbline "
                + "doctor`."
        }
    }
}
