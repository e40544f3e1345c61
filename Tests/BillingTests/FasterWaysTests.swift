import Measures
import Metering
import Rulebook
import Supply
import Tariffs
import Testing

@testable import Billing

/// What is kept between points, looked up once or skipped gives what the plain rule gives.
@Suite("Faster ways are the same as the rules")
struct FasterWaysTests {
    @Test("points billed one after another come out as each does by itself", arguments: 1...6)
    func keptBetweenPoints(seed: UInt64) throws {
        var random = RandomPoints(seed)
        let points = try (1...40).map { try random.point(Int64($0)) }
        let rules = try random.rules()
        let kept = PointBilling(rules)
        for point in points {
            let fresh = PointBilling(rules).bill(point)
            let again = kept.bill(point)
            #expect(again.outcome == fresh.outcome, "seed \(seed), \(point.id)")
            #expect(again.segments == fresh.segments, "seed \(seed), \(point.id)")
            #expect(again.estimates == fresh.estimates, "seed \(seed), \(point.id)")
        }
    }

    @Test("the first day without a meter, whether or not one stays throughout", arguments: 1...20)
    func unmetered(seed: UInt64) throws {
        var random = Seeded(seed)
        for _ in 0..<50 {
            var point = TestPoint()
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let from = Day("2025-02-20")! + Int.random(in: 0...40, using: &random)
                let until = from + Int.random(in: 0...50, using: &random)
                let stays = Int.random(in: 0...2, using: &random) == 0
                try point.install([], from: "\(from)", until: stays ? nil : "\(until)")
            }
            let period = TestPoint.period("2025-03-01", "2025-03-31")
            let installed = point.facts.registersInstalled(during: period)
            #expect(
                point.facts.firstUnmetered(period, registers: installed)
                    == (installed.isEmpty
                        ? period.start : point.facts.firstGap(in: period, installed)),
                "seed \(seed)")
            // Day by day: a meter counts for the day after its installation, or for that of it on
            // the first day, up to the day of its removal.
            let bare = (0..<period.days).map { period.start + $0 }.first { day in
                !point.facts.registers.contains { history in
                    let register = history.register
                    let first =
                        register.installed <= period.start
                        ? period.start : register.installed
                    return first <= day && day <= register.removed ?? .openEnd
                }
            }
            #expect(
                (point.facts.firstUnmetered(period, registers: installed) == nil) == (bare == nil),
                "seed \(seed)")
        }
    }

    @Test("no limit on back-billing is as short as the age that is never looked up")
    func shortestLimit() throws {
        for place in ["GB", "GB-ENG", "GB-SCT", "AU-VIC", "AU-NSW", "AU-WA", "DE", "US-NY", ""] {
            for commodity in Commodity.allCases {
                for offset in [0, 58, 59, 60, 150, 364] {
                    var point = TestPoint()
                    point.today = Day("2025-01-01")! + offset
                    point.through = point.today - 1
                    point.facts.supplyPoint = SupplyPoint(
                        id: 1, code: "SP-1", premisesID: 1, commodity: commodity, cycle: .monthly)
                    point.facts.law = PointLaw(jurisdiction: place, customerClass: "domestic")
                    let rules = try point.rules()
                    guard let reach = BackBillingReach(point.facts, rules) else { continue }
                    for age in 100...130 {
                        let period = Period(from: point.today - age, upTo: point.today)
                        #expect(
                            BackBillingReach.first(inside: period, point.facts, rules)
                                == (reach.first > period.start ? reach.first : nil))
                    }
                }
            }
        }
    }

    @Test("a reading is found by halves as by looking at each", arguments: 1...20)
    func readingOn(seed: UInt64) {
        var random = Seeded(seed)
        var readings: [Reading] = []
        var day = Day("2025-01-01")!
        for _ in 0..<Int.random(in: 0...30, using: &random) {
            day = day + Int.random(in: 1...9, using: &random)
            readings.append(Reading(registerID: 1, day: day, value: .zero, type: .actual))
        }
        for offset in -5...300 {
            let wanted = Day("2025-01-01")! + offset
            #expect(readings.on(wanted) == readings.first { $0.day == wanted }, "seed \(seed)")
        }
    }

    @Test("the texts of a page stand where a list of them would have them", arguments: 1...20)
    func pageTexts(seed: UInt64) {
        var random = Seeded(seed)
        var page = PageWriter()
        var plain = CanonicalWriter()
        var known: [String] = []
        for _ in 0..<2000 {
            // Few come often, in a certain order; many come once.
            let rare = Int.random(in: 0...9, using: &random) == 0
            let text = "text \(Int.random(in: 0...(rare ? 400 : 6), using: &random))"
            page.write(text)
            if let index = known.firstIndex(of: text) {
                plain.write(unsigned: UInt64(index + 1))
            } else {
                known.append(text)
                plain.write(unsigned: 0)
                plain.write(text)
            }
        }
        #expect(page.out.bytes == plain.bytes, "seed \(seed)")
    }

    @Test("the heads of bills on a page are those of the bills", arguments: 1...20)
    func heads(seed: UInt64) throws {
        var pages = RandomPages(seed)
        let page = pages.page()
        let heads = try RunPage.heads(of: page.bytes)
        #expect(heads.map(\.id) == page.bills.map(\.id), "seed \(seed)")
        #expect(heads.map(\.premisesID) == page.bills.map(\.premisesID), "seed \(seed)")
    }

    static let demandNames: [(name: String, isDemand: Bool)] = [
        ("max_kW", true), ("max_kW_peak", true), ("daily_max_kW_peak", true),
        ("export_max_kW", true), ("maximum", false), ("kW", false), ("contract_kW", false),
    ]

    @Test("A5.8: a demand is told by its name, and by the days it is of", arguments: demandNames)
    func demand(name: String, isDemand: Bool) {
        let march = TestPoint.period("2025-03-01", "2025-03-31")
        let february = TestPoint.period("2025-02-01", "2025-02-28")
        let own = BilledProperty(name: name, value: "5", period: march)
        let earlier = BilledProperty(name: name, value: "5", period: february)
        #expect(BilledProperty.isDemand(name) == isDemand)
        #expect(own.isDemand(of: march) == isDemand && !earlier.isDemand(of: march))
    }
}

