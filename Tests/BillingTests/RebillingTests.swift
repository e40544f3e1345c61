import Measures
import Tariffs
import Testing

@testable import Billing

/// Bills priced again in columns are those that are priced again one by one.
@Suite("Bills priced again")
struct RebillingTests {
    static let days = Period.month(of: Day("2025-03-01")!)

    /// Two bands fill blocks in order of time; a charge by the largest demand, one whose price
    /// changes inside the month, a tax.
    static func book(firstBound: String = "100", changesOn day: Day = days.start + 9) -> TariffBook
    {
        var book = TariffBook(code: "t", name: "T", commodity: "electricity", currency: .gbp)
        book.timeOfUse = TimeOfUseRules(bands: ["day", "night"], windows: [], otherwise: "day")
        book.inputs = ["day", "night"].map { TariffBook.Input($0, .usage, unit: .kWh) }
        book.inputs.append(TariffBook.Input("max_kW", .number, unit: .kW))
        book.quantities = [TariffBook.DerivedQuantity("kWh", "day + night", unit: .kWh)]
        book.taxes = [TariffBook.Tax("VAT", percent: "5")]
        for band in ["day", "night"] {
            let steps = [firstBound, "300", nil].enumerated().map { index, bound in
                let price = price("\(band)\(index)", "0.\(index + 1)7", to: &book)
                return TariffBook.Blocks.Step(code: price, upTo: bound, price: price)
            }
            var blocks = TariffBook.Blocks(of: band, scale: .bill, steps: steps)
            blocks.filling = TariffBook.Blocks.Filling(by: "kWh", .time)
            book.charges.append(TariffBook.Charge(band, .blocks(blocks)))
        }
        let demand = price("DEMAND", "4.25", to: &book)
        book.charges.append(
            TariffBook.Charge("PEAK", .unit(quantity: "max_kW", price: demand)))
        let levy = price("LEVY", "0.013", to: &book)
        book.prices[book.prices.count - 1].steps.append(
            .init(from: day, values: ["": Exact("0.0177")!]))
        book.charges.append(TariffBook.Charge("ALL", .unit(quantity: "kWh", price: levy)))
        for index in book.charges.indices { book.charges[index].tax = "VAT" }
        return book
    }

    private static func price(
        _ name: String, _ value: String, to book: inout TariffBook
    ) -> String {
        book.prices.append(
            TariffBook.Price(
                name, unit: "GBP/kWh",
                steps: [.init(from: Day(number: 0), values: ["": Exact(value)!])]))
        return name
    }

    static func tariff(_ book: TariffBook) throws -> TariffInForce {
        TariffInForce(versionID: 1, plan: try TariffPlan(book))
    }

    /// Whole Wh, and a demand in tenths of a W.
    static func segment(_ seed: inout Seeded) -> UsedSegment {
        var segment = UsedSegment()
        (segment.period, segment.tariffVersionID) = (days, 1)
        for band in ["day", "night"] {
            let parts = (0..<3).map { _ in
                Quantity(millionths: Int64.random(in: 0...300_000, using: &seed) * 1_000)
            }
            segment.inTime.append(
                BilledBlocks(usage: band, limits: [Quantity(100), Quantity(300)], parts: parts))
            let whole = Quantity(millionths: parts.reduce(0) { $0 + $1.millionths })
            segment.usages.append(
                BilledUsage(
                    usage: band, period: days, quantity: whole.exact, isEstimated: false))
        }
        let demand = Quantity(millionths: Int64.random(in: 0...90_000, using: &seed) * 100)
        segment.properties = [
            BilledProperty(name: "max_kW", value: demand.exact.text, period: days)
        ]
        return segment
    }

    static func group(_ segments: [UsedSegment]) throws -> UsedGroup {
        var groups = UsedGroups()
        for segment in segments { groups.add(segment) }
        #expect(groups.groups.count == 1 && groups.single.isEmpty)
        return try #require(groups.groups.first)
    }

    @Test("demands, parts of blocks and a price change go into columns", arguments: [1, 2, 3])
    func columns(number: UInt64) throws {
        var seed = Seeded(number)
        let segments = (0..<50).map { _ in Self.segment(&seed) }
        let group = try Self.group(segments)
        #expect((0..<50).map(group.segment) == segments)
        let rebilling = Rebilling(try Self.tariff(Self.book()))
        let columns = try #require(rebilling.rateColumns(group), "seed \(number)")
        let one = rebilling.rate(segments)
        #expect(one.refused.isEmpty)
        #expect(columns.nets == one.nets && columns.taxes == one.taxes, "seed \(number)")
        let each = rebilling.rateEach(group)
        #expect(each.nets == one.nets && each.taxes == one.taxes, "seed \(number)")
    }

    static let limits: [(firstBound: String, isTaken: Bool)] = [
        ("100", true), ("100.000001", false), ("99", false), ("max_kW * 10", false),
    ]

    @Test("blocks that end elsewhere are filled from the intervals again", arguments: limits)
    func otherLimits(firstBound: String, isTaken: Bool) throws {
        var seed = Seeded(1)
        let group = try Self.group([Self.segment(&seed)])
        let billed = try Self.tariff(Self.book())
        let other = try Self.tariff(Self.book(firstBound: firstBound))
        #expect(other.takesColumns(of: group, billed: billed) == isTaken)
        var windows = Self.book()
        windows.timeOfUse?.otherwise = "night"
        #expect(try !Self.tariff(windows).takesColumns(of: group, billed: billed))
    }

    @Test("a demand of other days, or a part that is missing, stands by itself")
    func single() {
        var seed = Seeded(1)
        var (early, short) = (Self.segment(&seed), Self.segment(&seed))
        early.properties[0].period = Period(from: Self.days.start, upTo: Self.days.end - 1)
        short.inTime[0].parts.removeLast()
        var groups = UsedGroups()
        groups.add(early)
        groups.add(short)
        #expect(groups.groups.isEmpty && groups.single == [early, short])
    }
}
