package import Interchange
package import Measures
package import Tariffs

/// A year that tariffs are compared over: 365 days, the first a Monday, no holidays, one clock.
package struct StandardYear: Sendable {
    package struct Month: Sendable {
        package let period: Period
        package let rated: Rated
    }

    package let plan: TariffPlan
    private let hours: TimeOfUse?
    private let demandHours: TimeOfUse?

    /// 2018 is such a year. Prices are those of the book's last day of prices, all year.
    private static let year = 2018

    /// Refused where the prices in force make no plan.
    package init(_ book: TariffBook) throws(BookRefused) {
        let first = Day(year: StandardYear.year, month: 1, day: 1) ?? Day(number: 0)
        plan = try TariffPlan(book.holding(book.lastPriceDay, from: first))
        hours = plan.timeOfUse()
        demandHours = plan.demandWindows()
    }

    /// The bills of the twelve months.
    package func bills(_ load: LoadCurve) throws(TariffToolRefused) -> [Month] {
        var (months, at, billed): ([Month], Int, Exact) = ([], 0, .zero)
        for month in 1...12 {
            guard let first = Day(year: StandardYear.year, month: month, day: 1) else { continue }
            let period = Period.month(of: first)
            let count = period.days * 1440 / load.minutes
            var input = input(Array(load.use[at..<at + count]), period, load.minutes)
            if let slot = plan.numberSlot("billed_this_year") { input.set(slot, billed) }
            let rated = try rate(input)
            billed += rated.total.exact
            months.append(Month(period: period, rated: rated))
            at += count
        }
        return months
    }

    private func rate(_ input: RatingInput) throws(TariffToolRefused) -> Rated {
        do throws(RatingRefused) { return try plan.rate(input) } catch {
            throw .rating(error, book: plan.book.code)
        }
    }

    private func input(_ use: [Int64], _ period: Period, _ minutes: Int) -> RatingInput {
        var input = plan.input(for: period)
        func kW(_ millionths: Int64) -> Exact {
            Quantity(millionths: millionths).exact * Exact(60) / Exact(minutes)
        }
        if let slot = plan.usageSlot("kWh") {
            input.add(slot, Quantity(millionths: use.reduce(0, +)))
        }
        if let slot = plan.numberSlot("max_kW") { input.set(slot, kW(use.max() ?? 0)) }
        for hours in [hours, demandHours].compactMap({ $0 }) {
            let table = BandTable(hours, over: period, minutes: minutes, in: .utc)
            var bands = UseInTime(table, usages: plan.usageSlots(of: hours))
            use.withUnsafeBufferPointer { bands.take($0, scale: 1) }
            for (place, band) in hours.bands.enumerated() {
                if let slot = plan.usageSlot(band) {
                    input.add(slot, Quantity(millionths: bands.sums[place]))
                }
                if let slot = plan.numberSlot("max_kW_" + band) {
                    input.set(slot, kW(bands.most[place]))
                }
            }
            input.inTime = input.inTime ?? bands
        }
        return input
    }
}
