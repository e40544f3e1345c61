import Documents
import Measures
import Tariffs
import Testing

/// A tariff book as people read it: the price sheet, the changes, the quote.
@Suite("Tariffs told in text")
struct TariffTextTests {
    static func book(_ next: String = "6.90") -> TariffBook {
        var book = TariffBook(
            code: "x", name: "Home Gas", commodity: "gas", currency: .gbp, jurisdiction: "GB",
            source: "constructed")
        let (first, second) = (Day("2025-01-01")!, Day("2026-01-01")!)
        func step(_ day: Day, _ pence: String) -> TariffBook.Price.Step {
            TariffBook.Price.Step(
                from: day, values: ["": (Exact(pence) ?? .zero) / Exact(100)])
        }
        book.inputs = [TariffBook.Input("kWh", .usage, unit: .kWh)]
        book.prices = [
            TariffBook.Price(
                "UNIT", unit: "p/kWh", steps: [step(first, "6.00"), step(second, next)]),
            TariffBook.Price("SC", unit: "p/day", steps: [step(first, "31.25")]),
        ]
        var standing = TariffBook.Charge("SC", .unit(quantity: nil, price: "SC"))
        standing.label = "Standing charge {days} days"
        standing.per = .day
        book.charges = [
            standing, TariffBook.Charge("UNIT", .unit(quantity: "kWh", price: "UNIT")),
        ]
        return book
    }

    @Test("the price sheet on the last day and on an earlier one")
    func sheet() {
        let last = PriceSheetText(Self.book()).text
        #expect(last.contains("Prices on 1 January 2026. gas, GBP, GB. constructed"))
        #expect(last.contains("SC    Standing charge  31.25 p/day  each day"))
        #expect(last.contains("UNIT                     6.9 p/kWh  kWh"))
        #expect(last.contains("2026-01-01  now    6.9  p/kWh    +15%"))
        let earlier = PriceSheetText(Self.book(), on: Day("2025-06-01")).text
        #expect(earlier.contains("6 p/kWh  kWh"))
        #expect(earlier.contains("to come"))
        for line in last.split(separator: "\n") { #expect(String(line).columns <= 100) }
    }

    @Test("changes in words; a published price that was edited is named")
    func changes() {
        var new = Self.book("7.20")
        new.charges[1].when = "kWh > 5"
        let text = BookChangesText(from: Self.book(), to: new).text()
        #expect(text.contains("UNIT   2026-01-01  6.9  7.2  p/kWh   +4.3%  published before"))
        #expect(text.contains("- Charge UNIT: when is kWh > 5 now, there was none."))
        #expect(text.contains("is never edited: add the next one"))
        let same = BookChangesText(from: new, to: new).text()
        #expect(same.contains("Both books charge the same."))
    }

    @Test("a quote sums its lines and tells each working")
    func quote() throws {
        let plan = try TariffPlan(Self.book())
        let period = Period.month(of: try #require(Day("2025-01-01")))
        var input = plan.input(for: period)
        input.add(try #require(plan.usageSlot("kWh")), Quantity(100))
        let rated = try plan.rate(input, recording: true)
        let text = QuoteText.text(plan, over: period, rated: rated)
        #expect(text.contains("Total                    £15.69"))
        #expect(text.contains("quantity × price = 100 kWh × 0.06 = 6"))
        #expect(
            QuoteText.json(plan, over: period, rated: rated).line.contains("\"total\":\"15.69\""))
    }
}
