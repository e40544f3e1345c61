import Measures
import Metering
import Rulebook
import Supply
import Tariffs

/// What billing made of one supply point.
package struct PointResult: Sendable {
    package var outcome: Outcome
    /// In order of period, each charged to the account of its agreement.
    package var segments: [BilledSegment] = []
    package var estimates: [EstimatedReading] = []

    /// What was used, by the account it is charged to, whether it is billed or held; only where
    /// a tariff asks what the whole bill used.
    var uses: [(accountID: Int64, usages: [BilledUsage])] = []

    package init(outcome: Outcome) { self.outcome = outcome }
}

/// Bills supply points one after another, with raters kept between them.
///
/// Pure: the same facts and rules always give the same result. One thread each.
package final class PointBilling {
    package let rules: RunRules
    private var raters: [String: SegmentRater] = [:]
    /// The one that was asked for last.
    private var lastRater: (tariff: String, rater: SegmentRater)?
    /// The last end of the cycle that was asked for last: points of one cycle follow each other.
    private var cycleEnd: (cycle: Cycle, day: Day)?

    /// How often meters must be read, looked up once for each place and commodity.
    var obligations: [ObligationKey: Sourced<ReadObligations>?] = [:]

    private let reachesBack: Bool
    /// A tariff asks what all supply points of a bill used.
    let looksBeside: Bool

    package init(_ rules: RunRules) {
        self.rules = rules
        reachesBack = rules.reachBack != nil
        looksBeside =
            rules.version >= .two && rules.tariffs.values.contains { $0.plan.asksWholeBill }
    }

    /// The one outcome of a supply point, with its segments where it is billed; `beside` is what
    /// other points used that are billed together with it, as `WholeBill` finds out.
    package func bill(_ facts: PointFacts, beside: [UsedBeside] = []) -> PointResult {
        var result = result(facts, beside)
        if let overdue = readOverdue(facts) { result.outcome.findings.append(overdue) }
        return result
    }

    private func result(_ facts: PointFacts, _ beside: [UsedBeside]) -> PointResult {
        let owed = facts.spansOwed(through: rules.through)
        guard let first = owed.first else {
            var outcome = facts.outcomeWithNothingOwed(on: rules.through)
            if outcome.kind == .void { outcome.findings = facts.vacantUse(rules) }
            return PointResult(outcome: outcome)
        }
        guard let cycle = facts.supplyPoint.cycle else {
            return held(facts, .lost("BL-NOCYCLE", rule: "D1.1", since: first.period.start))
        }
        let end = lastEnd(of: cycle)
        let isAllDue = owed.allSatisfy { $0.isDue(cycleEnd: end) }
        let due = isAllDue ? owed : owed.filter { $0.isDue(cycleEnd: end) }
        guard !due.isEmpty else {
            return PointResult(outcome: Outcome(supplyPointID: facts.id, kind: .notDue))
        }
        return bill(facts, due, cycleEnd: end, beside)
    }

    private func lastEnd(of cycle: Cycle) -> Day {
        if let cycleEnd, cycleEnd.cycle == cycle { return cycleEnd.day }
        let day = cycle.lastEnd(onOrBefore: rules.through)
        cycleEnd = (cycle, day)
        return day
    }

    private func bill(
        _ facts: PointFacts, _ spans: [UnbilledPeriod], cycleEnd: Day, _ beside: [UsedBeside]
    ) -> PointResult {
        var result = PointResult(outcome: Outcome(supplyPointID: facts.id, kind: .billed))
        var others = OtherBills(earlier: facts.billedBefore, through: facts.lastBill?.through)
        for span in spans {
            let account = facts.agreements[span.agreement].accountID
            others.beside = beside.filter { $0.accountID == account }.map(\.usage)
            var draft = draft(facts, span, cycleEnd: cycleEnd, others)
            if looksBeside { result.uses.append((account, draft.usages)) }
            guard let segment = result.take(&draft, facts, rules) else { continue }
            others.through = segment.period.last
            if reachesBack {
                others.earlier.append(BilledBefore(accountID: account, segment: segment))
            }
        }
        if result.outcome.kind == .held { (result.segments, result.estimates) = ([], []) }
        return result
    }

    private func draft(
        _ facts: PointFacts, _ span: UnbilledPeriod, cycleEnd: Day, _ others: OtherBills
    ) -> Draft {
        guard let rater = rater(facts.agreements[span.agreement].tariff) else {
            return .lost("TF-NONE", rule: "C1.1", since: span.period.start)
        }
        var draft = ConsumptionCalculation(span, of: facts, cycleEnd: cycleEnd, rules)
            .read(facts, for: rater.tariff, rater.bands)
        if draft.isRateable, let segment = rater.rate(&draft, facts, span, rules, others) {
            let context = facts.context(
                rules, span, billedThrough: others.through, truesUp: draft.truesUpEstimate)
            let found = BillChecks.findings(in: segment, context)
            if !found.isEmpty { draft.findings += found }
            let unlike = unlikeStored(segment, facts, draft.made, rater)
            if !unlike.isEmpty { draft.findings += unlike }
            let late = rater.outOfTime(
                segment, facts, rules, truesUp: draft.truesUpEstimate, others)
            if let late { draft.findings.append(late) }
            draft.segment = segment
        }
        return draft
    }

    /// What is stored is billed, or a finding says why not: from rule version 4 on.
    private func unlikeStored(
        _ segment: BilledSegment, _ facts: PointFacts, _ made: MadeUse, _ rater: SegmentRater
    ) -> [Finding] {
        guard rules.version >= .four else { return [] }
        let zone = rules.schemes[facts.scheme].zone
        return StoredUse(facts, segment, made, by: rater.tariff, in: zone).findings(rater.bands)
    }

    private func held(_ facts: PointFacts, _ draft: Draft) -> PointResult {
        let outcome = Outcome(
            supplyPointID: facts.id, kind: .held, findings: draft.raised(facts, rules))
        return PointResult(outcome: outcome)
    }

    private func rater(_ tariff: String) -> SegmentRater? {
        if let lastRater, lastRater.tariff == tariff { return lastRater.rater }
        guard let inForce = rules.tariffs[tariff] else { return nil }
        let rater = raters[tariff] ?? SegmentRater(inForce)
        raters[tariff] = rater
        lastRater = (tariff, rater)
        return rater
    }
}