/// Points of all kinds: dials and channels, exchanges, missing readings, two tariffs.
struct RandomPoints {
    private var random: Seeded
    private let books = [
        TestPoint.book(kWh: [("2020-01-01", "0.10"), ("2025-03-16", "0.20")]),
        TestPoint.book("other", usages: ["day", "night"]), ChannelReadingTests.book,
    ]

    init(_ seed: UInt64) { random = Seeded(seed) }

    func rules() throws -> RunRules {
        var point = TestPoint()
        point.books = books.enumerated().map { place, book in
            var book = book
            book.code = "tariff-\(place)"
            return book
        }
        return try point.rules()
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    mutating func point(_ id: Int64) throws -> PointFacts {
        var point = TestPoint(id: id)
        point.facts.agreements.removeAll()
        let change = Day("2025-03-01")! + number(0...40)
        let tariffs = (number(0...3), number(0...3))
        if change > Day("2025-03-01")! {
            point.supply(from: "2025-03-01", to: "\(change - 1)", tariff: "tariff-\(tariffs.0)")
        }
        point.supply(
            from: "\(change)", to: nil, tariff: "tariff-\(tariffs.1)",
            number(0...4) == 0 ? .void : .occupied)
        if number(0...2) == 0 { point.set("expected_daily", "\(number(1...9))") }
        for usage in [["kWh"], ["day", "night"], []][number(0...2)] {
            try point.install(reads(through: change), usage: usage)
        }
        if number(0...2) == 0 {
            let values = (0..<31 * 48).map { _ in "0.\(number(100...999))" }
            try point.installChannel(values, from: "2025-03-01")
        }
        return point.facts
    }

    private mutating func reads(through change: Day) -> [(day: String, value: String)] {
        var value = number(0...500)
        var reads = [("2025-02-28", "\(value)")]
        for offset in 0...30 {
            let day = Day("2025-03-01")! + offset
            guard day == change - 1 || offset == 30 || number(0...9) == 0 else { continue }
            guard number(0...7) > 0 else { continue }
            value += number(-5...60)
            reads.append(("\(day)", "\(max(0, value))"))
        }
        return reads.map { (day: $0.0, value: $0.1) }
    }
}
