import Interchange
import Measures
import Tariffs
import Testing

/// Every book of the project can be read, and the demo's rate any month of its two years.
@Suite("Books")
struct BooksTests {
    static let all =
        Project.files(in: "Books", ending: ".yaml")
        + Project.files(in: "Benchmarks/books", ending: ".yaml")

    @Test("reads and plans", arguments: all)
    func reads(path: String) throws {
        let book = try TariffBook.read(yaml: Project.text(path), file: path)
        _ = try TariffPlan(book)
        #expect(!book.source.isEmpty)
    }

    @Test("each code stands in one book only")
    func codes() throws {
        let codes = try BooksTests.all.map {
            try TariffBook.read(yaml: Project.text($0), file: $0).code
        }
        #expect(Set(codes).count == codes.count)
    }

    @Test("the demo's books rate each month", arguments: all.filter { $0.contains("/demo/") })
    func demo(path: String) throws {
        let plan = try TariffPlan(TariffBook.read(yaml: Project.text(path), file: path))
        let first = try #require(Day("2024-10-15"))
        for month in 0..<24 {
            let start = first.adding(months: month)
            var input = plan.input(for: Period(from: start, upTo: first.adding(months: month + 1)))
            for usage in plan.book.inputs where usage.kind == .usage {
                if let slot = plan.usageSlot(usage.name) { input.add(slot, Quantity(31)) }
            }
            if let slot = plan.numberSlot("max_kW") { input.set(slot, Exact(9)) }
            let rated = try plan.rate(input, recording: true)
            let lines = rated.lines.map(\.minorUnits).reduce(0, +)
            let taxes = rated.taxes.filter { !$0.included }.map(\.minorUnits).reduce(0, +)
            #expect(rated.total.minorUnits == lines + taxes)
            #expect(rated.workings.count == rated.lines.count)
            #expect(rated.taxWorkings.count == rated.taxes.count)
        }
    }

    @Test("half-hours of a demo tariff become usages of its bands")
    func bands() throws {
        let path = "Books/demo/gb-business-half-hourly.yaml"
        let plan = try TariffPlan(TariffBook.read(yaml: Project.text(path), file: path))
        let hours = try #require(plan.timeOfUse())
        let zone = try #require(Project.zone("Europe/London"))
        let october = Period.month(of: try #require(Day("2025-10-01")))
        let count = (zone.start(of: october.end) - zone.start(of: october.start)) / 1800
        #expect(count == 31 * 48 + 2)
        var sums = BandSums(bands: hours.bands.count)
        let values = [Int64](repeating: 1_000_000, count: count)
        hours.add(values, from: zone.start(of: october.start), every: 1800, in: zone, to: &sums)
        var input = plan.input(for: october)
        for (slot, sum) in zip(plan.usageSlots(of: hours), sums.sums) {
            input.add(try #require(slot), Quantity(millionths: sum))
        }
        input.set(try #require(plan.numberSlot("max_kW")), Exact(2))
        let rated = try plan.rate(input)
        let red = rated.lines.first { plan.code(of: $0, rated) == "RED" }
        #expect(red?.quantity == Exact(23 * 6))
        let ccl = rated.lines.first { plan.code(of: $0, rated) == "CCL" }
        #expect(ccl?.quantity == Exact(count))
    }

    @Test("labels and prices read as people say them")
    func labels() throws {
        let path = "Books/gb/gas-price-cap.yaml"
        let plan = try TariffPlan(TariffBook.read(yaml: Project.text(path), file: path))
        let start = try #require(Day("2025-04-01"))
        var input = plan.input(for: Period(from: start, upTo: start + 91))
        input.add(try #require(plan.usageSlot("m3")), Quantity(189))
        input.set(try #require(plan.numberSlot("calorific_value")), Exact(394) / Exact(10))
        let rated = try plan.rate(input)
        let labels = rated.lines.map { plan.label(of: $0, rated) }
        #expect(labels == ["Standing charge 91 days", "2115.33 kWh"])
        #expect(rated.lines.map { plan.priceText(of: $0) } == ["32.67 p/day", "6.99 p/kWh"])
        #expect(rated.lines.map { plan.account(of: $0) } == ["revenue.standing", "revenue.energy"])
        #expect(rated.taxes.map { rated.amount(of: $0).plain } == ["8.46"])
    }
}
