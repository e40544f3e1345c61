import Measures

// Which days are billed, and where their use is split.
extension ConsumptionCalculation {
    /// To the end of the agreement, else to the day on which all dials were read, else to the
    /// cycle's end.
    func period(_ facts: PointFacts, dials: [Int]) -> Period {
        guard !span.isFinal else { return span.period }
        let still = dials.filter { facts.registers[$0].register.isEffective(on: cycleEnd) }
        let closing = still.isEmpty ? cycleEnd : commonReadDay(facts, still) ?? cycleEnd
        return Period(from: span.period.start, upTo: closing + 1)
    }

    /// The last day of the read window on which every dial was read, so that it may close.
    private func commonReadDay(_ facts: PointFacts, _ dials: [Int]) -> Day? {
        let first = max(cycleEnd - readWindow, span.period.start)
        guard first <= cycleEnd, let lead = dials.first else { return nil }
        return facts.registers[lead].readings.last { reading in
            reading.day >= first && reading.day <= cycleEnd
                && dials.allSatisfy { closes(facts, $0, on: reading.day) }
        }?.day
    }

    /// A reading that may close a period, or the reading with which a dial took the place of one
    /// that was read on its removal (rule A6.3; from rule version 4 on).
    private func closes(_ facts: PointFacts, _ position: Int, on day: Day) -> Bool {
        let history = facts.registers[position]
        guard let reading = history.reading(on: day) else { return false }
        if reading.closesPeriod { return true }
        guard terms.keepsToReads, history.register.installed == day else { return false }
        return facts.registers.contains { other in
            other.register.removed == day && other.register.usage == history.register.usage
                && other.reading(on: day)?.closesPeriod == true
        }
    }

    /// Days on which a charge splits, because a price, its season or a property that splits it
    /// changes, and the first that may still be charged (rule D5.2). Rule versions 1 to 3 looked
    /// at prices alone.
    func splitDays(of tariff: TariffInForce, _ facts: PointFacts, over period: Period) -> [Day] {
        guard terms.keepsToReads else { return tariff.priceChanges }
        let changed = tariff.numbers.filter(\.splits).flatMap { number in
            facts.properties(number.name, over: period).flatMap {
                [$0.period.start, $0.period.end]
            }
        }
        let index = tariff.indexDays(prices, over: period, in: terms.zone)
        let others = changed + index + [reach].compactMap { $0 }
        // Those of the tariff alone are sorted already.
        return others.isEmpty ? tariff.splitDays : Set(tariff.splitDays + others).sorted()
    }
}
