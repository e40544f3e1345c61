import Measures

/// Bills supply points one after another.
///
/// Pure: the same facts and rules always give the same result, whatever was billed before. What is
/// looked up once and kept between points stands in `PointLookups`. One thread each.
package final class PointBilling {
    package let rules: RunRules
    var lookups: PointLookups

    package init(_ rules: RunRules) {
        self.rules = rules
        lookups = PointLookups(rules)
    }

    /// The one outcome of a supply point, with its segments where it is billed; `beside` is what
    /// other points used that are billed together with it, as `WholeBill` finds out.
    package func bill(_ facts: PointFacts, beside: [UsedBeside] = []) -> PointResult {
        var result = result(facts, beside)
        if let overdue = readOverdue(facts) { result.outcome.findings.append(overdue) }
        return result
    }

    private func result(_ facts: PointFacts, _ beside: [UsedBeside]) -> PointResult {
        let owed = facts.unbilledPeriods(through: rules.through)
        guard let first = owed.first else { return nothingOwed(facts) }
        guard let cycle = facts.supplyPoint.cycle else {
            return held(facts, .unbillable("BL-NOCYCLE", rule: "D1.1", since: first.period.start))
        }
        let end = lookups.lastEnd(of: cycle)
        let due = owed.filter { $0.isDue(cycleEnd: end) }
        guard !due.isEmpty else {
            return PointResult(outcome: Outcome(supplyPointID: facts.id, kind: .notDue))
        }
        return bill(facts, due, cycleEnd: end, beside: beside)
    }

    private func nothingOwed(_ facts: PointFacts) -> PointResult {
        var outcome = facts.outcomeWithNothingOwed(on: rules.through)
        if outcome.kind == .void { outcome.findings = facts.vacantUse(rules) }
        return PointResult(outcome: outcome)
    }

    private func held(_ facts: PointFacts, _ draft: Draft) -> PointResult {
        let outcome = Outcome(
            supplyPointID: facts.id, kind: .held, findings: draft.raised(facts, rules))
        return PointResult(outcome: outcome)
    }

    /// Bills one unbilled period after another; where one is held, none of them is billed.
    private func bill(
        _ facts: PointFacts, _ spans: [UnbilledPeriod], cycleEnd: Day, beside: [UsedBeside]
    ) -> PointResult {
        var result = PointResult(outcome: Outcome(supplyPointID: facts.id, kind: .billed))
        var others = OtherBills(earlier: facts.billedBefore, through: facts.lastBill?.through)
        for span in spans {
            let account = facts.agreements[span.agreement].accountID
            others.beside = beside.filter { $0.accountID == account }.map(\.usage)
            var draft = draft(facts, span, cycleEnd: cycleEnd, others: others)
            if lookups.asksWholeBill { result.uses.append((account, draft.usages)) }
            guard let segment = result.take(&draft, of: facts, rules) else { continue }
            others.through = segment.period.last
            if lookups.asksEarlierBills {
                others.earlier.append(BilledBefore(accountID: account, segment: segment))
            }
        }
        if result.outcome.kind == .held { (result.segments, result.estimates) = ([], []) }
        return result
    }

    /// The segment of a period with all that was found on the way to it.
    private func draft(
        _ facts: PointFacts, _ span: UnbilledPeriod, cycleEnd: Day, others: OtherBills
    ) -> Draft {
        let agreement = facts.agreements[span.agreement]
        guard let rater = lookups.rater(agreement.tariff) else {
            return .unbillable("TF-NONE", rule: "C1.1", since: span.period.start)
        }
        var draft = ConsumptionCalculation(span, of: facts, cycleEnd: cycleEnd, rules)
            .read(facts, for: rater.tariff, rater.bands)
        guard draft.isRateable,
            let segment = rater.rate(
                &draft, of: facts, under: agreement, rules, others: others)
        else { return draft }
        let context = facts.context(
            rules, span, billedThrough: others.through, truesUp: draft.truesUpEstimate)
        draft.add(BillChecks.findings(in: segment, context))
        draft.add(unlikeStored(segment, of: facts, made: draft.made, rater))
        let late = rater.outOfTime(
            segment, of: facts, rules, truesUp: draft.truesUpEstimate, others: others)
        if let late { draft.findings.append(late) }
        draft.segment = segment
        return draft
    }

    /// What is stored is billed, or a finding says why not: from rule version 4 on.
    private func unlikeStored(
        _ segment: BilledSegment, of facts: PointFacts, made: EstimatedUse, _ rater: SegmentRater
    ) -> [Finding] {
        guard rules.version >= .four else { return [] }
        let zone = rules.schemes[facts.scheme].zone
        return StoredUse(facts, of: segment, made, by: rater.tariff, in: zone).findings(rater.bands)
    }
}
