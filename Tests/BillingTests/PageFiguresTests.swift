import Measures
import Testing

@testable import Billing

@Suite("What a page comes to")
struct PageFiguresTests {
    private static let town = BillPlace(scheme: "TOWN", jurisdiction: "", customerClass: "home")
    private static let city = BillPlace(scheme: "CITY", jurisdiction: "GB", customerClass: "")

    /// A page of any shape with amounts that can be added up.
    private static func page(_ seed: UInt64) -> RunPage {
        var pages = RandomPages(seed)
        var page = pages.page()
        page.outcomes = page.outcomes.map { outcome in
            var outcome = outcome
            for place in outcome.findings.indices {
                let money = outcome.findings[place].moneyAtRisk
                outcome.findings[place].moneyAtRisk = Money(
                    minorUnits: money.minorUnits % 1_000_000, currency: money.currency)
            }
            return outcome
        }
        page.bills = page.bills.map { bill in
            Bill(
                id: bill.id, accountID: bill.accountID, premisesID: bill.premisesID,
                currency: bill.currency, segments: bill.segments.map(small))
        }
        return page
    }

    private static func small(_ segment: BilledSegment) -> BilledSegment {
        var segment = segment
        segment.net %= 1_000_000
        segment.tax %= 1_000_000
        for place in segment.lines.indices { segment.lines[place].amount %= 1_000_000 }
        for place in segment.taxes.indices { segment.taxes[place].amount %= 1_000_000 }
        return segment
    }

    /// Every premises of a page in one of two places, by whether its number is even.
    private static func places(of page: RunPage) -> BillPlaces {
        var places = BillPlaces()
        for bill in page.bills {
            places.places[bill.premisesID] = bill.premisesID % 2 == 0 ? town : city
        }
        return places
    }

    @Test("is read back as it was, and gives the same bytes", arguments: 1...40)
    func bytes(seed: UInt64) throws {
        let page = Self.page(seed)
        let figures = try PageFigures(of: page, Self.places(of: page))
        let read = try PageFigures(bytes: figures.bytes)
        #expect(read == figures, "seed \(seed)")
        #expect(read.bytes == figures.bytes, "seed \(seed)")
        #expect(figures.kinds.bills == page.bills.count, "seed \(seed)")
        #expect(figures.totals.supplyPoints == page.outcomes.count, "seed \(seed)")
    }

    @Test("every cut of it is refused, and so is a byte too many", arguments: 1...3)
    func cuts(seed: UInt64) throws {
        let page = Self.page(seed)
        let bytes = try PageFigures(of: page, Self.places(of: page)).bytes
        for length in bytes.indices {
            #expect(throws: MalformedBytes.self, "seed \(seed) cut \(length)") {
                try PageFigures(bytes: Array(bytes[..<length]))
            }
        }
        #expect(throws: MalformedBytes.self) { try PageFigures(bytes: bytes + [0]) }
    }

    /// One bill of a pound, with an agreement that ends with it or not.
    private static func page(_ count: Int, from first: Int) -> RunPage {
        let bills = (0..<count).map { place in
            Bill(
                id: Int64(first + place), accountID: 7, premisesID: 8, currency: .gbp,
                segments: [segment([line("UNIT", 100, .revenue)])])
        }
        return RunPage(
            runID: 1, batch: 1, through: quarter.last, outcomes: [], bills: bills, estimates: [])
    }

    @Test("bills of one shape at one place are one kind, known by the first; pages add up")
    func kinds() throws {
        var places = BillPlaces()
        places.places[8] = Self.town
        var (one, two) = (
            try PageFigures(of: Self.page(3, from: 20), places),
            try PageFigures(of: Self.page(2, from: 10), places)
        )
        #expect(one.kinds.all.values.map { [$0.first, Int64($0.count)] } == [[20, 3]])
        one.kinds.add(two.kinds)
        #expect(one.kinds.all.values.map { [$0.first, Int64($0.count)] } == [[10, 5]])
        places.places[8] = Self.city
        two = try PageFigures(of: Self.page(2, from: 10), places)
        one.kinds.add(two.kinds)
        #expect(one.kinds.all.count == 2 && one.kinds.bills == 7)
    }

    @Test(
        "a bill is final where its agreement ended with it, not a day later",
        arguments: [(0, true), (1, false), (-1, false)])
    func final(days: Int, isFinal: Bool) throws {
        var places = BillPlaces()
        places.places[8] = Self.town
        places.ended[2] = quarter.end + days
        let figures = try PageFigures(of: Self.page(1, from: 1), places)
        #expect(figures.kinds.all.keys.map(\.shape.isFinal) == [isFinal])
    }

    @Test("a bill at premises that nobody knows is refused")
    func unknown() {
        #expect(throws: PageFigures.NoPlace(premisesID: 8)) {
            try PageFigures(of: Self.page(1, from: 1), BillPlaces())
        }
    }
}
