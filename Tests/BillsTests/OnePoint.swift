import Billing
import Measures
import Metering
import Supply
import Tariffs
import Testing

/// One supply point with its agreements, meters and readings, billed by a book of the project.
struct OnePoint {
    private var facts: PointFacts
    let tariff: TariffInForce
    private let plan: TariffPlan
    private var last: Day
    var properties: [String: String] = [:]
    /// Values of a property, each from its day until the next one.
    var dated: [(name: String, value: String, from: String, upTo: String)] = []
    /// Of the first register, in order of closing day.
    var billed: [BilledReading] = []
    var version = RuleVersion.current
    /// Of the premises; not known to the run unless given.
    var law: PointLaw?
    /// Of its scheme.
    var zone = Zone.utc
    /// Codes that somebody has accepted.
    var accepted: [String] = []
    /// The agreement goes on after the run's last day.
    var isOpen = false

    init(_ book: String, _ commodity: Commodity, _ first: String, _ last: String) throws {
        try self.init(Project.plan(book), commodity, first, last)
    }

    init(_ plan: TariffPlan, _ commodity: Commodity, _ first: String, _ last: String) throws {
        self.plan = plan
        tariff = TariffInForce(versionID: 1, plan: plan)
        let point = SupplyPoint(
            id: 1, code: "SP-1", premisesID: 1, commodity: commodity, cycle: .monthly)
        facts = PointFacts(supplyPoint: point, scheme: 0)
        self.last = OnePoint.day(last)
        try follow(first, last)
    }

    /// The next customer, for the days from `first` to `last`.
    mutating func follow(_ first: String, _ last: String) throws {
        let id = Int64(facts.agreements.count + 1)
        self.last = OnePoint.day(last)
        facts.agreements.append(
            Agreement(
                id: id, accountID: id, supplyPointID: 1, tariff: plan.book.code, kind: .occupied,
                period: Period(from: OnePoint.day(first), through: self.last)))
    }

    mutating func hang(
        _ usage: String, unit: Unit = .kWh, _ reads: [(String, String)], decimals: Int = 0,
        from: String = "2000-01-01", until: String? = nil, dials: Int = 5,
        times multiplier: Exact = .one
    ) throws {
        let id = Int64(facts.registers.count + 1)
        let register = try Register(
            id: id, meterSerial: "M\(id)", usage: UsageCode(usage), unit: unit,
            dial: Dial(dials: dials, decimals: decimals, multiplier: multiplier),
            installed: OnePoint.day(from),
            removed: until.map(OnePoint.day))
        var history = RegisterHistory(register: register)
        history.readings = reads.map { day, value in
            Reading(
                registerID: id, day: OnePoint.day(day), value: OnePoint.quantity(value),
                type: .actual)
        }
        facts.registers.append(history)
    }

    /// Another value for a day that the first register was read on.
    mutating func read(_ day: String, _ value: String) throws {
        facts.registers[0].readings.removeAll { $0.day == OnePoint.day(day) }
        facts.registers[0].readings.append(
            Reading(
                registerID: 1, day: OnePoint.day(day), value: OnePoint.quantity(value),
                type: .actual))
    }

    /// A channel of half-hours with the same value each, from the first day on.
    mutating func hangChannel(_ usage: String, every value: Quantity, days: Int) throws {
        let start = Zone.utc.start(of: facts.agreements[0].period.start)
        let values = Array(repeating: value.millionths, count: days * 48)
        try hangChannel(usage, [IntervalBlock(start: start, minutes: 30, values: values)])
    }

    /// A channel with the intervals of some blocks.
    mutating func hangChannel(
        _ usage: String, unit: Unit = .kWh, _ blocks: [IntervalBlock], from: String = "2000-01-01",
        until: String? = nil
    ) throws {
        let id = Int64(facts.registers.count + 1)
        let register = try Register(
            id: id, meterSerial: "M\(id)", usage: UsageCode(usage), unit: unit,
            dial: Dial(dials: 5), installed: OnePoint.day(from), removed: until.map(OnePoint.day),
            kind: .interval(minutes: blocks.first?.minutes ?? 30))
        var history = RegisterHistory(register: register)
        history.intervals = blocks
        facts.registers.append(history)
    }

    func result() throws -> PointResult {
        let scheme = SchemeRules(code: "TEST", currency: plan.book.currency, zone: zone)
        var rules = RunRules(
            through: last, today: last + 1, schemes: [scheme],
            tariffs: [plan.book.code: tariff])
        rules.version = version
        return PointBilling(rules).bill(known())
    }

    /// All that a run knows of the point.
    func known() -> PointFacts {
        var facts = facts
        facts.law = law
        facts.accepted = accepted.map { Finding.Code($0) }
        if isOpen { facts.leaveOpen() }
        facts.properties = properties.map {
            BilledProperty(
                name: $0.key, value: $0.value,
                period: Period(from: OnePoint.day("2000-01-01"), upTo: .openEnd))
        }
        facts.properties += dated.map {
            BilledProperty(
                name: $0.name, value: $0.value,
                period: Period(from: OnePoint.day($0.from), upTo: OnePoint.day($0.upTo)))
        }
        if let last = billed.last {
            facts.registers[0].billed = billed
            facts.lastBill = LastBill(through: last.closingDay, days: 31, total: 12624)
        }
        return facts
    }

    func segment() throws -> BilledSegment {
        let result = try result()
        let held = result.outcome.findings.map(\.finding.code.rawValue)
        return try #require(result.segments.first, "held: \(held)")
    }

    func lines() throws -> [String] {
        try segment().lines.map { "\($0.charge) \(OnePoint.plain($0.amount))" }
    }

    func total() throws -> String { OnePoint.plain(try segment().total) }

    /// What a bill before charged on the first register.
    static func billed(
        _ openingDay: String, _ opening: String, _ openingType: String, _ closingDay: String,
        _ closing: String, _ closingType: String, used: String
    ) -> BilledReading {
        BilledReading(
            registerID: 1, openingDay: day(openingDay), opening: quantity(opening),
            openingType: openingType, closingDay: day(closingDay), closing: quantity(closing),
            closingType: closingType, consumption: quantity(used))
    }

    static func plain(_ minorUnits: Int64) -> String {
        Money(minorUnits: minorUnits, currency: .gbp).plain
    }

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }
    static func quantity(_ text: String) -> Quantity { Quantity(text) ?? .zero }
}

extension PointFacts {
    fileprivate mutating func leaveOpen() {
        let one = agreements[0]
        agreements[0] = Agreement(
            id: one.id, accountID: one.accountID, supplyPointID: one.supplyPointID,
            tariff: one.tariff, kind: one.kind,
            period: Period(from: one.period.start, upTo: .openEnd))
    }
}
