import Billing
import Interchange
import Measures
import Metering
import Supply
import Tariffs
import Testing

/// What a run makes of intervals in order of time and of several meters on one bill is what
/// `tariff test` makes of a case with the same facts.
@Suite("Runs bill what cases say")
struct RunAsCaseTests {
    /// By hand: 24 kWh on the first day, 6 of them peak; the 6 hours after it fill the first 30.
    @Test("blocks fill in order of time: 1 kWh an hour over two days")
    func byHand() throws {
        let page = try Town.page(Town.filled(Array(repeating: 1_000_000, count: 48)))
        let segment = try #require(page.bills.first?.segments.first)
        #expect(
            segment.lines.map { "\($0.charge) \($0.quantity.text) \($0.amount)" }
                == ["PEAK1 6 188", "PEAK2 6 233", "REST1 24 338", "REST2 12 238"])
        #expect(
            segment.inTime == [
                BilledBlocks(
                    usage: "peak", limits: [Quantity(30)], parts: [6, 6].map { Quantity($0) }),
                BilledBlocks(
                    usage: "rest", limits: [Quantity(30)], parts: [24, 12].map { Quantity($0) }),
            ])
    }

    @Test("random use: the same lines as the case, and again from the page", arguments: [1, 2, 3])
    func sameAsCase(seed: UInt64) throws {
        var random = Seeded(seed)
        let values = (0..<48).map { _ in Int64.random(in: 0...3_000, using: &random) * 1000 }
        let page = try Town.page(Town.filled(values))
        let bill = try #require(page.bills.first)
        let texts = values.map { Quantity(millionths: $0).exact.text }.joined(separator: ", ")
        let rated = try Town.rated(
            """
            parts: [{ book: guide-blocks-time, period: 2025-06-06 to 2025-06-07, zone: UTC,
              intervals: [{ minutes: 60, values: [\(texts)] }] }]
            """)
        #expect(Town.lines(bill.segments) == rated.lines, "seed \(seed)")

        let read = try RunPage(bytes: page.bytes)
        #expect(page.format == .three && read == page)
        let tariff = try Town.tariff("guide-blocks-time")
        let again = try tariff.rateAgain(read.bills[0].segments[0])
        #expect(again.lines.map(\.minorUnits) == bill.segments[0].lines.map(\.amount))
        #expect(again.workings.map(\.steps.count) == rated.workings.map(\.steps.count))
    }

    /// The guide works out by hand that the days on either side have 10 and 15, then 12, 5 and 15.
    @Test("a price changes while blocks fill: the guide's bill, and again from the page")
    func priceChange() throws {
        let values = [4, 6, 5, 10, 3, 8, 9, 12].flatMap { Town.hours($0) }
        let facts = try Town.filled(values, from: "2025-06-30", "guide-blocks-time-change")
        let page = try Town.page(facts)
        let segment = try #require(page.bills.first?.segments.first)
        #expect(
            segment.lines.map { "\($0.charge) \($0.quantity.text) \($0.amount)" } == [
                "PEAK1A 10 313", "REST1A 15 212", "PEAK2B 12 492", "REST1B 5 75", "REST2B 15 308",
            ])
        let read = try RunPage(bytes: page.bytes)
        #expect(page.format == .three && read == page)
        let again = try Town.tariff("guide-blocks-time-change").rateAgain(
            read.bills[0].segments[0])
        #expect(again.lines.map(\.minorUnits) == segment.lines.map(\.amount))
        #expect(again.lines.map(\.quantity) == segment.lines.map(\.quantity))
        #expect(again.lines.map(\.period) == segment.lines.map(\.period))
        #expect(Town.findings(try Town.page(facts, rules: .two)) == ["TF-RATE"])
    }

    @Test(
        "random use across a change of price: the same lines as the case", arguments: [4, 5, 6])
    func sameAcrossChange(seed: UInt64) throws {
        var random = Seeded(seed)
        let values = (0..<48).map { _ in Int64.random(in: 0...2_000, using: &random) * 1000 }
        let texts = values.map { Quantity(millionths: $0).exact.text }.joined(separator: ", ")
        let rated = try Town.rated(
            """
            parts: [{ book: guide-blocks-time-change, period: 2025-06-30 to 2025-07-01, zone: UTC,
              intervals: [{ minutes: 60, values: [\(texts)] }] }]
            """)
        let facts = try Town.filled(values, from: "2025-06-30", "guide-blocks-time-change")
        let bill = try #require(try Town.page(facts).bills.first)
        #expect(Town.lines(bill.segments) == rated.lines, "seed \(seed)")
        let again = try Town.tariff("guide-blocks-time-change").rateAgain(bill.segments[0])
        #expect(again.lines.map(\.minorUnits) == bill.segments[0].lines.map(\.amount))
    }

    @Test("meters that follow each other fill together; what a dial counts has no order")
    func severalMeters() throws {
        let values = Array(repeating: Int64(1_000_000), count: 48)
        var exchanged = try Town.filled(values)
        exchanged.registers[0].register = try Town.channel(1, removed: "2025-06-06")
        exchanged.registers[0].intervals = try Town.filled(Array(values[..<24])).registers[0]
            .intervals
        var second = RegisterHistory(register: try Town.channel(2, from: "2025-06-06"))
        second.intervals = try Town.filled(Array(values[24...]), from: "2025-06-07")
            .registers[0].intervals
        exchanged.registers.append(second)
        #expect(
            try Town.page(exchanged).bills.first?.segments.first?.lines.map(\.amount)
                == [188, 233, 338, 238])
        // Both send the same day: which of them counted it only a person can say.
        exchanged.registers[1].intervals = try Town.filled(values).registers[0].intervals
        #expect(try Town.findings(Town.page(exchanged)) == ["IV-DUP"])
        var mixed = try Town.filled(values)
        mixed.registers.append(try Town.dial(3, "peak", [("2025-06-05", 10), ("2025-06-07", 12)]))
        #expect(try Town.findings(Town.page(mixed)) == ["TF-RATE"])
    }

    @Test("a run planned with the first rules holds such a bill, as it did")
    func firstRules() throws {
        let facts = try Town.filled(Array(repeating: 1_000_000, count: 48))
        let page = try Town.page(facts, rules: .one)
        #expect(page.bills.isEmpty && page.format == .two)
        #expect(Town.findings(page) == ["TF-RATE"])
    }

    /// 33 kWh on each of 31 days are 1,023.
    @Test(
        "de minimis asks both meters of the premises (C1.31)",
        arguments: [(500, 523, "VAT5"), (500, 524, "VAT20"), (1, 1023, "VAT20")])
    func deMinimis(one: Int64, other: Int64, tax: String) throws {
        let points = [try Town.small(1, kWh: one), try Town.small(2, kWh: other)]
        let page = try Town.page(points)
        let bill = try #require(page.bills.first)
        #expect(page.bills.count == 1 && bill.segments.count == 2)
        #expect(bill.segments.flatMap { $0.taxes.map(\.code) } == [tax, tax])
        let rated = try Town.rated(
            """
            parts:
            - { book: guide-de-minimis, period: 2025-05-01 to 2025-05-31,
                usage: [{ of: kWh, quantity: \(one) }] }
            - { book: guide-de-minimis, period: 2025-05-01 to 2025-05-31,
                usage: [{ of: kWh, quantity: \(other) }] }
            """)
        #expect(Town.lines(bill.segments) == rated.lines)

        let tariff = try Town.tariff("guide-de-minimis")
        for segment in bill.segments {
            let beside = bill.usedBeside(segment) { _ in .electricity }
            let again = try tariff.rateAgain(segment, beside: beside)
            #expect(again.lines.map(\.minorUnits) == segment.lines.map(\.amount))
            #expect(again.taxMinorUnits == segment.tax)
        }
        let before = try Town.page(points, rules: .one).bills.first?.segments ?? []
        #expect(before.map { $0.taxes[0].code } == ["VAT5", "VAT5"])
    }

    @Test("another account, another fuel and another premises do not count")
    func others() throws {
        for change in 0..<3 {
            var other = try Town.small(2, kWh: 900, fuel: change == 0 ? .gas : .electricity)
            if change == 1 { other.agreements = [Town.agreement(2, account: 8)] }
            if change == 2 {
                other.supplyPoint = SupplyPoint(
                    id: 2, code: "SP-2", premisesID: 2, commodity: .electricity, cycle: .monthly)
            }
            let page = try Town.page([Town.small(1, kWh: 900), other])
            let first = page.bills.flatMap(\.segments).first { $0.supplyPointID == 1 }
            #expect(first?.taxes.map(\.code) == ["VAT5"], "change \(change)")
        }
    }

    @Test("a meter that is held holds the others of the bill, unless that is accepted")
    func heldTogether() throws {
        var unread = try Town.small(2, kWh: 900)
        unread.registers[0].readings.removeLast()
        var first = try Town.small(1, kWh: 900)
        let held = try Town.page([first, unread])
        #expect(held.bills.isEmpty)
        #expect(Town.findings(held) == ["TF-RATE", "RD-MISSING"])
        #expect(held.outcomes[0].findings[0].moneyAtRisk.minorUnits == 21263)
        first.accepted = [Finding.Code("TF-RATE")]
        let accepted = try Town.page([first, unread])
        #expect(accepted.bills.flatMap(\.segments).map(\.total) == [21263])
        #expect(accepted.outcomes.map(\.kind) == [.billed, .held])
    }
}

