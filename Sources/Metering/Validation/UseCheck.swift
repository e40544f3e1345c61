package import Measures

/// Everything validation compares the use of a period with, however it was measured: read from
/// a dial or added up from intervals (rules B3.5, B3.6).
package struct UseFacts: Sendable, Hashable {
    /// What was used over the period, in the channel's unit; not below zero.
    package var use: Quantity
    package var days: Int
    package var unit: Unit
    package var history: History
    package var isOccupied = true

    /// `days` at least 1.
    package init(use: Quantity, days: Int, unit: Unit, history: History) {
        self.use = use
        self.days = days
        self.unit = unit
        self.history = history
    }

    /// What may be expected over as many days; nil without history.
    package func expected(_ limits: ValidationLimits) -> Quantity? {
        history.best?.use.over(days, places: limits.expectedPlaces)
    }

    /// Too high, too low, nothing at all, or use where nobody lives; what is switched off left out.
    package func failures(_ limits: ValidationLimits) -> ValidationFailures {
        guard isOccupied else {
            let isUsed = use > limits.vacantUseAbove
            return isUsed ? ValidationFailures.vacantUse.subtracting(limits.off) : []
        }
        let expected = expected(limits)
        var failures: ValidationFailures = []
        let minimumForZero = limits.zeroExpectedAtLeast
        if use == .zero, expected ?? minimumForZero >= minimumForZero { failures.insert(.zero) }
        failures.subtract(limits.off)
        guard let expected else { return failures }
        if limits.high.flags(use, expected, days: days) { failures.insert(.high) }
        if failures.isEmpty, limits.low.flags(use, expected, days: days) { failures.insert(.low) }
        return failures.subtracting(limits.off)
    }

    /// A finding for each doubt, with what was compared.
    package func findings(_ limits: ValidationLimits) -> [Finding] {
        failures(limits).each.map { $0.finding(limits, figures(of: $0, limits)) }
    }

    private func figures(of failure: ValidationFailures, _ limits: ValidationLimits)
        -> [NamedFigure]
    {
        let used = [
            NamedFigure("used", .quantity(use, unit)), NamedFigure("days", .count(days)),
        ]
        switch failure {
        case .vacantUse: return used
        case .zero:
            let minimum = NamedFigure(
                "suspicious from expected", .quantity(limits.zeroExpectedAtLeast, unit))
            return used + compared(limits) + [minimum]
        case .high:
            return used + compared(limits) + [
                NamedFigure("high above %", .count(Int(limits.high.percent))),
                NamedFigure("floor a day", .quantity(limits.high.floorPerDay, unit)),
                NamedFigure("floor", .quantity(limits.high.floor, unit)),
            ]
        default:
            return used + compared(limits) + [
                NamedFigure("low below %", .count(Int(limits.low.percent))),
                NamedFigure("floor a day", .quantity(limits.low.floorPerDay, unit)),
            ]
        }
    }

    private func compared(_ limits: ValidationLimits) -> [NamedFigure] {
        guard let expected = expected(limits), let best = history.best else {
            return [NamedFigure("compared with", .text("no history"))]
        }
        return [
            NamedFigure("expected", .quantity(expected, unit)),
            NamedFigure("compared with", .text(best.basis.rawValue)),
            NamedFigure("used then", .quantity(best.use.quantity, unit)),
            NamedFigure("days then", .count(best.use.days)),
        ]
    }
}
