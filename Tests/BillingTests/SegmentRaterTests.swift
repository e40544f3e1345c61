import Ledger
import Measures
import Tariffs
import Testing

@testable import Billing

@Suite("Rating a draft into its segment")
struct SegmentRaterTests {
    static let march = TestPoint.period("2025-03-01", "2025-03-31")

    /// A draft of March with some use over all of it.
    func draft(_ usages: [(usage: String, quantity: String)] = [("kWh", "100")]) -> Draft {
        var draft = Draft(period: Self.march)
        draft.usages = usages.map {
            BilledUsage(
                usage: $0.usage, period: Self.march,
                quantity: TestPoint.quantity($0.quantity).exact, isEstimated: false)
        }
        return draft
    }

    /// Rates it at the point; the draft comes back with the findings.
    func rated(
        _ draft: Draft, at point: TestPoint, earlier: [BilledBefore] = [],
        beside: [BilledUsage] = []
    ) throws -> (segment: BilledSegment?, draft: Draft) {
        var draft = draft
        let rules = try point.rules()
        let rater = SegmentRater(try #require(rules.tariffs[point.books[0].code]))
        var others = OtherBills(earlier: earlier, through: nil)
        others.beside = beside
        let segment = rater.rate(
            &draft, of: point.facts, under: point.facts.agreements[0], rules, others: others)
        return (segment, draft)
    }

    @Test("C1.3, C1.4, C1.40: days and quantity at their prices, each line half up to a penny")
    func lines() throws {
        let point = TestPoint(book: TestPoint.book(kWh: [("2020-01-01", "0.12435")]))
        let segment = try #require(try rated(draft(), at: point).segment)
        #expect(segment.lines.map(\.charge) == ["SC", "KWH"])
        #expect(segment.lines.map(\.amount) == [1550, 1244])
        #expect(segment.lines.map(\.quantity) == [Exact(31), Exact(100)])
        #expect(segment.net == 2794 && segment.tax == 0 && segment.period == Self.march)
        #expect(segment.tariffVersionID == 1 && segment.supplyPointID == 1)
    }

    @Test("C1.35: tax once on the sum of the lines; F5: each line to its account")
    func tax() throws {
        var book = TestPoint.book()
        book.taxes = [TariffBook.Tax("VAT", percent: "5")]
        for place in book.charges.indices { book.charges[place].tax = "VAT" }
        book.charges[1].account = "levy.ccl"
        let segment = try #require(try rated(draft(), at: TestPoint(book: book)).segment)
        #expect(segment.net == 2550 && segment.tax == 128 && segment.total == 2678)
        #expect(segment.taxes.map(\.base) == [2550] && segment.taxes.map(\.code) == ["VAT"])
        #expect(segment.lines[0].account == LedgerAccount("income:revenue"))
        #expect(segment.lines[1].account == LedgerAccount("liabilities:levy:ccl"))
        #expect(segment.lines.map(\.tax) == ["VAT", "VAT"])
    }

    @Test("C1.26, C1.43: a price change splits use by days, and the last part takes the rest")
    func priceChange() throws {
        let book = TestPoint.book(kWh: [("2020-01-01", "0.10"), ("2025-03-11", "0.20")])
        let segment = try #require(try rated(draft(), at: TestPoint(book: book)).segment)
        let energy = segment.lines.filter { $0.charge.hasPrefix("KWH") }
        #expect(energy.map(\.quantity) == [Exact("32.258")!, Exact("67.742")!])
        #expect(energy.map(\.amount) == [323, 1355])
    }

    @Test("TF-WRONGCLASS: what a meter counts and the tariff does not price holds the bill")
    func notPriced() throws {
        let (segment, draft) = try rated(
            draft([("kWh", "1"), ("export", "2")]), at: TestPoint())
        #expect(segment == nil && draft.codes == ["TF-WRONGCLASS"])
        #expect(draft.findings[0].figures.first == NamedFigure("usage", .text("export")))
        #expect(draft.isBlocked)
    }

    static let properties: [(value: String?, code: String?, amount: Int64?)] = [
        ("2", nil, 200), ("2.5", nil, 250), (nil, "TF-RATE", nil), ("two", "TF-WRONGCLASS", nil),
    ]

    @Test("a number the tariff asks for is the supply point's property", arguments: properties)
    func property(value: String?, code: String?, amount: Int64?) throws {
        var book = TestPoint.book(usages: [])
        book.inputs = [TariffBook.Input("kVA", .number)]
        book.prices.append(TestPoint.price("C", [("2020-01-01", "1.00")]))
        book.charges = [TariffBook.Charge("C", .unit(quantity: "kVA", price: "C"))]
        var point = TestPoint(book: book)
        if let value { point.set("kVA", value) }
        let (segment, draft) = try rated(self.draft([]), at: point)
        #expect(draft.codes == [code].compactMap { $0 })
        #expect(segment?.lines.first?.amount == amount)
        #expect(segment?.properties.map(\.value) == amount.map { _ in [value ?? ""] })
    }

    @Test("C1.5, C1.9: figures of earlier bills of the same account, unless a property says more")
    func earlier() throws {
        var book = TestPoint.book()
        book.inputs.append(
            TariffBook.Input(
                "before", .number, otherwise: .zero,
                fromBills: .init(.usage, of: ["kWh"], over: .months(2))))
        book.charges.append(TariffBook.Charge("B", .unit(quantity: "before", price: "P")))
        var point = TestPoint(book: book)
        let february = TestPoint.period("2025-02-01", "2025-02-28")
        let usage = BilledUsage(
            usage: "kWh", period: february, quantity: Exact(40), isEstimated: false)
        let account = point.facts.agreements[0].accountID
        let bills = [account, account + 1].map { account in
            BilledBefore(
                accountID: account,
                segment: BilledSegment(
                    supplyPointID: 1, agreementID: 1, tariffVersionID: 1, period: february,
                    readings: [], usages: [usage], properties: [], lines: [], taxes: [], net: 0,
                    tax: 0))
        }
        let segment = try #require(try rated(draft(), at: point, earlier: bills).segment)
        #expect(segment.lines.last?.amount == 400)
        point.set("before", "70")
        let told = try #require(try rated(draft(), at: point, earlier: bills).segment)
        #expect(told.lines.last?.amount == 700)
        #expect(told.properties.filter { $0.name == "before" }.count == 1)
    }

    @Test("C1.31: what others of the bill used counts where the tariff asks for it")
    func beside() throws {
        var book = TestPoint.book()
        book.charges.append(TariffBook.Charge("ALL", .unit(quantity: "bill.kWh", price: "P")))
        let other = BilledUsage(
            usage: "kWh", period: Self.march, quantity: Exact(50), isEstimated: false)
        let point = TestPoint(book: book)
        let alone = try #require(try rated(draft(), at: point).segment)
        let both = try #require(try rated(draft(), at: point, beside: [other]).segment)
        #expect(alone.lines.last?.amount == 1000 && both.lines.last?.amount == 1500)
        #expect(both.usages == draft().usages)
    }

    @Test("C1.16: a series without a price holds the bill, and names the instant")
    func noPrice() throws {
        var book = TestPoint.book()
        book.inputs.append(TariffBook.Input("spot", .number, fromPrices: .init("epex")))
        book.charges.append(TariffBook.Charge("X", .unit(quantity: "spot", price: "P")))
        let (segment, draft) = try rated(draft(), at: TestPoint(book: book))
        #expect(segment == nil && draft.codes == ["TF-PRICE"])
        #expect(draft.findings[0].rule == "C1.16")
        let day = NamedFigure("no price on", .day(Self.march.start))
        #expect(draft.findings[0].figures == [NamedFigure("series", .text("epex")), day])
    }
}

@Suite("The posting table (F5)")
struct ChargeAccountTests {
    @Test(
        "the account of a charge has its place in the ledger",
        arguments: [
            ("revenue", "income:revenue"), ("levy.ccl", "liabilities:levy:ccl"),
            ("third-party.parks", "liabilities:third-party:parks"),
            ("concession.vic", "assets:concession:vic"), ("discount", "income:discount"),
            ("energy-purchases", "expenses:energy-purchases"), ("other.x", "income:other:x"),
        ])
    func account(path: String, account: String) {
        #expect(LedgerAccount(chargeAccount: path) == LedgerAccount(account))
    }
}
