package import Measures

/// In which capacity somebody acts for a party (rule H2.4).
package enum AgentKind: String, Sendable, CaseIterable {
    case carer, family
    /// Gets a copy of the bills (rule G5.1).
    case billNominee = "bill-nominee"
    case debtAdviser = "debt-adviser"
    case landlordAgent = "landlord-agent"
    case powerOfAttorney = "power-of-attorney"
    case executor

    /// Ends with an event and not on a day.
    var isWithoutEnd: Bool { self == .powerOfAttorney || self == .executor }
}

/// What an agent may do.
package enum AgentScope: String, Sendable, CaseIterable {
    case information, bills, readings, payments, complaints, contract
}

/// An authority to act for a party: who, for what, how long, and what shows it (rule H2.4). The
/// agent need not be a customer.
package struct Agent: DatedRecord {
    package var id: Int64
    package let owner: Int64
    package let kind: AgentKind
    package let name: String
    package let contact: String
    package let scopes: [AgentScope]
    package var period: Period
    package let evidence: String

    package init(
        id: Int64, party owner: Int64, kind: AgentKind, name: String, contact: String = "",
        scopes: [AgentScope], period: Period, evidence: String
    ) {
        (self.id, self.owner, self.kind, self.name) = (id, owner, kind, name)
        (self.contact, self.scopes, self.period) = (contact, scopes, period)
        self.evidence = evidence
    }

    package func excludes(_ other: Agent) -> Bool { kind == other.kind && name == other.name }

    package func refusal(beside others: [Agent]) -> RecordRefused? {
        if evidence.isEmpty { return .needsEvidence }
        if period.end == .openEnd, !kind.isWithoutEnd { return .needsEnd }
        return clash(others)
    }

    package func may(_ scope: AgentScope, on day: Day) -> Bool {
        holds(on: day) && scopes.contains(scope)
    }
}
