package import Measures
import Metering
package import Tariffs

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

    /// Keeps a channel whose intervals the tariff prices one by one.
    mutating func add(channel block: IntervalBlock, _ usage: String, _ tariff: TariffInForce) {
        if tariff.pricesIntervals(of: usage) { channels.append((usage, block)) }
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

extension TariffInForce {
    /// Whether it prices the intervals of a channel one by one.
    func pricesIntervals(of channel: String) -> Bool {
        fromPrices.contains { $0.prices.usage == channel }
    }

    /// Days of a period on which an index takes another value: charges on it split there. Days without
    /// a value are told when the bill is rated.
    func indexDays(_ series: [String: PriceSeries], over period: Period, in zone: Zone) -> [Day] {
        fromPrices.filter { $0.prices.usage == nil }.flatMap { _, prices -> [Day] in
            let values = try? series[prices.series]?.values(over: period, in: zone)
            return values?.dropFirst().map(\.period.start) ?? []
        }
    }
}

extension PriceMissing {
    /// The finding that holds the bill: the series, and where it has no price first.
    var finding: Finding {
        let figure: NamedFigure =
            switch place {
            case .at(let instant): NamedFigure("no price at", .text(instant.utcText))
            case .on(let day): NamedFigure("no price on", .day(day))
            case .severalInside(let instant):
                NamedFigure("several prices in the interval from", .text(instant.utcText))
            }
        return Finding(
            Finding.Code("TF-PRICE"), .blocking, rule: "C1.16",
            figures: [NamedFigure("series", .text(series)), figure])
    }
}

extension PriceSeries {
    /// Of all that it says.
    package func digest(_ hash: HashFunction) -> Digest {
        var out = CanonicalWriter()
        out.write(code)
        out.write(unit)
        out.write(isByDay)
        for row in rows {
            out.write(row.from)
            out.write(row.upTo)
            out.write(row.value)
        }
        return out.withBytes(hash)
    }
}
