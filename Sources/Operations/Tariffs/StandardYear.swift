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
    private let clocks: [TimeOfUse]

    /// 2018 is such a year. Prices are those of the book's last day of prices, all year.
    private static let year = 2018
    package static let first = Day(year: year, month: 1, day: 1) ?? Day(number: 0)

    /// Refused where the prices in force make no plan.
    package init(_ book: TariffBook) throws(BookRefused) {
        plan = try TariffPlan(book.holding(book.lastPriceDay, from: StandardYear.first))
        clocks = [plan.timeOfUse(), plan.demandWindows()].compactMap { $0 }
    }

    /// The bills of the twelve months.
    package func bills(_ load: LoadCurve) throws(TariffToolRefused) -> [Month] {
        var (months, at, billed): ([Month], Int, Exact) = ([], 0, .zero)
        for period in StandardYear.periods {
            let count = period.days * 1440 / load.minutes
            var input = input(Array(load.use[at..<at + count]), period, load.minutes)
            if let slot = billedThisYear { input.set(slot, billed) }
            let rated = try rate(input)
            billed += rated.total.exact
            months.append(Month(period: period, rated: rated))
            at += count
        }
        return months
    }

    static let periods = (0..<12).map { Period.month(of: first.adding(months: $0)) }

    /// What earlier months came to, where the tariff asks for it.
    var billedThisYear: NumberSlot? { plan.numberSlot("billed_this_year") }

    /// The bills of each month for loads of `minutes`, or nil where a load's months can only be
    /// rated one after another.
    func months(_ minutes: Int) -> [IntervalBills]? {
        guard billedThisYear == nil else { return nil }
        let months = StandardYear.periods.compactMap { period in
            IntervalBills(plan, plan.input(for: period), clocks, minutes: minutes, in: .utc)
        }
        return months.count == StandardYear.periods.count ? months : nil
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
        for hours in clocks {
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
