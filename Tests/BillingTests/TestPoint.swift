import Measures
import Metering
import Supply
import Tariffs
import Testing

@testable import Billing

/// A supply point on paper with its meters and readings, billed month by month in UTC.
struct TestPoint {
    var facts: PointFacts
    var books: [TariffBook]
    /// The last day that the run bills; it is made on the day after.
    var through: Day
    var today: Day
    var version = RuleVersion.current
    var zone = Zone.utc
    var limits = ValidationLimits()
    var readWindow = 7
    var estimates = true
    var prices: [String: PriceSeries] = [:]

    /// One customer from the first day on.
    init(
        _ first: String = "2025-03-01", through: String = "2025-03-31",
        book: TariffBook = TestPoint.book(), id: Int64 = 1
    ) {
        let point = SupplyPoint(
            id: id, code: "SP-\(id)", premisesID: 1, commodity: .electricity, cycle: .monthly)
        facts = PointFacts(supplyPoint: point, scheme: 0)
        books = [book]
        self.through = TestPoint.day(through)
        today = self.through + 1
        supply(from: first, to: nil, tariff: book.code)
    }

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    static func period(_ from: String, _ through: String) -> Period {
        Period(from: day(from), through: day(through))
    }

    static func quantity(_ text: String) -> Quantity { Quantity(text) ?? .zero }

    /// Electricity at 0.10 a kWh and 0.50 a day, without tax; each price from its days on.
    static func book(
        _ code: String = "flat", kWh: [(from: String, price: String)] = [("2020-01-01", "0.10")],
        usages: [String] = ["kWh"]
    ) -> TariffBook {
        var book = TariffBook(
            code: code, name: "Tariff " + code, commodity: "electricity", currency: .gbp)
        book.inputs = usages.map { TariffBook.Input($0, .usage, unit: .kWh, otherwise: .zero) }
        book.prices = [
            price("P", kWh), price("SC", [("2020-01-01", "0.50")], unit: "GBP/day"),
        ]
        var daily = TariffBook.Charge("SC", .unit(quantity: nil, price: "SC"))
        daily.per = .day
        book.charges = [daily]
        book.charges += usages.map {
            TariffBook.Charge($0.uppercased(), .unit(quantity: $0, price: "P"))
        }
        return book
    }

    static func price(
        _ name: String, _ steps: [(from: String, price: String)], unit: String = "GBP/kWh"
    ) -> TariffBook.Price {
        TariffBook.Price(
            name, unit: unit,
            steps: steps.map {
                TariffBook.Price.Step(
                    from: day($0.from), values: ["": Exact($0.price) ?? .outOfRange])
            })
    }
}

// What stands at the supply point.
extension TestPoint {
    /// An agreement of the next account; without an end it goes on.
    mutating func supply(
        from first: String, to last: String?, tariff: String = "flat",
        _ kind: Agreement.Kind = .occupied, account: Int64? = nil
    ) {
        let id = facts.supplyPoint.id * 100 + Int64(facts.agreements.count) + 1
        let end = last.map { TestPoint.day($0) + 1 } ?? .openEnd
        facts.agreements.append(
            Agreement(
                id: id, accountID: account ?? id, supplyPointID: facts.supplyPoint.id,
                tariff: tariff, kind: kind, period: Period(from: TestPoint.day(first), upTo: end)))
    }

    /// The agreement that goes on ends on a day.
    mutating func end(on last: String) {
        let one = facts.agreements.removeLast()
        facts.agreements.append(
            Agreement(
                id: one.id, accountID: one.accountID, supplyPointID: one.supplyPointID,
                tariff: one.tariff, kind: one.kind,
                period: Period(from: one.period.start, through: TestPoint.day(last))))
    }

    /// A register with its readings: day and value, and a type where it is no actual one.
    mutating func install(
        _ reads: [(day: String, value: String)], _ types: [String: ReadType] = [:],
        usage: String = "kWh", dials: Int = 5, decimals: Int = 0,
        times multiplier: Exact = .one, from: String = "2000-01-01", until: String? = nil,
        isNetMetered: Bool = false
    ) throws {
        let id = facts.supplyPoint.id * 100 + Int64(facts.registers.count) + 1
        let register = try Register(
            id: id, meterSerial: "M\(id)", usage: UsageCode(usage), unit: .kWh,
            dial: Dial(dials: dials, decimals: decimals, multiplier: multiplier),
            installed: TestPoint.day(from), removed: until.map(TestPoint.day),
            isNetMetered: isNetMetered)
        var history = RegisterHistory(register: register)
        history.readings = reads.map { day, value in
            Reading(
                registerID: id, day: TestPoint.day(day), value: TestPoint.quantity(value),
                type: types[day] ?? .actual)
        }
        facts.registers.append(history)
    }

