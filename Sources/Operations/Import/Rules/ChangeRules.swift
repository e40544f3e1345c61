package import Access
import Billing
import Interchange
package import Measures
package import Storage
import Tariffs

/// Tariff books or the billing policy, as a second person approves them: the texts themselves wait,
/// so that what comes to hold is what was read.
package struct ChangeRules: Act {
    package static let name = "change-rules"
    package static let permission = Permission.changeRules

    package struct Text: Codable, Sendable, Hashable {
        package let file: String
        package let text: String
    }

    package struct Changed: Codable, Sendable, Hashable {
        package var new = 0
        package var superseded = 0
        package var unchanged = 0
    }

    /// `tariffs` or `policy`.
    package let kind: String
    /// What was handed in: a file, or a folder of books.
    package let source: String
    package let digest: Digest
    package let texts: [Text]

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Changed> {
        let rules = try kind == ImportKind.policy.rawValue ? policy(books) : tariffs(books)
        let (kind, source, digest) = (kind, source, digest)
        let subject = Subject(.file, source, described: source)
        if rules.allSatisfy({ $0.before == $0.after }) {
            return .unchanged(subject, Changed(unchanged: rules.count))
        }
        var decision = Decision<Changed>(
            event: "import-\(kind)", of: subject
        ) { books, event in
            var changed = Changed()
            for rule in rules { changed.count(try rule.put(books, event)) }
            try books.events.noteImport(
                of: ImportedFile(
                    digest: digest, kind: kind, name: source, rows: rules.count,
                    accepted: rules.count, rejected: 0, event: event))
            return changed
        }
        decision.before = .object(rules.map { .init($0.code, .optional($0.before)) })
        decision.after = .object(rules.map { .init($0.code, .string($0.after)) })
        return decision
    }

    /// A text that comes to hold, with the digests of what held before and of itself.
    private struct Rule {
        let code: String
        let before: String?
        let after: String
        let put: (Books, Int64) throws -> FactChange
    }

    private func tariffs(_ books: Books) throws -> [Rule] {
        try texts.map { text in
            let code = try TariffBook.readNew(yaml: text.text, file: text.file).code
            return Rule(
                code: code, before: try books.tariffs.tariff(code).map { "\($0.digest)" },
                after: "\(SHA256.digest(of: Array(text.text.utf8)))"
            ) { books, event in
                try books.tariffs.putTariff(
                    code: code, book: text.text, fileName: text.file, event: event)
            }
        }
    }

    private func policy(_ books: Books) throws -> [Rule] {
        try texts.map { text in
            let schemes = try books.supply.schemes().map(\.code)
            _ = try BillingPolicy.read(
                yaml: text.text, file: text.file, on: try books.businessDay(), schemes: schemes)
            return Rule(
                code: "policy", before: try books.tariffs.policy().map { "\($0.digest)" },
                after: "\(SHA256.digest(of: Array(text.text.utf8)))"
            ) { books, event in
                try books.tariffs.putPolicy(
                    text: text.text, fileName: text.file, event: event)
            }
        }
    }
}

extension ChangeRules.Changed {
    fileprivate mutating func count(_ change: FactChange) {
        switch change {
        case .new: new += 1
        case .superseded: superseded += 1
        case .unchanged: unchanged += 1
        }
    }
}

extension EventStore {
    /// The file with the key of its event: how often the same bytes came is part of it.
    func noteImport(of file: ImportedFile) throws {
        let earlier = try imports(of: file.digest, kind: file.kind)
        let key = "\(file.kind):\(file.digest)"
        try record(
            key: earlier.isEmpty ? key : "\(key):\(earlier.count + 1)", of: file.event)
        try add(file)
    }
}
