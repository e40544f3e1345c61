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
    package func findings(_ gates: ValidationGates) -> [Finding] {
        var findings: [Finding] = []
        if !gates.off.contains(.registerSum), let total, differs(total, gates.registers) {
            findings.append(Doubts.registerSum.finding(gates, sumFigures(total, gates.registers)))
        }
        if !gates.off.contains(.swapped), isSwapped(gates.registers) {
            findings.append(Doubts.swapped.finding(gates, shareFigures))
        }
        return findings
    }

    private func differs(_ total: Quantity, _ gates: RegisterSetGates) -> Bool {
        let rest = Int128(total.millionths) - Int128(day.millionths) - Int128(night.millionths)
        return rest.magnitude > UInt128(max(0, gates.sumTolerance.millionths))
    }

    private func isSwapped(_ gates: RegisterSetGates) -> Bool {
        guard let now = permille(night, of: day),
            let then = permille(previousNight, of: previousDay)
        else { return false }
        return then <= gates.lowShare && now >= gates.highShare
            || then >= gates.highShare && now <= gates.lowShare
    }

    /// The night's share of both, in thousandths; nil of nothing.
    private func permille(_ night: Quantity, of day: Quantity) -> Int64? {
        let both = Int128(day.millionths) + Int128(night.millionths)
        guard both > 0 else { return nil }
        return Int64(clamping: Int128(night.millionths) * 1000 / both)
    }

    private func sumFigures(_ total: Quantity, _ gates: RegisterSetGates) -> [NamedFigure] {
        [
            NamedFigure("total register", .quantity(total, unit)),
            NamedFigure("day", .quantity(day, unit)), NamedFigure("night", .quantity(night, unit)),
            NamedFigure("allowed difference", .quantity(gates.sumTolerance, unit)),
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