    /// A channel with its values in kWh from the start of a day on; nil for one that is missing.
    mutating func installChannel(
        _ values: [String?], usage: String = "kWh", minutes: Int = 30, from first: String,
        installed: String = "2000-01-01", until: String? = nil
    ) throws {
        let id = facts.supplyPoint.id * 100 + Int64(facts.registers.count) + 1
        let register = try Register(
            id: id, meterSerial: "M\(id)", usage: UsageCode(usage), unit: .kWh,
            dial: Dial(dials: 5), installed: TestPoint.day(installed),
            removed: until.map(TestPoint.day), kind: .interval(minutes: minutes))
        var history = RegisterHistory(register: register)
        let millionths = values.map {
            $0.map { TestPoint.quantity($0).millionths } ?? IntervalBlock.missing
        }
        history.intervals = [
            try IntervalBlock(
                start: zone.start(of: TestPoint.day(first)), minutes: minutes, values: millionths)
        ]
        facts.registers.append(history)
    }

    mutating func set(_ name: String, _ value: String, from: String = "2000-01-01") {
        facts.properties.append(
            BilledProperty(
                name: name, value: value,
                period: Period(from: TestPoint.day(from), upTo: .openEnd)))
    }

    /// Something billed before on the register of a place.
    mutating func bill(
        _ opening: (day: String, value: String, type: String),
        _ closing: (day: String, value: String, type: String), used: String? = nil,
        on index: Int = 0
    ) {
        let (from, to) = (TestPoint.quantity(opening.value), TestPoint.quantity(closing.value))
        facts.registers[index].billed.append(
            BilledReading(
                registerID: facts.registers[index].register.id,
                openingDay: TestPoint.day(opening.day), opening: from, openingType: opening.type,
                closingDay: TestPoint.day(closing.day), closing: to, closingType: closing.type,
                consumption: used.map(TestPoint.quantity) ?? to - from))
        let days = TestPoint.day(closing.day) - TestPoint.day(opening.day)
        facts.lastBill = LastBill(through: TestPoint.day(closing.day), days: days, total: 3100)
    }
}

// What billing makes of it.
extension TestPoint {
    func rules() throws -> RunRules {
        var tariffs: [String: TariffInForce] = [:]
        for (index, book) in books.enumerated() {
            tariffs[book.code] = TariffInForce(
                versionID: Int64(index + 1), plan: try TariffPlan(book))
        }
        var rules = RunRules(
            through: through, today: today,
            schemes: [SchemeRules(code: "TEST", currency: .gbp, zone: zone)], tariffs: tariffs,
            validationLimits: [.electricity: limits], readWindow: readWindow, estimates: estimates)
        (rules.version, rules.prices) = (version, prices)
        return rules
    }

    /// What the first unbilled period used.
    func draft() throws -> Draft {
        let rules = try rules()
        let span = try #require(facts.unbilledPeriods(through: through).first)
        let cycle = try #require(facts.supplyPoint.cycle)
        let tariff = try #require(rules.tariffs[facts.agreements[span.agreement].tariff])
        return ConsumptionCalculation(
            span, of: facts, cycleEnd: cycle.lastEnd(onOrBefore: through), rules
        ).read(facts, for: tariff, ChannelBands(tariff))
    }

    func result() throws -> PointResult { PointBilling(try rules()).bill(facts) }
}

extension Draft {
    /// Such as `kWh 177 2025-04-01 to 2025-05-10`; estimated use has a tilde.
    var description: [String] { usages.map(\.description) }
    var codes: [String] { findings.map(\.code.rawValue) }
}

extension BilledUsage {
    var description: String { "\(usage) \(isEstimated ? "~" : "")\(quantity.text) \(period)" }
}

extension PointResult {
    var codes: [String] { outcome.findings.map(\.finding.code.rawValue) }
    /// Code and amount of each line.
    var lines: [String] {
        segments.flatMap(\.lines).map {
            "\($0.charge) \(Money(minorUnits: $0.amount, currency: .gbp).plain)"
        }
    }
}

extension TestPoint {
    /// The clocks of 2025: an hour forward on 30 March, back on 26 October, at 01:00 UTC.
    static let london = Zone(
        name: "Europe/London", base: 0,
        shifts: [("2025-03-30", 3600), ("2025-10-26", 0)].map { text, offset in
            Zone.Shift(from: Zone.utc.start(of: day(text)) + 3600, offset: offset)
        })
}