/// What the bill of a span goes by beside its own facts.
struct OtherBills {
    /// Of earlier spans; only where a tariff asks for them.
    var earlier: [BilledBefore]
    /// The last day that is billed.
    var through: Day?
    /// What other supply points of the bill used of the same fuel.
    var beside: [BilledUsage] = []
}

/// Days of an agreement that no bill charges yet.
struct UnbilledPeriod {
    /// Its place among the point's agreements.
    let agreement: Int
    /// From the first unbilled day to the agreement's end or the run's last day.
    let period: Period
    /// The agreement has ended: this is its final bill.
    let isFinal: Bool

    /// `cycleEnd` is the last end of the point's cycle that the run reaches.
    func isDue(cycleEnd: Day) -> Bool { isFinal || cycleEnd >= period.start }
}

extension PointFacts {
    var id: Int64 { supplyPoint.id }

    /// The place of the agreement that a segment of the point charges.
    func agreement(of segment: BilledSegment) -> Int {
        let index = agreements.firstIndex { $0.id == segment.agreementID }
        precondition(index != nil, "a segment charges an agreement of its point")
        return index ?? agreements.startIndex
    }

    func spansOwed(through: Day) -> [UnbilledPeriod] {
        agreements.indices.compactMap { index in
            owed(of: agreements[index], through: through).map {
                UnbilledPeriod(
                    agreement: index, period: $0,
                    isFinal: agreements[index].period.end <= through + 1)
            }
        }
    }

    /// Days of an agreement that no bill charges yet, or nil.
    func owed(of agreement: Agreement, through: Day) -> Period? {
        guard agreement.kind == .occupied else { return nil }
        let from = max(agreement.period.start, lastBill.map { $0.through + 1 } ?? .distantPast)
        let end = min(agreement.period.end, through + 1)
        return from < end ? Period(from: from, upTo: end) : nil
    }

    func outcomeWithNothingOwed(on day: Day) -> Outcome {
        let current = agreements.first { $0.period.contains(day) }
        let kind: Outcome.Kind =
            switch current?.kind {
            case nil: .notInSupply
            case .void: .void
            case .occupied: .notDue
            }
        return Outcome(supplyPointID: id, kind: kind)
    }

    func context(
        _ rules: RunRules, _ span: UnbilledPeriod, billedThrough: Day?, truesUp: Bool
    ) -> DraftContext {
        DraftContext(
            limits: rules.limits, currency: rules.schemes[scheme].currency,
            billedThrough: billedThrough, lastTotal: lastBill?.total, lastDays: lastBill?.days,
            supplyStart: agreements[span.agreement].period.start, truesUpEstimate: truesUp)
    }

    /// The property in force on `day`, or nil.
    func property(_ name: String, on day: Day) -> BilledProperty? {
        properties.first { $0.name == name && $0.period.contains(day) }
    }

    /// The values of a property that hold on some day of `period`, in order of their days.
    func properties(_ name: String, over period: Period) -> [BilledProperty] {
        properties.filter { $0.name == name && $0.period.shared(with: period) != nil }
            .sorted { $0.period.start < $1.period.start }
    }
}

extension Day {
    static let distantPast = Day(number: Int32.min / 2)
}