/// Supply points of one premises with a tariff of the guide, for two days in June or for May.
private enum Town {
    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    static func tariff(_ code: String) throws -> TariffInForce {
        TariffInForce(versionID: 1, plan: try Guide.plan(code))
    }

    static func agreement(_ id: Int64, account: Int64 = 7) -> Agreement {
        Agreement(
            id: id, accountID: account, supplyPointID: id, tariff: "guide-de-minimis",
            kind: .occupied, period: Period(from: day("2025-05-01"), upTo: .openEnd))
    }

    /// Six hours that come to so many kWh, all in the first.
    static func hours(_ kWh: Int64) -> [Int64] { [kWh * 1_000_000] + Array(repeating: 0, count: 5) }

    /// Hourly intervals of two days, unless told those that the guide bills first.
    static func filled(
        _ values: [Int64], from first: String = "2025-06-06", _ tariff: String = "guide-blocks-time"
    ) throws -> PointFacts {
        var facts = PointFacts(
            supplyPoint: SupplyPoint(
                id: 1, code: "SP-1", premisesID: 1, commodity: .electricity,
                cycle: Cycle(rawValue: "monthly-17")),
            scheme: 0)
        let days = Period(from: day(first), upTo: day(first) + 2)
        facts.agreements = [
            Agreement(
                id: 1, accountID: 7, supplyPointID: 1, tariff: tariff,
                kind: .occupied, period: days)
        ]
        var history = RegisterHistory(register: try channel(1))
        history.intervals = [
            try IntervalBlock(start: Zone.utc.start(of: days.start), minutes: 60, values: values)
        ]
        facts.registers = [history]
        return facts
    }

