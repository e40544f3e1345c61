import Customers
import Interchange
import Storage

/// The kinds of dated facts of parties and accounts, as commands and files name them.
package enum RecordKind: String, Sendable, CaseIterable, Codable {
    case need, hold, preference
    case jointParty = "joint-party"
    case payer, agent

    /// Whether an account owns it, and not a party.
    package var isOfAccount: Bool { self == .hold || self == .jointParty || self == .payer }
}

/// Something done for a kind, whatever its rows are.
protocol RecordVisitor {
    associatedtype Outcome
    func visit<Row: RecordRow>(_: Row.Type, _ place: RecordPlace<Row.Record>) throws -> Outcome
}

extension RecordKind {
    func accept<Visitor: RecordVisitor>(_ visitor: Visitor) throws -> Visitor.Outcome {
        switch self {
        case .need: try visitor.visit(NeedRow.self, RecordPlace(isOfAccount: false) { $0.needs })
        case .hold:
            try visitor.visit(
                HoldRow.self, RecordPlace(isOfAccount: true, isOfParty: true) { $0.holds })
        case .preference:
            try visitor.visit(
                PreferenceRow.self, RecordPlace(isOfAccount: false) { $0.preferences })
        case .jointParty:
            try visitor.visit(
                JointPartyRow.self, RecordPlace(isOfAccount: true) { $0.jointParties })
        case .payer: try visitor.visit(PayerRow.self, RecordPlace(isOfAccount: true) { $0.payers })
        case .agent: try visitor.visit(AgentRow.self, RecordPlace(isOfAccount: false) { $0.agents })
        }
    }
}
