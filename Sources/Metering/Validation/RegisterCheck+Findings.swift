package import Measures

extension RegisterFacts {
    /// What the doubts of `verdict` say to a person: the rule, the numbers, the history.
    ///
    /// `unit` is the register's unit after the multiplier.
    package func findings(
        _ verdict: RegisterVerdict, _ limits: ValidationLimits, unit: Unit
    ) -> [Finding] {
        guard !verdict.failures.isEmpty else { return [] }
        return verdict.failures.each.map { failure in
            failure.finding(limits, figures(of: failure, verdict, limits, unit: unit))
        }
    }

    private func figures(
        of failure: ValidationFailures, _ verdict: RegisterVerdict, _ limits: ValidationLimits,
        unit: Unit
    ) -> [NamedFigure] {
        switch failure {
        case .missing: return [opening(unit), NamedFigure("due on", .day(day))]
        case .identity: return identityFigures
        case .date: return dateFigures
        case .duplicate: return [opening(unit)] + readFigure(unit) + storedFigure(unit)
        case .format: return readFigure(unit) + dialFigures
        case .backward, .rollover: return moveFigures(verdict, limits, unit: unit)
        case .high, .low: return useFigures(of: failure, verdict, limits, unit: unit)
        case .zero: return zeroFigures(verdict, limits, unit: unit)
        case .stopped: return stoppedFigures(limits, unit)
        case .vacantUse: return [usedFigure(verdict, unit), daysFigure]
        case .estimateRun: return runFigures(limits)
        case .noRemoval: return [opening(unit), NamedFigure("removed on", .day(removed ?? day))]
        default: return []
        }
    }

    private var daysFigure: NamedFigure { NamedFigure("days", .count(days)) }

    private func opening(_ unit: Unit) -> NamedFigure {
        NamedFigure("last billed", .quantity(opening, unit))
    }

    private func readFigure(_ unit: Unit) -> [NamedFigure] {
        value.map { [NamedFigure("reading", .quantity($0, unit))] } ?? []
    }

    private func storedFigure(_ unit: Unit) -> [NamedFigure] {
        storedForDay.map { [NamedFigure("stored for the day", .quantity($0, unit))] } ?? []
    }

    private func usedFigure(_ verdict: RegisterVerdict, _ unit: Unit) -> NamedFigure {
        NamedFigure("used", .quantity(verdict.use, unit))
    }

    private var identityFigures: [NamedFigure] {
        [
            NamedFigure("read on", .day(day)), NamedFigure("installed", .day(installed)),
        ] + (removed.map { [NamedFigure("removed", .day($0))] } ?? [])
    }

    private var dateFigures: [NamedFigure] {
        [
            NamedFigure("read on", .day(day)), NamedFigure("last billed on", .day(openingDay)),
            NamedFigure("today", .day(today)),
        ]
    }

    private var dialFigures: [NamedFigure] {
        [
            NamedFigure("dials", .count(dial.dials)),
            NamedFigure("decimals", .count(dial.decimals)),
        ]
    }

    private func moveFigures(
        _ verdict: RegisterVerdict, _ limits: ValidationLimits, unit: Unit
    ) -> [NamedFigure] {
        let share = Exact(Int128(limits.rollover.openingAtLeast), over: 10)
        return [opening(unit)] + readFigure(unit) + [
            usedFigure(verdict, unit), daysFigure, NamedFigure("dials", .count(dial.dials)),
            NamedFigure("rollover from % of the dial", .exact(share, nil)),
        ]
    }

    private func useFigures(
        of failure: ValidationFailures, _ verdict: RegisterVerdict, _ limits: ValidationLimits,
        unit: Unit
    ) -> [NamedFigure] {
        let isHigh = failure == .high
        let percent = isHigh ? limits.high.percent : limits.low.percent
        let floor = isHigh ? limits.high.floorPerDay : limits.low.floorPerDay
        return [usedFigure(verdict, unit), daysFigure] + historyFigures(verdict, unit) + [
            NamedFigure(isHigh ? "high above %" : "low below %", .count(Int(percent))),
            NamedFigure("floor a day", .quantity(floor, unit)),
        ] + (isHigh ? [NamedFigure("floor", .quantity(limits.high.floor, unit))] : [])
    }

    private func historyFigures(_ verdict: RegisterVerdict, _ unit: Unit) -> [NamedFigure] {
        guard let expected = verdict.expected, let best = history.best else {
            return [NamedFigure("compared with", .text("no history"))]
        }
        return [
            NamedFigure("expected", .quantity(expected, unit)),
            NamedFigure("compared with", .text(best.basis.rawValue)),
            NamedFigure("used then", .quantity(best.use.quantity, unit)),
            NamedFigure("days then", .count(best.use.days)),
        ]
    }

    private func zeroFigures(
        _ verdict: RegisterVerdict, _ limits: ValidationLimits, unit: Unit
    ) -> [NamedFigure] {
        readFigure(unit) + [daysFigure] + historyFigures(verdict, unit) + [
            NamedFigure(
                "suspicious from expected", .quantity(limits.zeroExpectedAtLeast, unit))
        ]
    }

    private func stoppedFigures(_ limits: ValidationLimits, _ unit: Unit) -> [NamedFigure] {
        readFigure(unit) + [
            NamedFigure("reads unchanged in a row", .count(unchangedReads + 1)),
            NamedFigure("stopped from", .count(limits.unchangedReads)),
        ]
    }

    private func runFigures(_ limits: ValidationLimits) -> [NamedFigure] {
        [
            NamedFigure("estimates in a row", .count(estimatesInARow + 1)),
            NamedFigure("limit", .count(limits.estimatesInARow)),
        ]
    }
}
