import Measures
import Tariffs

extension TariffInForce {
    /// Whether it prices the intervals of a channel one by one.
    func pricesIntervals(of channel: String) -> Bool {
        fromPrices.contains { $0.prices.usage == channel }
    }

    /// Days of a period on which an index takes another value: charges on it split there. Days without
    /// a value are refused when the bill is rated.
    func indexDays(_ series: [String: PriceSeries], over period: Period, in zone: Zone) -> [Day] {
        fromPrices.filter { $0.prices.usage == nil }.flatMap { _, prices -> [Day] in
            let values = try? series[prices.series]?.values(over: period, in: zone)
            return values?.dropFirst().map(\.period.start) ?? []
        }
    }
}
