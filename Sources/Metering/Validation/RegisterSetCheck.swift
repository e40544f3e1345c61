package import Measures

/// The registers of one meter over one period, judged together (rule B3.13).
package struct RegisterSetFacts: Sendable {
    package var total: Quantity?
    package var day: Quantity
    package var night: Quantity
    package var previousDay: Quantity
    package var previousNight: Quantity
    package var unit: Unit

    package init(
        total: Quantity? = nil, day: Quantity, night: Quantity, previousDay: Quantity = .zero,
        previousNight: Quantity = .zero, unit: Unit
    ) {
        self.total = total
        self.day = day
        self.night = night
        self.previousDay = previousDay
        self.previousNight = previousNight
        self.unit = unit
    }

    /// Total against its parts, then day and night swapped.
    package func findings(_ limits: ValidationLimits) -> [Finding] {
        var findings: [Finding] = []
        if !limits.off.contains(.registerSum), let total, differs(total, limits.registers) {
            findings.append(
                ValidationFailures.registerSum.finding(limits, sumFigures(total, limits.registers)))
        }
        if !limits.off.contains(.swapped), isSwapped(limits.registers) {
            findings.append(ValidationFailures.swapped.finding(limits, shareFigures))
        }
        return findings
    }

    private func differs(_ total: Quantity, _ limits: RegisterSetLimits) -> Bool {
        let rest = Int128(total.millionths) - Int128(day.millionths) - Int128(night.millionths)
        return rest.magnitude > UInt128(max(0, limits.sumTolerance.millionths))
    }

    private func isSwapped(_ limits: RegisterSetLimits) -> Bool {
        guard let now = permille(night, of: day),
            let then = permille(previousNight, of: previousDay)
        else { return false }
        return then <= limits.lowShare && now >= limits.highShare
            || then >= limits.highShare && now <= limits.lowShare
    }

    /// The night's share of both, in thousandths; nil of nothing.
    private func permille(_ night: Quantity, of day: Quantity) -> Int64? {
        let both = Int128(day.millionths) + Int128(night.millionths)
        guard both > 0 else { return nil }
        return Int64(clamping: Int128(night.millionths) * 1000 / both)
    }

    private func sumFigures(_ total: Quantity, _ limits: RegisterSetLimits) -> [NamedFigure] {
        [
            NamedFigure("total register", .quantity(total, unit)),
            NamedFigure("day", .quantity(day, unit)), NamedFigure("night", .quantity(night, unit)),
            NamedFigure("allowed difference", .quantity(limits.sumTolerance, unit)),
        ]
    }

    private var shareFigures: [NamedFigure] {
        [
            NamedFigure("day", .quantity(day, unit)), NamedFigure("night", .quantity(night, unit)),
            NamedFigure("day before", .quantity(previousDay, unit)),
            NamedFigure("night before", .quantity(previousNight, unit)),
        ]
    }
}
