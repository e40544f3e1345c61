package import Access
import Documents
import Measures
package import Operations
package import Storage

/// People, their roles and what waits for a second person, as text and JSON.
package enum PeopleText {
    package static func list(_ entries: [ListPeople.Entry], _ limits: [AuthorityLimit]) -> Answer {
        let json: JSONValue = [
            "people": .array(entries.map(json)),
            "limits": .array(
                limits.map { limit in
                    [
                        "role": .string(limit.role.rawValue),
                        "permission": .string(limit.permission.rawValue),
                        "currency": .string(limit.maximum.currency.rawValue),
                        "maximum": .money(limit.maximum),
                    ]
                }),
        ]
        guard !entries.isEmpty else {
            return Answer(
                "These books have no people: whoever is at the machine is every role. Add the first "
                    + "with: plumbline people add NAME --role administrator --write-key FILE", json)
        }
        var table = Table([
            .number("Person"), .text("Name"), .text("Roles"), .text("Shows"), .text("Left"),
        ])
        for entry in entries {
            table.add([
                "\(entry.person.id.rawValue)", entry.person.name,
                entry.grants.map(\.words).joined(separator: "; "),
                entry.credentials.map { "\($0.kind.rawValue) \($0.id)" }.joined(separator: ", "),
                entry.person.leftOn.map { "\($0)" } ?? "",
            ])
        }
        return Answer(table.text(width: 120) + words(limits), json)
    }

    private static func words(_ limits: [AuthorityLimit]) -> String {
        guard !limits.isEmpty else { return "" }
        var table = Table([.text("Role"), .text("Decides alone"), .number("Up to")])
        for limit in limits {
            table.add([limit.role.rawValue, limit.permission.words, "\(limit.maximum)"])
        }
        return "\nFor one account in one day\n\n" + table.text(width: 120)
    }

    private static func json(_ entry: ListPeople.Entry) -> JSONValue {
        [
            "person": .int(entry.person.id.rawValue), "name": .string(entry.person.name),
            "left": .day(entry.person.leftOn),
            "roles": .array(
                entry.grants.map { grant in
                    [
                        "role": .string(grant.role.rawValue), "scope": .string(grant.scope.words),
                        "from": .day(grant.from), "up_to": .day(grant.upTo),
                    ]
                }),
            "credentials": .array(
                entry.credentials.map { credential in
                    [
                        "credential": .int(credential.id),
                        "kind": .string(credential.kind.rawValue),
                        "label": .string(credential.label),
                        "expires": .optional(credential.expiresAt),
                    ]
                }),
        ]
    }

    /// What was done about somebody, or that it waits.
    package static func done(_ what: String, _ performed: Waits, isDryRun: Bool) -> Answer {
        switch performed {
        case .done(let event):
            Answer(what, ["event": event.map { .int($0) } ?? .null, "waits": false])
                .onDryRun(isDryRun)
        case .waits(let proposal):
            Answer(
                "It waits for a second person, as proposal \(proposal). They approve it with: "
                    + "plumbline proposal approve \(proposal)",
                ["proposal": .int(proposal), "waits": true]
            ).onDryRun(isDryRun)
        }
    }
}

extension RoleGrant {
    /// `senior for NORTH from 2026-12-01`
    fileprivate var words: String {
        "\(role.rawValue) for \(scope.words) from \(from)" + (upTo.map { " up to \($0)" } ?? "")
    }
}

extension PeopleText {
    package static func proposals(_ waiting: [ProposalOnRecord]) -> Answer {
        let json: JSONValue = ["waiting": .array(waiting.map(json))]
        guard !waiting.isEmpty else { return Answer("Nothing waits for a second person.", json) }
        var table = Table([
            .number("Proposal"), .text("Act"), .text("Of"), .text("Proposed by"), .text("Why"),
        ])
        for found in waiting {
            table.add([
                "\(found.proposal.id)", found.proposal.act, found.record.subject.text,
                found.proposal.maker.name, found.reason,
            ])
        }
        return Answer(table.text(width: 120), json)
    }

    /// What it was proposed to change, for whoever approves or refuses it.
    package static func proposal(_ found: ProposalOnRecord) -> Answer {
        let values = found.record.values
        let text = """
            Proposal \(found.proposal.id), \(found.proposal.act): \(found.proposal.state.rawValue)
            Of           \(found.record.subject.text)
            Proposed by  \(found.proposal.maker.name)
            Why          \(found.reason.isEmpty ? "no reason given" : found.reason)
            Before       \(values[.before] ?? "nothing")
            Afterwards   \(values[.after] ?? "nothing")

            """
        return Answer(text, json(found))
    }

    private static func json(_ found: ProposalOnRecord) -> JSONValue {
        let values = found.record.values
        return [
            "proposal": .int(found.proposal.id), "act": .string(found.proposal.act),
            "subject": .string(found.record.subject.text),
            "maker": .string(found.proposal.maker.name), "reason": .string(found.reason),
            "state": .string(found.proposal.state.rawValue),
            "before": .optional(values[.before]), "after": .optional(values[.after]),
        ]
    }
}
