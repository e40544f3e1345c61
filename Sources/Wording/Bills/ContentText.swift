import Documents
package import Measures
package import Operations
import Rulebook
import Supply

/// What the law makes bills show as text and JSON.
package enum ContentText {
    package static func bill(_ list: BillChecklist) -> String {
        let head =
            "Bill \(list.number)\(list.isDraft ? " (as it would be issued)" : ""), issued "
            + "\(list.issuedOn), \(list.scheme), \(list.jurisdiction), \(list.customer.rawValue)\n"
        guard !list.checked.isEmpty else { return head + nothing + "\n" }
        var table = Table([.text("Rule"), .text("The bill shows"), .text("")])
        for checked in list.checked {
            table.add([
                checked.rule.code, checked.rule.item.words, checked.state.words,
            ])
        }
        let missing = list.checked.filter { $0.state == .missing }.map { advice($0.rule, "") }
        return ([head, table.text(width: 100)] + missing).joined(separator: "\n")
    }

    package static func run(_ content: RunContent) -> String {
        let head =
            "Run \(content.run.id): \(counted(content.bills, "bill")) as issued on "
            + "\(content.issuedOn)\n"
        guard !content.rows.isEmpty else { return head + nothing }
        var table = Table([
            .text("Scheme"), .text("Rule"), .number("Shown"), .number("Not needed"),
            .number("Missing"),
        ])
        for row in content.rows {
            table.add(
                [row.scheme, row.rule.code]
                    + [.shown, .notNeeded, .missing].map { grouped(row.bills[$0] ?? 0) })
        }
        let rest =
            content.missing.isEmpty
            ? "Nothing is missing." : "Missing:\n" + missing(content.missing)
        return head + "\n" + table.text(width: 100) + "\n" + rest
    }

    private static let nothing = "No law in the rulebook says what these bills must show."

    /// For each rule: what is missing, by which law, on how many bills, and what to do.
    package static func missing(_ rows: [RunContent.Row]) -> String {
        rows.map { row in
            """
              \(row.rule.code): \(row.rule.item.words)
                  \(row.rule.law.title); \(row.rule.source)\(row.rule.basis.note)
                  \(row.schemeName) (\(row.scheme), \(row.jurisdiction)): \
            \(counted(row.bills[.missing] ?? 0, "bill")), the first is \(row.firstMissing ?? 0)
                  \(advice(row.rule, row.scheme))

            """
        }.joined()
    }

    /// What to do about an item that is missing.
    private static func advice(_ rule: ContentRule, _ scheme: String) -> String {
        let index = scheme.isEmpty ? "" : " for \(scheme)"
        guard let text = rule.item.text else {
            return "\(rule.code): the bills themselves lack it; see `plumbline bill show`."
        }
        return "Add the text \(text.rawValue)\(index) to the policy file, then: "
            + "plumbline import policy FILE"
    }

    package static func json(_ row: RunContent.Row) -> JSONValue {
        .object(
            members(row.rule) + [
                .init("scheme", .string(row.scheme)),
                .init("jurisdiction", .string(row.jurisdiction)),
                .init("shown", .count(row.bills[.shown] ?? 0)),
                .init("not_needed", .count(row.bills[.notNeeded] ?? 0)),
                .init("missing", .count(row.bills[.missing] ?? 0)),
                .init("first_missing", row.firstMissing.map { .int($0) } ?? .null),
            ])
    }

    package static func json(_ content: RunContent) -> JSONValue {
        [
            "run": .int(content.run.id), "issued_on": .day(content.issuedOn),
            "bills": .count(content.bills), "rules": .array(content.rows.map(json)),
        ]
    }

    package static func json(_ list: BillChecklist) -> JSONValue {
        [
            "bill": .string(list.number), "draft": .bool(list.isDraft),
            "issued_on": .day(list.issuedOn), "scheme": .string(list.scheme),
            "jurisdiction": .string(list.jurisdiction),
            "class": .string(list.customer.rawValue),
            "rules": .array(
                list.checked.map {
                    .object(members($0.rule) + [.init("state", .string($0.state.rawValue))])
                }),
        ]
    }

    private static func members(_ rule: ContentRule) -> [JSONValue.Member] {
        [
            .init("rule", .string(rule.code)), .init("item", .string(rule.item.rawValue)),
            .init("shows", .string(rule.item.words)), .init("law", .string(rule.law.title)),
            .init("source", .string(rule.source)), .init("basis", .string(rule.basis.rawValue)),
            .init("from", .day(rule.law.from)), .init("when", .string(rule.occasion.rawValue)),
            .init("policy_text", .optional(rule.item.text?.rawValue)),
        ]
    }
}

extension CheckedRule.State {
    fileprivate var words: String {
        switch self {
        case .shown: "shown"
        case .missing: "MISSING"
        case .notNeeded: "not needed"
        }
    }
}

extension ContentRule.Basis {
    fileprivate var note: String {
        switch self {
        case .text: ""
        case .summary: " (from a summary: check the law)"
        case .convention: " (a convention)"
        }
    }
}
