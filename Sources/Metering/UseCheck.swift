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
    package func expected(_ gates: ValidationGates) -> Quantity? {
        history.best?.use.over(days, places: gates.expectedPlaces)
    }

    /// Too high, too low, nothing at all, or use where nobody lives; what is switched off left out.
    package func doubts(_ gates: ValidationGates) -> Doubts {
        guard isOccupied else {
            let isUsed = use > gates.vacantUseAbove
            return isUsed ? Doubts.vacantUse.subtracting(gates.off) : []
        }
        let expected = expected(gates)
        var doubts: Doubts = []
        let leastForZero = gates.zeroExpectedAtLeast
        if use == .zero, expected ?? leastForZero >= leastForZero { doubts.insert(.zero) }
        doubts.subtract(gates.off)
        guard let expected else { return doubts }
        if gates.high.flags(use, expected, days: days) { doubts.insert(.high) }
        if doubts.isEmpty, gates.low.flags(use, expected, days: days) { doubts.insert(.low) }
        return doubts.subtracting(gates.off)
    }

    /// A finding for each doubt, with what was compared.
    package func findings(_ gates: ValidationGates) -> [Finding] {
        doubts(gates).each.map { $0.finding(gates, figures(of: $0, gates)) }
    }

    private func figures(of doubt: Doubts, _ gates: ValidationGates) -> [NamedFigure] {
        let used = [
            NamedFigure("used", .quantity(use, unit)), NamedFigure("days", .count(days)),
        ]
        switch doubt {
        case .vacantUse: return used
        case .zero:
            let least = NamedFigure(
                "suspicious from expected", .quantity(gates.zeroExpectedAtLeast, unit))
            return used + compared(gates) + [least]
        case .high:
            return used + compared(gates) + [
                NamedFigure("high above %", .count(Int(gates.high.percent))),
                NamedFigure("floor a day", .quantity(gates.high.floorPerDay, unit)),
                NamedFigure("floor", .quantity(gates.high.floor, unit)),
            ]
        default:
            return used + compared(gates) + [
                NamedFigure("low below %", .count(Int(gates.low.percent))),
                NamedFigure("floor a day", .quantity(gates.low.floorPerDay, unit)),
            ]
        }
    }

    private func compared(_ gates: ValidationGates) -> [NamedFigure] {
        guard let expected = expected(gates), let best = history.best else {
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
