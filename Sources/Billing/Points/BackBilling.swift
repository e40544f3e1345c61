import Measures

extension SegmentRater {
    /// Holds a bill that charges what is older than the law lets it: a person decides, with the
    /// money that is out of time (BL-BACK). What is given back has no limit (rule D5.3).
    func outOfTime(
        _ segment: BilledSegment, of facts: PointFacts, _ rules: RunRules, truesUp: Bool,
        others: OtherBills
    ) -> Finding? {
        guard truesUp || BackBillingReach.mayCut(segment.period, rules),
            let reach = BackBillingReach(facts, rules)
        else { return nil }
        let trueUps = truesUp ? trueUps(of: segment, facts) : []
        let days = [segment.period.start] + trueUps.map(\.period.start)
        guard let oldest = days.min(), oldest < reach.first else { return nil }
        let (inTime, way) = inTime(segment, trueUps, reach: reach, others: others)
        guard inTime < segment.total else { return nil }
        let currency = rules.schemes[facts.scheme].currency
        return reach.finding(
            outOfTime: Money(minorUnits: segment.total - inTime, currency: currency),
            inTime: Money(minorUnits: inTime, currency: currency), since: oldest, way)
    }

    private func trueUps(of segment: BilledSegment, _ facts: PointFacts) -> [TrueUp] {
        let registers = facts.registers.map { ($0.register.id, $0.register) }
        let earlier = facts.registers.map { ($0.register.id, $0.billed) }
        return segment.trueUps(
            registers: Dictionary(registers) { one, _ in one },
            earlier: Dictionary(earlier) { one, _ in one },
            rounding: tariff.plan.book.rounding.split
        ).filter { !$0.quantity.isNegative }
    }

    /// What the days in time come to by themselves, and how that was found: rated with the use
    /// that known reads put on them, else by days where the tariff cannot rate so few.
    private func inTime(
        _ segment: BilledSegment, _ trueUps: [TrueUp], reach: BackBillingReach, others: OtherBills
    ) -> (total: Int64, way: String) {
        let from = max(segment.period.start, reach.first)
        guard from < segment.period.end else { return (0, "nothing is in time") }
        let period = Period(from: from, upTo: segment.period.end)
        let usages = segment.usages(trueUps, from: reach.first)
        if let total = total(
            over: period, usages: usages, properties: segment.properties, beside: others.beside)
        {
            return (total, "from known reads, between them by days")
        }
        let total = Int128(segment.total) * Int128(period.days) / Int128(segment.period.days)
        return (Int64(clamping: total), "by days")
    }

    private func total(
        over period: Period, usages: [BilledUsage], properties: [BilledProperty],
        beside: [BilledUsage]
    ) -> Int64? {
        let input = try? tariff.input(
            over: period, usages: usages, properties: properties, beside: beside)
        guard let input, let rated = try? tariff.plan.rate(input) else { return nil }
        return rated.netMinorUnits + rated.taxMinorUnits
    }
}

extension BilledSegment {
    /// Its use without what was used before a day and put right only now, by days (rule B4.5).
    fileprivate func usages(_ trueUps: [TrueUp], from first: Day) -> [BilledUsage] {
        var usages = usages
        for trueUp in trueUps {
            let old = min(first, trueUp.period.end) - trueUp.period.start
            guard old > 0 else { continue }
            let share = Exact(Int128(old), over: Int128(trueUp.period.days))
            let late = try? (trueUp.quantity * share).rounded(RoundingRule(places: 6))
            usages[trueUp.index].quantity += -(late ?? .zero)
        }
        return usages
    }
}
