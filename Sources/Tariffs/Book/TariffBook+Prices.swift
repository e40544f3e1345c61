package import Measures

extension TariffBook.Price {
    /// Its steps in order of their days.
    package var inOrder: [Step] { steps.sorted { $0.from < $1.from } }

    /// The step in force on `day`, or nil before the first one.
    package func step(on day: Day) -> Step? { inOrder.last { $0.from <= day } }
}

extension TariffBook.Price {
    /// Its unit is one of pence or cents, while values are kept in pounds, dollars or euros.
    private var isInMinorUnits: Bool { ["p/", "c/", "ct/"].contains { unit.hasPrefix($0) } }

    /// The number that the price sheet prints for a value: `32.67` in `p/day`.
    package func figure(_ value: Exact) -> String {
        (isInMinorUnits ? value * Exact(100) : value).short
    }

    /// A value as published, such as `32.67 p/day`.
    package func published(_ value: Exact) -> String {
        figure(value) + (unit == "%" ? "%" : " " + unit)
    }
}

extension TariffBook {
    /// The same tariff with the prices of one day from `first` on: what it would charge if they
    /// never changed. Prices without a value on that day stay without one.
    package func holding(_ day: Day?, from first: Day) -> TariffBook {
        var book = self
        for index in prices.indices {
            let step = day.flatMap { prices[index].step(on: $0) }
            book.prices[index].steps = [
                Price.Step(
                    from: first, values: step?.values ?? [:], source: step?.source,
                    clause: step?.clause)
            ]
        }
        return book
    }

    /// The last day on which a price takes a value.
    package var lastPriceDay: Day? {
        prices.flatMap { $0.steps.filter { !$0.values.isEmpty }.map(\.from) }.max()
    }
}

extension Exact {
    /// The shortest decimal; cut to three places where no decimal is exact.
    var short: String {
        text.utf8.contains(UInt8(ascii: "/")) ? text(places: 3) : text
    }
}
