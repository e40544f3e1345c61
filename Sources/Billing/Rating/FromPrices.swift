import Measures
import Tariffs

extension Draft {
    /// What the tariff takes from series of prices, as properties that the bill is rated with: what
    /// each usage comes to, and the value of an index on each day.
    func priced(
        for tariff: TariffInForce, _ rules: RunRules, in zone: Zone
    ) throws(SegmentRefused) -> [BilledProperty] {
        do throws(PriceMissing) { return try priced(for: tariff, rules.prices, in: zone) } catch {
            throw .price(error)
        }
    }

    private func priced(
        for tariff: TariffInForce, _ series: [String: PriceSeries], in zone: Zone
    ) throws(PriceMissing) -> [BilledProperty] {
        var found: [BilledProperty] = []
        for (name, prices) in tariff.fromPrices {
            guard let series = series[prices.series] else {
                throw PriceMissing(prices.series, .on(period.start))
            }
            if let usage = prices.usage {
                guard let cost = try cost(of: usage, series, in: zone) else { continue }
                found.append(BilledProperty(name: name, value: cost.text, period: period))
                continue
            }
            found += try series.values(over: period, in: zone).map {
                BilledProperty(name: name, value: $0.value.text, period: $0.period)
            }
        }
        return found
    }

    /// Of all channels of the usage; nil where none was read by intervals.
    private func cost(
        of usage: String, _ series: PriceSeries, in zone: Zone
    ) throws(PriceMissing) -> Exact? {
        var cost: Exact?
        for channel in channels where channel.usage == usage {
            let block = channel.block
            let more = try series.cost(
                of: block.values, from: block.start, every: block.seconds, in: zone)
            cost = (cost ?? .zero) + more
        }
        return cost
    }
}
