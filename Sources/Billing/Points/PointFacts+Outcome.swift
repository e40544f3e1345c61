import Measures

extension PointFacts {
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
}
