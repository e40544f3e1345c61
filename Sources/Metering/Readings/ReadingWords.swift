// The words in which a reading is stored and exchanged, so that anybody can query them.

extension Reading.Source {
    package var word: String { Reading.Source.words[Int(rawValue)] }

    package init?(word: String) {
        guard let index = Reading.Source.words.firstIndex(of: word) else { return nil }
        self.init(rawValue: UInt8(index))
    }

    private static let words = [
        "", "company", "agent", "customer", "industry", "previous-supplier", "landlord",
    ]
}

extension Reading.Method {
    package var word: String { Reading.Method.words[Int(rawValue)] }

    package init?(word: String) {
        guard let index = Reading.Method.words.firstIndex(of: word) else { return nil }
        self.init(rawValue: UInt8(index))
    }

    private static let words = [
        "", "walk", "remote", "phone", "web", "photo", "calculation", "agreement", "file",
    ]
}

extension Reading.Status {
    package var word: String { Reading.Status.words[Int(rawValue)] }

    package init?(word: String) {
        guard let index = Reading.Status.words.firstIndex(of: word) else { return nil }
        self.init(rawValue: UInt8(index))
    }

    private static let words = ["", "actual", "estimated", "derived", "agreed", "deemed"]
}

extension ReadRoles {
    /// Codes of table B1, joined with a plus where a reading plays two roles: `OPN+FIN`.
    package var word: String { types.map(\.rawValue).joined(separator: "+") }

    package init?(word: String) {
        var roles: ReadRoles = []
        for part in word.split(separator: "+") {
            guard let type = ReadType(rawValue: String(part)) else { return nil }
            roles.formUnion(ReadRoles(type))
        }
        guard !roles.types.isEmpty else { return nil }
        self = roles
    }
}
