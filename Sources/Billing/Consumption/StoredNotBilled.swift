import Measures

extension PointFacts {
    /// What is stored of days on which its meter was not installed, and which no bill charges: data
    /// that was accepted is billed, or a finding says why not (rules A1.5, B3.1).
    func storedNotBilled(_ period: Period, _ zone: Zone) -> [Finding] {
        registers.compactMap { history in
            let register = history.register
            guard let day = history.strayDay(in: period, zone) else { return nil }
            return Finding(
                Finding.Code("MX-UNBILLED"), .blocking, rule: "B3.1",
                figures: [
                    NamedFigure("meter", .text(register.meterSerial)),
                    NamedFigure("register", .text(register.usage.rawValue)),
                    NamedFigure("data of", .day(day)),
                    NamedFigure("installed", .day(register.installed)),
                ] + (register.removed.map { [NamedFigure("removed", .day($0))] } ?? []))
        }
    }
}

extension RegisterHistory {
    /// The first day of the period with data, on which the meter was not installed.
    fileprivate func strayDay(in period: Period, _ zone: Zone) -> Day? {
        let removed = register.removed ?? .openEnd
        guard register.installed > period.start || removed < period.last else { return nil }
        let isOutside = { (day: Day) in day < register.installed || day > removed }
        guard case .interval(let minutes) = register.kind else {
            return readings.first { period.contains($0.day) && isOutside($0.day) }?.day
        }
        let first = max(period.start, min(period.end, register.installed))
        let last = min(period.end, max(period.start, removed + 1))
        let before = Period(from: period.start, upTo: first)
        let after = Period(from: last, upTo: period.end)
        return [before, after].compactMap { days in
            days.start < days.end ? sent(over: days, minutes, zone) : nil
        }.first.map { zone.day(of: $0.lowerBound) }
    }
}
