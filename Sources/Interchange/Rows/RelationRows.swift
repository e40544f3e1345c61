package import Customers
import Measures

/// joint_parties.csv (rule E5.1)
package struct JointPartyRow: RecordRow, Hashable {
    package enum Column: Int, CSVColumn {
        case accountId, customerId, from, to, evidence

        package static let optional: Set<Column> = [.to]
    }

    package static let fileName = "joint_parties.csv"
    package static let ownerColumn = Column.accountId
    package static let otherColumn: Column? = .customerId
    package static let fromColumn = Column.from

    package let owner: String
    package let other: String?
    private let period: Period
    private let evidence: String

    package init(_ fields: inout RowFields<Column>) {
        owner = fields.id(.accountId)
        other = fields.id(.customerId)
        period = fields.period(from: .from, to: .to)
        evidence = fields.text(.evidence, atMost: 400)
    }

    package func record(id: Int64, owner: Int64, other: Int64) -> JointParty {
        JointParty(id: id, account: owner, party: other, period: period, evidence: evidence)
    }
}

/// payers.csv: somebody else who pays, a share or all
package struct PayerRow: RecordRow, Hashable {
    package enum Column: Int, CSVColumn {
        case accountId, customerId, share, from, to, evidence

        package static let optional: Set<Column> = [.share, .to]
    }

    package static let fileName = "payers.csv"
    package static let ownerColumn = Column.accountId
    package static let otherColumn: Column? = .customerId
    package static let fromColumn = Column.from

    package let owner: String
    package let other: String?
    private let share: Exact
    private let period: Period
    private let evidence: String

    package init(_ fields: inout RowFields<Column>) {
        owner = fields.id(.accountId)
        other = fields.id(.customerId)
        share = fields.positive(.share, standard: Quantity(millionths: 100_000_000)).exact
        period = fields.period(from: .from, to: .to)
        evidence = fields.text(.evidence, atMost: 400)
    }

    package func record(id: Int64, owner: Int64, other: Int64) -> Payer {
        Payer(
            id: id, account: owner, party: other, share: share, period: period,
            evidence: evidence)
    }
}

/// agents.csv (rule H2.4)
package struct AgentRow: RecordRow, Hashable {
    package enum Column: Int, CSVColumn {
        case customerId, kind, name, contact, scopes, from, to, evidence

        package static let optional: Set<Column> = [.contact, .to]
    }

    package static let fileName = "agents.csv"
    package static let ownerColumn = Column.customerId
    package static let fromColumn = Column.from

    package let owner: String
    private let agent: Agent

    package init(_ fields: inout RowFields<Column>) {
        owner = fields.id(.customerId)
        agent = Agent(
            id: 0, party: 0, kind: fields.word(.kind, of: rawWords(AgentKind.self)),
            name: fields.text(.name),
            contact: fields.optionalText(.contact) ?? "", scopes: AgentRow.scopes(&fields),
            period: fields.period(from: .from, to: .to),
            evidence: fields.text(.evidence, atMost: 400))
    }

    private static func scopes(_ fields: inout RowFields<Column>) -> [AgentScope] {
        let codes = fields.codes(.scopes)
        let scopes = codes.compactMap(AgentScope.init(rawValue:))
        if scopes.isEmpty || scopes.count != codes.count {
            let known = AgentScope.allCases.map(\.rawValue).joined(separator: ", ")
            fields.reject(
                .scopes, rule: "scopes are some of \(known)",
                advice: "Write them with semicolons, such as bills;readings.")
        }
        return scopes
    }

    package func record(id: Int64, owner: Int64, other: Int64) -> Agent {
        Agent(
            id: id, party: owner, kind: agent.kind, name: agent.name, contact: agent.contact,
            scopes: agent.scopes, period: agent.period, evidence: agent.evidence)
    }
}
