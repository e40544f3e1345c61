import Measures
import Metering

extension RegisterHistory {
    /// The reading of a day nobody read (rules B4.1, B4.5): between two reads where a later one
    /// came, else what history says was used. Nil where neither is known.
    func estimate(
        from opening: Reading, on day: Day, profile: Quantity?, _ counting: Counting
    ) -> EstimatedReading? {
        if let later = readings.first(where: { $0.day > day && $0.countsAsActual }),
            let found = register.interpolated(
                on: day, from: opening, to: later, since: counting.behind(opening))
        {
            return made(found.reading, found.estimate)
        }
        let period = Period(from: opening.day + 1, upTo: day + 1)
        let use = Estimation.use(
            over: period, from: past(from: opening.day, to: day, profile: profile),
            unit: register.unit, asOf: day)
        guard let use,
            let reading = register.estimatedReading(after: opening, use: use.value, on: day)
        else { return nil }
        return made(reading, use)
    }

    /// The last actual read before a day that nobody read, which is what its estimate goes on from;
    /// else the opening. One lower than the read before it is passed over (rule B4.5).
    func lastRead(from opening: Reading, before day: Day, _ counting: Counting) -> Reading {
        actualReads(after: opening.day, before: day).reduce(opening) { last, read in
            (try? counting.quantity(from: last, to: read)) == nil ? last : read
        }
    }

    private func made(_ reading: Reading, _ estimate: Estimate) -> EstimatedReading {
        EstimatedReading(
            registerID: register.id, day: reading.day, value: reading.value,
            method: estimate.method.rawValue, inputs: estimate.inputs)
    }

    private func past(from opening: Day, to day: Day, profile: Quantity?) -> EstimationHistory {
        var past = EstimationHistory()
        past.lastYear = yearAgo(day, opening: opening).map(RegisterHistory.past)
        past.previous = usedBefore(opening).map(RegisterHistory.past)
        past.defaultPerDay = profile
        return past
    }

    private static func past(_ billed: BilledReading) -> EstimationHistory.Past {
        EstimationHistory.Past(use(billed), last: billed.closingDay)
    }
}
