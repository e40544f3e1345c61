import Measures
import Tariffs
import Yams

extension BillCase.Part {
    /// What the tariff takes from the series of the case, as a run takes it from those on file. A
    /// number of the case's own stands.
    func takePrices(
        _ plan: TariffPlan, zones: (String) -> Zone?, into input: inout RatingInput
    ) throws(BillCaseRefused) {
        guard !prices.isEmpty else { return }
        let zone = try clock(zones)
        for asked in plan.book.inputs where numbers[asked.name] == nil {
            guard let source = asked.fromPrices, let slot = plan.numberSlot(asked.name),
                let series = series(source.series, zone)
            else { continue }
            do throws(PriceMissing) {
                if let usage = source.usage {
                    guard let cost = try cost(of: usage, series, zone) else { continue }
                    input.set(slot, cost)
                } else {
                    for (days, value) in try series.values(over: period, in: zone) {
                        input.set(slot, value, from: days.start)
                    }
                }
            } catch { throw .price(error) }
        }
    }

    /// Days on which a series by days takes another value: the use is known there.
    var indexDays: [Day] { prices.values.flatMap(\.days.keys) }

    private func series(_ code: String, _ zone: Zone) -> PriceSeries? {
        guard let given = prices[code] else { return nil }
        guard let minutes = given.minutes else {
            let days = given.days.sorted { $0.key < $1.key }
            let ends =
                days.dropFirst().map(\.key) + [max(period.end, (days.last?.key ?? period.end) + 1)]
            return PriceSeries(
                code, unit: "", isByDay: true,
                rows: zip(days, ends).map { day, end in
                    PriceSeries.Row(
                        from: Int64(day.key.number), upTo: Int64(end.number), value: day.value)
                })
        }
        let start = zone.start(of: period.start).seconds
        return PriceSeries(
            code, unit: "", isByDay: false,
            rows: given.values.enumerated().map { index, value in
                let from = start + Int64(index * minutes * 60)
                return PriceSeries.Row(from: from, upTo: from + Int64(minutes * 60), value: value)
            })
    }

    /// The intervals of a case are of `kWh`.
    private func cost(
        of usage: String, _ series: PriceSeries, _ zone: Zone
    ) throws(PriceMissing) -> Exact? {
        guard usage == "kWh", !intervals.isEmpty else { return nil }
        var cost = Exact.zero
        for given in intervals {
            let use = given.values.compactMap { Quantity(exactly: $0)?.millionths }
            cost += try series.cost(
                of: use, from: zone.start(of: period.start), every: given.minutes * 60, in: zone)
        }
        return cost
    }
}

extension CaseReader {
    /// `{ minutes: 30, values: [...] }`, or `{ days: { 2025-01-01: 1.05 } }`.
    func prices(_ node: Node, _ path: [String]) -> BillCase.Part.PricesGiven? {
        let parts = document.mapping(node, path, known: ["minutes", "values", "days"])
        var given = BillCase.Part.PricesGiven()
        if let days = parts["days"], parts["minutes"] == nil, parts["values"] == nil {
            given.days = pricesByDay(days, path + ["days"])
            return given
        }
        guard let minutes = minutes(parts["minutes"], path + ["minutes"]),
            let values = parts["values"], parts["days"] == nil
        else {
            document.note("expected minutes and values, or days", at: path, node: node)
            return nil
        }
        given.minutes = minutes
        given.values = document.list(values, path + ["values"]).compactMap {
            document.number($0, path + ["values"])
        }
        return given
    }

    private func pricesByDay(_ node: Node, _ path: [String]) -> [Day: Exact] {
        var prices: [Day: Exact] = [:]
        for (date, node) in document.entries(node, path) {
            guard let day = Day(date) else {
                document.note("expected a date such as 2025-04-01", at: path + [date], node: node)
                continue
            }
            prices[day] = document.number(node, path + [date])
        }
        return prices
    }
}
