import Operations

// Refusals about exported facts and rated partitions as sentences.

extension ExportFacts.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .folderNotEmpty(let folder):
            "There is something in \(folder) already, and an export never mixes with another. "
                + "Name a new folder with --out."
        }
    }
}

extension RunDigest.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .billTwice(let premises, let account):
            "Account \(account) has two bills at premises \(premises). Give each partition once."
        case .outcomeTwice(let point):
            "Supply point \(point) has two outcomes. Give each partition once."
        case .line(let rejection, let file): "\(file): \(rejection)"
        }
    }
}
