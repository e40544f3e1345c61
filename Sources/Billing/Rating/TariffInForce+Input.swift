package import Measures
package import Tariffs

extension TariffInForce {
    /// What rating is given: quantities and properties under the names of the tariff, and what
    /// other supply points of the bill used of the same fuel.
    package func input(
        over period: Period, usages: [BilledUsage], properties: [BilledProperty],
        beside: [BilledUsage] = []
    ) throws(SegmentRefused) -> RatingInput {
        var input = plan.input(for: period)
        for usage in usages {
            guard let slot = plan.usageSlot(usage.usage),
                let quantity = Quantity(exactly: usage.quantity)
            else { throw .notPriced(usage: usage.usage, tariff: plan.book.code) }
            input.usages.append(
                Usage(slot, quantity, over: usage.period, estimated: usage.isEstimated))
        }
        try set(properties, over: period, &input)
        for usage in beside {
            guard let slot = plan.usageSlot(usage.usage),
                let quantity = Quantity(exactly: usage.quantity)
            else { continue }
            input.elsewhere.append(
                Usage(slot, quantity, over: usage.period, estimated: usage.isEstimated))
        }
        return input
    }

    /// Values of one name stand together in order of their days. The first one holds from the
    /// first day of the bill; after one that ends comes the next, the default, or a refusal.
    func set(
        _ properties: [BilledProperty], over period: Period, _ input: inout RatingInput
    ) throws(SegmentRefused) {
        var before = ""
        for property in properties {
            if let slot = plan.seriesSlot(property.name) {
                input.set(slot, try property.series())
                continue
            }
            guard let number = numbers.first(where: { $0.name == property.name }) else { continue }
            guard let value = plan.value(property.value, of: number.name) else {
                throw .property(property)
            }
            let isNext = property.name == before
            input.set(number.slot, value, from: isNext ? property.period.start : period.start)
            if number.splits, property.period.end < period.end {
                let other = number.otherwise ?? .outOfRange
                input.set(number.slot, other, from: property.period.end)
            }
            before = property.name
        }
    }

    /// Rates a billed segment again from what it says it was made of, with its workings;
    /// `beside` is what other supply points of its bill used (`Bill.usedBeside`).
    package func rateAgain(
        _ segment: BilledSegment, beside: [BilledUsage] = []
    ) throws(SegmentRefused) -> Rated {
        var input = try input(
            over: segment.period, usages: segment.usages, properties: segment.properties,
            beside: beside)
        input.add(filled: segment.inTime, segment.lines, plan)
        do throws(RatingRefused) {
            return try plan.rate(input, recording: true)
        } catch {
            throw .rating(error)
        }
    }
}

extension BilledProperty {
    /// The numbers of a series, as `TariffInForce.carried` writes them.
    fileprivate func series() throws(SegmentRefused) -> [Exact] {
        let numbers = value.split { $0 == " " || $0 == "," }.map { Exact($0) }
        guard !numbers.contains(nil) else { throw .property(self) }
        return numbers.compactMap { $0 }
    }
}
