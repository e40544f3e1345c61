package import Measures

extension TariffBook {
    /// The book with the prices of one day on all days: what a year's use would cost at them.
    ///
    /// Seasons stay seasons. A price that holds on no such day is left without any, so that what
    /// needs it is refused as it would be then (rule C1.16).
    package func frozen(on day: Day) -> TariffBook {
        var book = self
        for index in prices.indices {
            let step = prices[index].steps.filter { $0.from <= day }.max { $0.from < $1.from }
            let values = step?.values ?? [:]
            book.prices[index].steps = [
                Price.Step(
                    from: Day(number: 0), values: values, source: step?.source,
                    clause: step?.clause)
            ]
        }
        return book
    }
}
