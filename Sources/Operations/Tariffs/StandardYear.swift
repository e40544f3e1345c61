import Billing
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

    /// The bills of the twelve months, each told what those before it come to.
    package func bills(_ load: LoadCurve) throws(TariffToolRefused) -> [Month] {
        var (months, at, earlier): ([Month], Int, EarlierQuotes) = ([], 0, EarlierQuotes(plan))
        for period in StandardYear.periods {
            let count = period.days * 1440 / load.minutes
            let (given, numbers) = input(
                Array(load.use[at..<at + count]), period, minutes: load.minutes)
            var input = given
            do throws(SegmentRefused) { try earlier.tell(&input) } catch {
                throw .earlier("\(error)", book: plan.book.code)
            }
            let rated = try rate(input)
            if earlier.isAsked { earlier.add(rated, input, numbers: numbers) }
            months.append(Month(period: period, rated: rated))
            at += count
        }
        return months
    }

    static let periods = (0..<12).map { Period.month(of: first.adding(months: $0)) }

    /// What a load in kW alone is taken to have beside it.
    private static let assumed: [(name: String, value: Exact)] = [
        ("power_factor", .one), ("reactive_kVAr", .zero),
    ]

    /// The bills of each month for loads of `minutes`, or nil where a load's months can only be
    /// rated one after another.
    func months(_ minutes: Int) -> [IntervalBills]? {
        guard !EarlierQuotes(plan).isAsked else { return nil }
        let months = StandardYear.periods.compactMap { period in
            var input = plan.input(for: period)
            assume(&input)
            return IntervalBills(plan, input, clocks: clocks, minutes: minutes, in: .utc)
        }
        return months.count == StandardYear.periods.count ? months : nil
    }

    private func assume(_ input: inout RatingInput) {
        let coincident = plan.book.inputs.map(\.name).filter { $0.hasPrefix("coincident_kW") }
        for (name, value) in StandardYear.assumed + coincident.map({ ($0, .zero) }) {
            if let slot = plan.numberSlot(name) { input.set(slot, value) }
        }
    }

    private func rate(_ input: RatingInput) throws(TariffToolRefused) -> Rated {
        do throws(RatingRefused) { return try plan.rate(input) } catch {
            throw .rating(error, book: plan.book.code)
        }
    }

    private func input(
        _ use: [Int64], _ period: Period, minutes: Int
    ) -> (RatingInput, numbers: [(name: String, value: Exact)]) {
        var input = plan.input(for: period)
        assume(&input)
        if let slot = plan.usageSlot("kWh") {
            input.add(slot, Quantity(millionths: use.reduce(0, +)))
        }
        var demands = ["max_kW": kW(use.max() ?? 0, minutes)]
        for hours in clocks {
            let table = BandTable(hours, over: period, minutes: minutes, in: .utc)
            var bands = ChronologicalUse(table, usages: plan.usageSlots(of: hours))
            use.withUnsafeBufferPointer { bands.take($0, scale: 1) }
            for (index, band) in hours.bands.enumerated() {
                if let slot = plan.usageSlot(band) {
                    input.add(slot, Quantity(millionths: bands.sums[index]))
                }
                demands["max_kW_" + band] = kW(bands.maximum[index], minutes)
            }
            input.inTime = input.inTime ?? bands
        }
        if plan.measuresDemand { measure(use, period, minutes: minutes, demands: &demands) }
        let numbers = given(demands, &input)
        return (input, numbers)
    }

    /// Tells the demands that the tariff asks for, and says which.
    private func given(
        _ demands: [String: Exact], _ input: inout RatingInput
    ) -> [(name: String, value: Exact)] {
        demands.compactMap { name, value in
            guard let slot = plan.numberSlot(name) else { return nil }
            input.set(slot, value)
            return (name, value)
        }
    }

    private func kW(_ millionths: Int64, _ minutes: Int) -> Exact {
        Quantity(millionths: millionths).exact * Exact(60) / Exact(minutes)
    }

    /// Demands over longer windows and by day. A load whose steps make up no window is taken by
    /// its steps.
    private func measure(
        _ use: [Int64], _ period: Period, minutes: Int, demands: inout [String: Exact]
    ) {
        let isFine = plan.book.demandMinutes.map { $0 % minutes == 0 } ?? true
        guard
            let meter = MeasuredDemand(
                plan.book, clocks, minutes: minutes, in: .utc, bySteps: !isFine)
        else { return }
        demands.merge(meter.named("", use, from: Zone.utc.start(of: period.start))) { $1 }
    }
}
