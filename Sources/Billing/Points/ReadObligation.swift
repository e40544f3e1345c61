import Measures
import Metering
import Rulebook

extension PointBilling {
    /// Warns of a meter that is to be read; from rule version 4 on.
    func readOverdue(_ facts: PointFacts) -> RaisedFinding? {
        guard rules.version >= .four,
            let finding = facts.readOverdue(
                rules, { lookups.obligations(of: $0, facts.supplyPoint.commodity) })
        else { return nil }
        let currency = rules.schemes[facts.scheme].currency
        return RaisedFinding(finding, moneyAtRisk: Money(minorUnits: 0, currency: currency))
    }
}

extension PointFacts {
    /// Warns of a dial that nobody has read for longer than the law of its place allows, whether
    /// its bill is due or not (RD-OLD, rule B1.3). The day of its installation counts as a reading.
    fileprivate func readOverdue(_ rules: RunRules, _ law: (PointLaw) -> Sourced<ReadObligations>?)
        -> Finding?
    {
        guard let own = self.law, isOccupied(on: rules.through) else { return nil }
        let dials = registers.indices.filter { registers[$0].isReadByHand(on: rules.through) }
        guard !dials.isEmpty, let obligations = law(own) else { return nil }
        let months = obligations.value.monthsBetweenReads
        let late = dials.map { (place: $0, last: registers[$0].lastActual(through: rules.today)) }
            .filter { $0.last.adding(months: months) < rules.today }
            .min { $0.last < $1.last }
        guard let late else { return nil }
        return registers[late.place].overdue(since: late.last, months, obligations.source)
    }

    private func isOccupied(on day: Day) -> Bool {
        agreements.contains { $0.kind == .occupied && $0.period.contains(day) }
    }
}

extension RegisterHistory {
    fileprivate func isReadByHand(on day: Day) -> Bool {
        register.kind == .register && !register.isCheck && register.isEffective(on: day)
    }

    /// The last day somebody or something saw what it stood at, as far as readings are loaded;
    /// else the day of its installation.
    fileprivate func lastActual(through day: Day) -> Day {
        let read = readings.last { $0.day <= day && $0.countsAsActual }?.day
        let billed = billed.last { ReadType(rawValue: $0.closingType)?.countsAsActual ?? false }
        return [read, billed?.closingDay].compactMap { $0 }.reduce(register.installed, max)
    }

    fileprivate func overdue(since last: Day, _ months: Int, _ source: String) -> Finding {
        let isInstallation = last == register.installed
        return Finding(
            Finding.Code("RD-OLD"), .warning, rule: "B1.3",
            figures: [
                NamedFigure("meter", .text(register.meterSerial)),
                NamedFigure("register", .text(register.usage.rawValue)),
                NamedFigure(
                    isInstallation ? "no actual reading known since" : "last read on", .day(last)),
                NamedFigure("to be read by", .day(last.adding(months: months))),
                NamedFigure("months", .count(months)), NamedFigure("limit", .text(source)),
            ])
    }
}
