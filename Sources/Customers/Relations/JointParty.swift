package import Measures

/// Somebody who is liable for an account beside its own party, jointly and severally (rule E5.1).
package struct JointParty: DatedRecord {
    package var id: Int64
    package let owner: Int64
    package let party: Int64
    package var period: Period
    /// Their consent: adding and removing somebody needs it.
    package let evidence: String

    package init(
        id: Int64, account owner: Int64, party: Int64, period: Period, evidence: String
    ) {
        (self.id, self.owner, self.party) = (id, owner, party)
        (self.period, self.evidence) = (period, evidence)
    }

    package func excludes(_ other: JointParty) -> Bool { party == other.party }

    package func refusal(beside others: [JointParty]) -> RecordRefused? {
        evidence.isEmpty ? .needsEvidence : clash(others)
    }
}

extension [JointParty] {
    /// Everybody who is liable for an account on a day: its own party and the joint ones.
    package func liable(beside own: Int64, on day: Day) -> Set<Int64> {
        Set(filter { $0.holds(on: day) }.map(\.party)).union([own])
    }
}
