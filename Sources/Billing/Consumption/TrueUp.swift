package import Measures
import Metering

/// Estimates of earlier bills that a reading has put right (rules B1.2, B4.9).
///
/// All that was used since the last actual read is spread evenly over its days (rule B4.5); the
/// days of the bill keep their share, and what is left over is the true-up.
package struct TrueUp: Sendable, Hashable {
    package let usage: String
    /// The days that were billed by estimates.
    package let period: Period
    package let bills: Int
    /// What the estimates charged.
    package let estimated: Quantity
    /// The true-up: below zero where the estimates were too high.
    package let quantity: Exact
    /// Place of the usage it is part of.
    let index: Int

    /// What the days of the estimates come to now.
    package var measured: Exact { estimated.exact + quantity }
}

extension BilledSegment {
    /// The true-ups in its usages, for each register that opens at an estimate and closes at
    /// a reading. `rounding` is the tariff's own for quantities split by days (rule C1.43).
    func trueUps(
        registers: [Int64: Register], earlier: [Int64: [BilledReading]], rounding: RoundingRule
    ) -> [TrueUp] {
        var taken: Set<Int> = []
        return readings.compactMap { reading in
            guard let register = registers[reading.registerID], !register.isCheck,
                let index = index(of: reading, register.usage.rawValue, besides: taken)
            else { return nil }
            taken.insert(index)
            guard !reading.isEstimate(closing: usages[index]) else { return nil }
            let estimates = reading.estimatesBefore(earlier[reading.registerID] ?? [])
            return trueUp(index, of: estimates, rounding)
        }
    }

    /// The usage that begins with a reading; usages stand in the order of the readings.
    private func index(
        of reading: BilledReading, _ usage: String, besides taken: Set<Int>
    ) -> Int? {
        usages.indices.first {
            !taken.contains($0) && usages[$0].usage == usage
                && usages[$0].period.start == reading.openingDay + 1
        }
    }

    private func trueUp(
        _ index: Int, of estimates: [BilledReading], _ rounding: RoundingRule
    ) -> TrueUp? {
        let usage = usages[index]
        guard let first = estimates.first, let last = estimates.last else { return nil }
        let estimated = estimates.reduce(Quantity.zero) { $0 + $1.consumption }
        let whole = estimated.exact + usage.quantity
        let days = last.closingDay - first.openingDay + usage.period.days
        let own = whole * Exact(usage.period.days) / Exact(days)
        guard let share = try? own.rounded(rounding), share != usage.quantity else { return nil }
        return TrueUp(
            usage: usage.usage,
            period: Period(from: first.openingDay + 1, through: last.closingDay),
            bills: estimates.count, estimated: estimated, quantity: usage.quantity - share,
            index: index)
    }
}

extension BilledReading {
    /// Whether a usage that begins with it ends at its closing estimate, not at a read between.
    fileprivate func isEstimate(closing usage: BilledUsage) -> Bool {
        usage.period.last == closingDay && closingType == ReadType.estimated.rawValue
    }

    /// The estimated bills in a row that lead to its opening, oldest first.
    fileprivate func estimatesBefore(_ earlier: [BilledReading]) -> [BilledReading] {
        guard openingType == ReadType.estimated.rawValue else { return [] }
        var (found, day) = ([BilledReading](), openingDay)
        for past in earlier.reversed() where past.closingDay <= openingDay {
            guard past.closingDay == day, past.closingType == ReadType.estimated.rawValue
            else { break }
            found.append(past)
            day = past.openingDay
        }
        return found.reversed()
    }
}
