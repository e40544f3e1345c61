import Documents
import Measures
import Testing

@Suite("Figures for people")
struct ForPeopleTests {
    @Test(
        "money",
        arguments: [
            (0, .gbp, "£0.00"), (5, .gbp, "£0.05"), (99_999, .gbp, "£999.99"),
            (100_000, .gbp, "£1,000.00"), (-1260, .gbp, "-£12.60"),
            (-123_456_789, .aud, "-A$1,234,567.89"), (1, .eur, "€0.01"),
            (150, Currency(rawValue: "CHF")!, "CHF\u{A0}1.50"),
            (.min, .gbp, "-£92,233,720,368,547,758.08"),
        ] as [(Int64, Currency, String)]
    )
    func money(minorUnits: Int64, currency: Currency, expected: String) {
        #expect(Money(minorUnits: minorUnits, currency: currency).forPeople == expected)
    }

    @Test("days and periods are said with both days included")
    func days() {
        let day = Day("2025-04-01")!
        #expect(day.forPeople == "1 April 2025")
        #expect(Period(from: day, upTo: day).forPeople == "no days")
        #expect(Period(from: day, upTo: day + 1).forPeople == "1 April 2025")
        #expect(Period(from: day, upTo: day + 2).forPeople == "1 April 2025 to 2 April 2025")
    }

    @Test(
        "C1.2 a price keeps every published place",
        arguments: [
            ("0.0900", .gbp, "kWh", "9p per kWh"), ("0.3945", .gbp, "day", "39.45p per day"),
            ("0.17181", .gbp, "kWh", "17.181p per kWh"), ("1", .gbp, "m3", "£1.00 per m³"),
            ("1.5", .gbp, "m3", "£1.50 per m³"), ("116.445", .gbp, "year", "£116.445 per year"),
            ("3.6156", .aud, "kL", "A$3.6156 per kL"), ("0.05", .aud, "kWh", "A$0.05 per kWh"),
            ("-0.041", .gbp, "kWh", "-4.1p per kWh"), ("1234", .eur, "", "€1,234.00"),
        ] as [(String, Currency, String, String)]
    )
    func price(value: String, currency: Currency, unit: String, expected: String) {
        #expect(Exact(value)!.price(in: currency, per: Unit(unit)) == expected)
    }

    @Test("values without an exact decimal are cut and say so")
    func thirds() {
        #expect(Exact(1, over: 3).forPeople == "0.333333…")
        #expect(Exact(-200_000, over: 3).forPeople == "-66,666.666666…")
        #expect(Exact(2, over: 3).forPeople(places: 3) == "0.667")
        #expect(Exact.outOfRange.forPeople == "out of range")
    }

    @Test("a unit after its number")
    func units() {
        #expect(Unit.day.after("1") == "1 day")
        #expect(Unit.day.after("30") == "30 days")
        #expect(Unit("m3").after("7") == "7 m³")
        #expect(Unit("").after("7") == "7")
    }

    @Test(
        "thousands",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
    func thousands(value: Int, expected: String) {
        #expect(grouped(value) == expected)
    }
}