    static func channel(
        _ id: Int64, from: String = "2000-01-01", removed: String? = nil
    ) throws -> Register {
        try Register(
            id: id, meterSerial: "M\(id)", usage: UsageCode("kWh"), unit: .kWh,
            dial: Dial(dials: 5), installed: day(from), removed: removed.map(day),
            kind: .interval(minutes: 60))
    }

    static func dial(
        _ id: Int64, _ usage: String, _ reads: [(String, Int64)]
    ) throws -> RegisterHistory {
        var history = RegisterHistory(
            register: try Register(
                id: id, meterSerial: "M\(id)", usage: UsageCode(usage), unit: .kWh,
                dial: Dial(dials: 5), installed: day("2000-01-01")))
        history.readings = reads.map {
            Reading(registerID: id, day: day($0.0), value: Quantity(Int($0.1)), type: .actual)
        }
        return history
    }

    /// A point of the guide's small business in May, read at both ends.
    static func small(
        _ id: Int64, kWh: Int64, fuel: Commodity = .electricity
    ) throws -> PointFacts {
        var facts = PointFacts(
            supplyPoint: SupplyPoint(
                id: id, code: "SP-\(id)", premisesID: 1, commodity: fuel, cycle: .monthly),
            scheme: 0)
        facts.agreements = [agreement(id)]
        let reads = [("2025-04-30", Int64(1000)), ("2025-05-31", 1000 + kWh)]
        facts.registers = [try dial(id, "kWh", reads)]
        return facts
    }

    static func page(
        _ points: PointFacts..., rules version: RuleVersion = .current
    ) throws -> RunPage { try page(points, rules: version) }

    static func page(
        _ points: [PointFacts], rules version: RuleVersion = .current
    ) throws -> RunPage {
        let ends = [
            "guide-de-minimis": "2025-05-31", "guide-blocks-time": "2025-06-07",
            "guide-blocks-time-change": "2025-07-01",
        ]
        let through = day(ends[points[0].agreements[0].tariff] ?? "")
        var rules = RunRules(
            through: through, today: through + 1,
            schemes: [SchemeRules(code: "TEST", currency: .gbp, zone: .utc)],
            tariffs: Dictionary(uniqueKeysWithValues: try ends.keys.map { ($0, try tariff($0)) }),
            estimates: false)
        rules.version = version
        var page = PageBuilder(runID: 1, batch: 1, rules: rules)
        for point in points { page.add(point) }
        return page.finished()
    }

    static func findings(_ page: RunPage) -> [String] {
        page.outcomes.flatMap { $0.findings.map(\.finding.code.rawValue) }
    }

    static func lines(_ segments: [BilledSegment]) -> [String] {
        segments.flatMap(\.lines).map {
            "\($0.charge) \(Money(minorUnits: $0.amount, currency: .gbp).plain)"
        }
    }

    static func rated(_ yaml: String) throws -> (lines: [String], workings: [Working]) {
        let question = try BillCase.read(yaml: yaml, file: "case.yaml", expects: false)
        let bill = try question.rated({ try Guide.plan($0) }, zone: Project.zone)
        return (bill.lines.map { "\($0.code) \($0.amount)" }, bill.lines.compactMap(\.working))
    }
}
