import Measures
import Metering
import Tariffs
import Testing

@testable import Billing

/// Two supply points of one premises under a tariff that asks what the whole bill used (C1.31):
/// above 33 kWh a day, 0.01 for each kWh of the point.
@Suite("Points that are billed together (C1.31)")
struct WholeBillTests {
    static var book: TariffBook {
        var book = TestPoint.book()
        book.prices.append(TestPoint.price("CCL", [("2020-01-01", "0.01")]))
        var levy = TariffBook.Charge("CCL", .unit(quantity: "kWh", price: "CCL"))
        levy.when = "bill.kWh > 33 * bill.days"
        book.charges.append(levy)
        return book
    }

    /// March of a point that used so much, billed to an account.
    func point(
        _ id: Int64, used: String?, account: Int64 = 7, commodity: Commodity = .electricity
    ) throws -> TestPoint {
        var point = TestPoint(book: Self.book, id: id)
        point.facts.agreements.removeAll()
        point.supply(from: "2025-03-01", to: nil, account: account)
        point.facts.supplyPoint = .init(
            id: id, code: "SP-\(id)", premisesID: 1, commodity: commodity, cycle: .monthly)
        let reads = [("2025-02-28", "0")] + [used].compactMap { $0.map { ("2025-03-31", $0) } }
        try point.install(reads)
        return point
    }

    /// The page of a batch with both.
    func page(_ points: TestPoint...) throws -> RunPage {
        var making = PageBuilder(runID: 1, batch: 1, rules: try points[0].rules())
        for point in points { making.add(point.facts) }
        return making.finished()
    }

    func levies(_ page: RunPage) -> [Int64] {
        page.bills.flatMap(\.segments).flatMap(\.lines).filter { $0.charge == "CCL" }
            .map(\.amount)
    }

    @Test(
        "C1.31, C1.33: 33 kWh a day are small, however they are spread over the points",
        arguments: [
            ("1023", "0.001", [1023, 0]), ("1023", "0", []), ("1024", "0", [1024, 0]),
            ("600", "423", []), ("600", "424", [600, 424]),
        ] as [(String, String, [Int64])])
    func threshold(first: String, second: String, levied: [Int64]) throws {
        var one = try point(1, used: nil)
        var other = try point(2, used: nil)
        one.facts.registers.removeAll()
        other.facts.registers.removeAll()
        try one.install([("2025-02-28", "0"), ("2025-03-31", first)], decimals: 3)
        try other.install([("2025-02-28", "0"), ("2025-03-31", second)], decimals: 3)
        (one.limits.off, other.limits.off) = ([.zero], [.zero])
        let page = try page(one, other)
        #expect(page.bills.count == 1 && page.bills[0].segments.count == 2)
        #expect(levies(page) == levied)
    }

    @Test("C1.31: another account, or another fuel, is another bill's business")
    func apart() throws {
        #expect(levies(try page(point(1, used: "600"), point(2, used: "600"))) == [600, 600])
        #expect(
            levies(try page(point(1, used: "600"), point(2, used: "600", account: 8))) == [])
        #expect(
            levies(try page(point(1, used: "600"), point(2, used: "600", commodity: .gas))) == [])
    }

    @Test("C1.31: where one point is held the use of the bill is not known: both are held")
    func held() throws {
        let page = try page(point(1, used: "600"), point(2, used: nil))
        #expect(page.bills.isEmpty && page.estimates.isEmpty)
        #expect(page.outcomes.map(\.kind) == [.held, .held])
        let finding = try #require(page.outcomes[0].findings.first).finding
        #expect(finding.code.rawValue == "TF-RATE" && finding.rule == "C1.31")
        #expect(finding.figures == [NamedFigure("held on the same bill", .text("SP-2"))])
        #expect(page.outcomes[1].findings.map(\.finding.code.rawValue) == ["RD-MISSING"])
    }

    @Test("D2.3: somebody who accepts that bills the point without the other")
    func accepted() throws {
        var one = try point(1, used: "600")
        one.facts.accepted = [Finding.Code("TF-RATE")]
        let page = try page(one, point(2, used: nil))
        #expect(page.outcomes.map(\.kind) == [.billed, .held])
        #expect(page.bills.map(\.segments.count) == [1])
        #expect(page.outcomes[0].findings.map(\.finding.severity) == [.warning])
    }

    @Test("a point of another account is not held with one that is")
    func heldApart() throws {
        let page = try page(point(1, used: "600"), point(2, used: nil, account: 8))
        #expect(page.outcomes.map(\.kind) == [.billed, .held])
    }

    @Test("rule version 1 asked each point for itself")
    func versionOne() throws {
        var (one, other) = (try point(1, used: "600"), try point(2, used: "600"))
        (one.version, other.version) = (.one, .one)
        #expect(levies(try page(one, other)) == [])
    }

    @Test("what others used of a segment's fuel is found on the bill again")
    func besideOnBill() throws {
        let bill = try #require(try page(point(1, used: "600"), point(2, used: "500")).bills.first)
        let beside = bill.usedBeside(bill.segments[0]) { _ in .electricity }
        #expect(beside.map(\.quantity) == [Exact(500)])
        #expect(bill.usedBeside(bill.segments[1]) { _ in .gas }.map(\.quantity) == [Exact(600)])
    }
}
