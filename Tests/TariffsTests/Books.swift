import Measures
import Tariffs

/// Small books made in code, one per construct.
enum Books {
    static let start = Day(number: 20_000)

    static func price(
        _ name: String, _ values: [(Day, String)], unit: String = "GBP/kWh"
    ) -> TariffBook.Price {
        TariffBook.Price(
            name, unit: unit,
            steps: values.map {
                TariffBook.Price.Step(from: $0.0, values: ["": Exact($0.1) ?? .outOfRange])
            })
    }

    static func book(split: Int = 3) -> TariffBook {
        var book = TariffBook(
            code: "test", name: "Test", commodity: "electricity", currency: .gbp)
        book.rounding.split = RoundingRule(places: split)
        book.inputs = [TariffBook.Input("kWh", .usage, unit: .kWh)]
        return book
    }

    static func flat(_ values: [(Day, String)]) -> TariffBook {
        var book = book()
        book.prices = [price("UNIT", values), price("SC", values, unit: "GBP/day")]
        var standing = TariffBook.Charge("SC", .unit(quantity: nil, price: "SC"))
        standing.per = .day
        book.charges = [
            standing, TariffBook.Charge("UNIT", .unit(quantity: "kWh", price: "UNIT")),
        ]
        return book
    }

    /// Blocks with these bounds and prices, the last one open.
    static func blocks(
        _ bounds: [Int], prices: [String], per scale: TariffBook.Blocks.Scale,
        changedTo later: [String]? = nil, on day: Day = start
    ) -> TariffBook {
        var book = book()
        var steps: [TariffBook.Blocks.Step] = []
        for (index, value) in prices.enumerated() {
            var values = [(Day(number: 0), value)]
            if let later { values.append((day, later[index])) }
            book.prices.append(price("P\(index)", values))
            steps.append(
                TariffBook.Blocks.Step(
                    code: "B\(index)", upTo: index < bounds.count ? String(bounds[index]) : nil,
                    price: "P\(index)"))
        }
        let blocks = TariffBook.Blocks(of: "kWh", scale: scale, steps: steps)
        book.charges = [TariffBook.Charge("ENERGY", .blocks(blocks))]
        return book
    }

    static func rated(
        _ book: TariffBook, milli: Int, _ period: Period, recording: Bool = false
    ) throws -> Rated {
        let plan = try TariffPlan(book)
        var input = plan.input(for: period)
        if let slot = plan.usageSlot("kWh") {
            input.add(slot, Quantity(millionths: Int64(milli) * 1000))
        }
        return try plan.rate(input, recording: recording)
    }
}

/// A random source that a seed repeats (splitmix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

func milli(_ value: Exact) -> Int { Int((try? value.scaled(by: 1000, .down)) ?? -1) }
