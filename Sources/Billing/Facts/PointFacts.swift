package import Measures
package import Supply

/// All that billing one supply point depends on, loaded before and handed in.
///
/// A bill is a pure function of these facts and the rules of the run.
package struct PointFacts: Sendable {
    package var supplyPoint: SupplyPoint
    /// Place of its scheme in `RunRules.schemes`.
    package var scheme: Int
    /// Of its premises; known to runs from rule version 4 on.
    package var law: PointLaw?
    /// In order of their first day.
    package var agreements: [Agreement]
    package var registers: [RegisterHistory]
    package var properties: [BilledProperty]
    package var lastBill: LastBill?
    /// Released segments, in order of period; only where a tariff asks for earlier bills.
    package var billedBefore: [BilledBefore]
    /// Codes a person has accepted since the last bill (rule D2.3).
    package var accepted: [Finding.Code]

    package init(supplyPoint: SupplyPoint, scheme: Int, law: PointLaw? = nil) {
        self.law = law
        self.supplyPoint = supplyPoint
        self.scheme = scheme
        agreements = []
        registers = []
        properties = []
        lastBill = nil
        billedBefore = []
        accepted = []
    }
}

/// The last released segment of a supply point.
package struct LastBill: Sendable, Hashable {
    package let through: Day
    package let days: Int
    /// Minor units.
    package let total: Int64

    package init(through: Day, days: Int, total: Int64) {
        self.through = through
        self.days = days
        self.total = total
    }
}
