package import Interchange
package import Measures
package import Metering
import Tariffs

/// Why a load is no standard year.
package enum LoadRefused: Error, Hashable, Sendable {
    case intervals(Int, minutes: Int)
    case missing
    case block(BlockRefused)
}

/// Standard years of many loads by one tariff: months are rated together where the tariff allows it,
/// to the same cent as one by one.
package struct ManyYears {
    private let year: StandardYear
    private let minutes: Int
    /// Of the loads since the last totals.
    private var months: [IntervalBills]

    /// Nil where months of a load can only be rated one after another.
    package init?(_ year: StandardYear, minutes: Int) {
        guard let months = year.months(minutes) else { return nil }
        (self.year, self.minutes, self.months) = (year, minutes, months)
    }

    /// Takes the next load, from the form in which an installation stores intervals.
    package mutating func take(_ load: StoredIntervals) throws(LoadRefused) {
        guard load.minutes == minutes, load.count == 365 * 1440 / minutes else {
            throw .intervals(load.count, minutes: load.minutes)
        }
        guard load.quality != .missing else { throw .missing }
        let isTaken: Void? =
            load.withValues(as: Int16.self) { take(.short($0), load.scale) }
            ?? load.withValues(as: Int32.self) { take(.middle($0), load.scale) }
            ?? load.withValues(as: Int64.self) { take(.long($0), load.scale) }
        guard isTaken == nil else { return }
        do throws(BlockRefused) {
            try load.block().values.withUnsafeBufferPointer { take(.long($0), 1) }
        } catch { throw .block(error) }
    }

    package mutating func take(_ load: LoadCurve) {
        load.use.withUnsafeBufferPointer { take(.long($0), 1) }
    }

    private mutating func take(_ values: IntervalValues, _ scale: Int64) {
        var at = 0
        for index in months.indices {
            let count = months[index].count
            months[index].take(values[at..<at + count], scale: scale)
            at += count
        }
    }

    /// What the year comes to for each load since the last time, in order.
    package mutating func totals() throws(TariffToolRefused) -> [Money] {
        var totals: [Int64] = []
        do throws(RatingRefused) {
            for index in months.indices {
                let (nets, taxes) = try months[index].rate()
                if index == 0 { totals = Array(repeating: 0, count: nets.count) }
                for load in nets.indices { totals[load] += nets[load] + taxes[load] }
            }
        } catch { throw .rating(error, book: year.plan.book.code) }
        let currency = year.plan.book.currency
        return totals.map { Money(minorUnits: $0, currency: currency) }
    }
}

extension StandardYear {
    /// What the year comes to for each load.
    package func totals(_ loads: [LoadCurve]) throws(TariffToolRefused) -> [Money] {
        guard let minutes = loads.first?.minutes, loads.allSatisfy({ $0.minutes == minutes }),
            var many = ManyYears(self, minutes: minutes)
        else {
            var totals: [Money] = []
            for load in loads { totals.append(try bills(load).total(plan.book.currency)) }
            return totals
        }
        for load in loads { many.take(load) }
        return try many.totals()
    }
}

extension [StandardYear.Month] {
    package func total(_ currency: Currency) -> Money {
        reduce(.zero(currency)) { $0 + $1.rated.total }
    }
}
