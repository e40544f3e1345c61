package import Measures

/// What a run did with a supply point. Every supply point of the plan gets exactly one.
package struct Outcome: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case billed
        case held
        /// Its cycle does not end with this run, or nothing is left to bill.
        case notDue = "not-due"
        case void
        case notInSupply = "not-in-supply"
    }

    package var supplyPointID: Int64
    package var kind: Kind
    /// What the checks found, warnings on billed points included.
    package var findings: [RaisedFinding]

    package init(supplyPointID: Int64, kind: Kind, findings: [RaisedFinding] = []) {
        self.supplyPointID = supplyPointID
        self.kind = kind
        self.findings = findings
    }
}

/// A finding with what it may cost.
package struct RaisedFinding: Sendable, Hashable {
    package var finding: Finding
    package var moneyAtRisk: Money

    package init(_ finding: Finding, moneyAtRisk: Money) {
        self.finding = finding
        self.moneyAtRisk = moneyAtRisk
    }
}
