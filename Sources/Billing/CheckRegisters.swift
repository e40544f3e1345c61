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

extension SpanReading {
    /// The check registers that were read at both ends of the period.
    func checks(_ hanging: [Int], _ period: Period) -> [Int] {
        hanging.filter { place in
            let history = facts.registers[place]
            return history.register.isCheck && history.reading(on: period.last) != nil
                && history.opening(on: period.start - 1) != nil
        }
    }

    /// What a check register counted over the whole period, with its dial.
    func advance(checking usage: String, _ draft: Draft) -> (dial: Dial, quantity: Quantity)? {
        guard let history = facts.registers.first(where: { $0.register.checks(usage) }),
            let read = draft.readings.first(where: { $0.registerID == history.register.id }),
            read.openingDay == draft.period.start - 1, read.closingDay == draft.period.last
        else { return nil }
        return (history.register.dial, read.consumption)
    }

    /// Day, night and total of one meter judged together: sums and swapped registers.
    func together(_ draft: Draft, _ gates: ValidationGates) -> [Finding] {
        guard let day = only("day", draft), let night = only("night", draft) else { return [] }
        let facts = RegisterSetFacts(
            total: advance(checking: "total", draft)?.quantity, day: day.read.consumption,
            night: night.read.consumption,
            previousDay: day.history.billed.last?.consumption ?? .zero,
            previousNight: night.history.billed.last?.consumption ?? .zero,
            unit: day.history.register.unit)
        return facts.findings(gates)
    }

    /// The register of a usage where there was one alone, as after an exchange there is not.
    private func only(
        _ usage: String, _ draft: Draft
    ) -> (history: RegisterHistory, read: BilledReading)? {
        let found = facts.registers.compactMap { history in
            draft.readings.first { $0.registerID == history.register.id }
                .flatMap { history.register.usage.rawValue == usage ? (history, $0) : nil }
        }
        return found.count == 1 ? found[0] : nil
    }
}
