import Measures
import Metering

/// Registers that check others and are never billed (rules A5.10, B3.9, B3.13).
///
/// The usage `check.kWh` counts what the intervals of the channel `kWh` add up to, and
/// `check.total` what the registers `day` and `night` do. A check that was not read is skipped.
extension Register {
    private static let mark = "check."

    var isCheck: Bool { usage.rawValue.hasPrefix(Register.mark) }

    func checks(_ other: String) -> Bool { usage.rawValue == Register.mark + other }
}

extension PointFacts {
    /// The check registers that were read at both ends of the period.
    func checks(_ installed: [Int], _ period: Period) -> [Int] {
        installed.filter { index in
            registers[index].register.isCheck && registers[index].readings.on(period.last) != nil
                && registers[index].opening(on: period.start - 1) != nil
        }
    }

    /// What a check register counted over the whole period, with its dial.
    func advance(checking usage: String, _ draft: Draft) -> (dial: Dial, quantity: Quantity)? {
        let index = registers.indices.first { registers[$0].register.checks(usage) }
        guard let index,
            let read = draft.readings.first(where: {
                $0.registerID == registers[index].register.id
            }),
            read.openingDay == draft.period.start - 1, read.closingDay == draft.period.last
        else { return nil }
        return (registers[index].register.dial, read.consumption)
    }

    /// Day, night and total of one meter judged together: sums and swapped registers.
    func registersTogether(_ draft: Draft, _ limits: ValidationLimits) -> [Finding] {
        guard draft.readings.count > 1, let day = only("day", draft),
            let night = only("night", draft)
        else { return [] }
        let facts = RegisterSetFacts(
            total: advance(checking: "total", draft)?.quantity, day: day.consumption,
            night: night.consumption, previousDay: usedBefore(day),
            previousNight: usedBefore(night),
            unit: registers[day.index].register.unit)
        return facts.findings(limits)
    }

    private func usedBefore(_ found: (index: Int, consumption: Quantity)) -> Quantity {
        registers[found.index].billed.last?.consumption ?? .zero
    }

    /// The register of a usage where there was one alone, as after an exchange there is not.
    private func only(_ usage: String, _ draft: Draft) -> (index: Int, consumption: Quantity)? {
        var found: (index: Int, consumption: Quantity)?
        for index in registers.indices where registers[index].register.usage.rawValue == usage {
            let id = registers[index].register.id
            guard let read = draft.readings.first(where: { $0.registerID == id }) else { continue }
            if found != nil { return nil }
            found = (index, read.consumption)
        }
        return found
    }
}
