import Ledger
import Measures
import Tariffs
import Testing

@testable import Billing

/// What a tariff takes from earlier bills (rules C1.5, C1.9, C1.13, C1.14).
@Suite("Figures from earlier bills")
struct FromBillsTests {
    typealias Source = TariffBook.FromBills

    /// January to June 2025, a bill each: `m3` of 10, 20 … 60, a peak of 1, 2 … 6 kW.
    static let halfYear = (1...6).map { month in bill(month, m3: Int64(month) * 10) }

    static func bill(_ month: Int, m3: Int64, lines: [BillLine] = []) -> BilledSegment {
        let period = Period.month(of: Day(year: 2025, month: month, day: 1)!)
        return BilledSegment(
            supplyPointID: 1, agreementID: 2, tariffVersionID: 3, period: period, readings: [],
            usages: [
                BilledUsage(
                    usage: "m3", period: period, quantity: Exact(Int(m3)), isEstimated: false)
            ],
            properties: [BilledProperty(name: "max_kW", value: "\(month)", period: period)],
            lines: lines, taxes: [], net: 0, tax: 0)
    }

    static let july = Period.month(of: Day("2025-07-01")!)

    /// The value that a tariff whose year begins on 1 April takes into July.
    func taken(
        _ source: Source, series: Bool = false, otherwise: Exact? = nil,
        from bills: [BilledSegment],
        into period: Period = FromBillsTests.july
    ) throws -> BilledProperty? {
        var book = TariffBook(code: "t", name: "T", commodity: "water", currency: .gbp)
        book.year = .from(month: 4, day: 1)
        book.inputs = [
            TariffBook.Input("m3", .usage),
            TariffBook.Input(
                "before", series ? .series : .number, otherwise: otherwise, fromBills: source),
        ]
        book.prices = [
            TariffBook.Price(
                "P", unit: "GBP/m3",
                steps: [.init(from: Day("2020-01-01")!, values: ["": Exact(1)])])
        ]
        book.charges = [
            TariffBook.Charge("W", .unit(quantity: "m3", price: "P"))
        ]
        let tariff = TariffInForce(versionID: 1, plan: try TariffPlan(book))
        return tariff.carried(into: period, from: bills).first
    }

    @Test(
        "over the charging year, some months, or all",
        arguments: [
            (Source.Span.year, "150", "2025-04-01"), (.months(1), "60", "2025-06-01"),
            (.months(2), "110", "2025-05-01"), (.months(12), "210", "2024-07-01"),
            (.account, "210", "2025-01-01"),
        ])
    func spans(span: Source.Span, sum: String, start: String) throws {
        let figure = try taken(Source(.usage, of: ["m3"], over: span), from: Self.halfYear)
        #expect(figure?.value == sum)
        #expect(figure?.period == Period(from: Day(start)!, upTo: Day("2025-07-01")!))
    }

    @Test("the first day of the charging year begins with nothing")
    func newYear() throws {
        let year = Source(.usage, of: ["m3"], over: .year)
        let april = Period.month(of: Day("2025-04-01")!)
        let before = Self.halfYear.filter { $0.period.end <= april.start }
        #expect(try taken(year, from: before, into: april)?.value == "0")
        let march = Period(from: Day("2025-03-31")!, upTo: Day("2025-04-30")!)
        let earlier = Self.halfYear.filter { $0.period.end <= Day("2025-03-01")! }
        #expect(try taken(year, from: earlier, into: march)?.value == "30")
    }

    @Test("a bill that lies partly in the span counts by its days, to a millionth")
    func straddling() throws {
        let bill = BilledSegment(
            supplyPointID: 1, agreementID: 2, tariffVersionID: 3,
            period: Period(from: Day("2025-03-20")!, upTo: Day("2025-04-19")!), readings: [],
            usages: [
                BilledUsage(
                    usage: "m3",
                    period: Period(from: Day("2025-03-20")!, upTo: Day("2025-04-19")!),
                    quantity: Exact(10), isEstimated: false)
            ], properties: [], lines: [], taxes: [], net: 0, tax: 0)
        let year = Source(.usage, of: ["m3"], over: .year)
        let days = Source(.days, of: [], over: .year)
        #expect(try taken(year, from: [bill])?.value == "6")
        #expect(try taken(days, from: [bill])?.value == "18")
        let third = Source(.usage, of: ["m3"], over: .months(3))
        let into = Period(from: Day("2025-07-10")!, upTo: Day("2025-08-10")!)
        #expect(try taken(third, from: [bill], into: into)?.value == "3")
    }

    @Test("demands of the last months: a series, or the largest")
    func demands() throws {
        let source = Source(.property, of: ["max_kW"], over: .months(3))
        #expect(try taken(source, series: true, from: Self.halfYear)?.value == "4 5 6")
        #expect(try taken(source, from: Self.halfYear)?.value == "6")
        #expect(try taken(source, from: []) == nil)
        #expect(try taken(source, series: true, from: []) == nil)
        #expect(try taken(source, series: true, otherwise: .zero, from: [])?.value == "0")
    }

    @Test("only bills that end in some months")
    func months() throws {
        let all = Source(.property, of: ["max_kW"], over: .months(11))
        let some = Source(.property, of: ["max_kW"], over: .months(11), in: [1, 4])
        #expect(try taken(all, from: Self.halfYear)?.value == "6")
        #expect(try taken(some, from: Self.halfYear)?.value == "4")
        #expect(try taken(some, series: true, from: Self.halfYear)?.value == "1 4")
    }

    @Test("lines of a charge, also where a price change split it, less others")
    func lines() throws {
        func line(_ code: String, _ amount: Int64) -> BillLine {
            BillLine(
                charge: code, period: Self.bill(6, m3: 1).period, quantity: Exact(Int(amount)),
                unit: "", price: .one, amount: amount, tax: "", account: LedgerAccount("x"))
        }
        let bill = Self.bill(6, m3: 1, lines: [line("W1", 300), line("W2", 200), line("X", 50)])
        #expect(try taken(Source(.amount, of: ["W"], over: .year), from: [bill])?.value == "5")
        #expect(try taken(Source(.quantity, of: ["W"], over: .year), from: [bill])?.value == "500")
    }

    @Test("names that the book does not have are refused")
    func unknown() throws {
        #expect(throws: BookRefused.self) {
            try taken(Source(.usage, of: ["kWh"], over: .year), from: [])
        }
        #expect(throws: BookRefused.self) {
            try taken(Source(.amount, of: ["W"], less: ["V"], over: .year), from: [])
        }
    }
}
