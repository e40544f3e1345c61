import Measures
import Rulebook
import Supply

/// What billing looks up once and keeps between supply points, as points of one tariff, cycle and
/// place follow each other. Each gives what the rules of the run give at any time.
struct PointLookups {
    /// A tariff takes figures from earlier bills.
    let asksEarlierBills: Bool
    /// A tariff asks what all supply points of a bill used (rule C1.31; from rule version 2 on).
    let asksWholeBill: Bool
    private let rules: RunRules
    private var raters: [String: SegmentRater] = [:]
    private var lastRater: (tariff: String, rater: SegmentRater)?
    private var lastCycle: (cycle: Cycle, end: Day)?
    private var obligations: [ObligationKey: Sourced<ReadObligations>?] = [:]

    private struct ObligationKey: Hashable {
        let index: String
        let commodity: Commodity
    }

    init(_ rules: RunRules) {
        self.rules = rules
        asksEarlierBills = rules.reachBack != nil
        asksWholeBill =
            rules.version >= .two && rules.tariffs.values.contains { $0.plan.asksWholeBill }
    }

    /// Nil where the run has no such tariff.
    mutating func rater(_ tariff: String) -> SegmentRater? {
        if let lastRater, lastRater.tariff == tariff { return lastRater.rater }
        guard let inForce = rules.tariffs[tariff] else { return nil }
        let rater = raters[tariff] ?? SegmentRater(inForce)
        raters[tariff] = rater
        lastRater = (tariff, rater)
        return rater
    }

    /// The last day of a cycle that the run reaches.
    mutating func lastEnd(of cycle: Cycle) -> Day {
        if let lastCycle, lastCycle.cycle == cycle { return lastCycle.end }
        let end = cycle.lastEnd(onOrBefore: rules.through)
        lastCycle = (cycle, end)
        return end
    }

    /// How often meters of a commodity must be read where a law holds.
    mutating func obligations(
        of law: PointLaw, _ commodity: Commodity
    ) -> Sourced<ReadObligations>? {
        let key = ObligationKey(index: law.jurisdiction, commodity: commodity)
        if let known = obligations[key] { return known }
        let found = ReadObligations.on(rules.today, commodity, in: law.place)
        obligations[key] = .some(found)
        return found
    }
}
