import Billing
import Measures
import Metering
import Rulebook
import Supply
import Tariffs

/// One supply point with its customers, meters and readings, billed as a run bills it.
struct SupplyCase {
    var facts: PointFacts
    var rules: RunRules
    private let sheet: TariffInForce

    /// Electricity to one customer from `first` to `last`, its only or final days.
    init(
        _ sheet: PriceSheet, _ first: String, _ last: String, _ commodity: Commodity = .electricity
    ) throws {
        self.sheet = TariffInForce(versionID: 1, plan: try TariffPlan(sheet.book))
        let point = SupplyPoint(
            id: 1, code: "SP-1", premisesID: 1, commodity: commodity, cycle: .monthly)
        facts = PointFacts(supplyPoint: point, scheme: 0)
        let scheme = SchemeRules(code: "S", currency: sheet.book.currency, zone: .utc)
        rules = RunRules(
            through: day(last), today: day(last) + 1, schemes: [scheme],
            tariffs: [sheet.book.code: self.sheet])
        supply(first, last)
    }

    /// The next customer, or the owner where nobody lives there; the run bills to `last`.
    mutating func supply(_ first: String, _ last: String, as kind: Agreement.Kind = .occupied) {
        let id = Int64(facts.agreements.count + 1)
        facts.agreements.append(
            Agreement(
                id: id, accountID: id, supplyPointID: 1, tariff: "sheet", kind: kind,
                period: period(first, last)))
        (rules.through, rules.today) = (day(last), day(last) + 1)
    }

    /// The agreement of the only customer goes on.
    mutating func goOn() {
        let one = facts.agreements[0]
        facts.agreements[0] = Agreement(
            id: one.id, accountID: one.accountID, supplyPointID: 1, tariff: one.tariff,
            kind: one.kind, period: Period(from: one.period.start, upTo: .openEnd))
    }

    mutating func hang(
        _ usage: String, _ reads: KeyValuePairs<String, String>, decimals: Int = 0,
        from: String = "2000-01-01", until: String? = nil, kind: Register.Kind = .register
    ) throws {
        let id = Int64(facts.registers.count + 1)
        var history = RegisterHistory(
            register: try Register(
                id: id, meterSerial: "M\(id)", usage: UsageCode(usage), unit: Measures.Unit(usage),
                dial: Dial(dials: 5, decimals: decimals), installed: day(from),
                removed: until.map(day), kind: kind))
        history.readings = reads.map {
            Reading(registerID: id, day: day($0.key), value: quantity($0.value), type: .actual)
        }
        facts.registers.append(history)
    }

    /// Half-hours of one value each, for so many days from the first day of supply.
    mutating func hangChannel(_ usage: String, every value: String, days: Int) throws {
        try hang(usage, [:], kind: .interval(minutes: 30))
        let start = Zone.utc.start(of: facts.agreements[0].period.start)
        let values = Array(repeating: quantity(value).millionths, count: days * 48)
        let block = try IntervalBlock(start: start, minutes: 30, values: values)
        facts.registers[facts.registers.count - 1].intervals = [block]
    }

    /// What an earlier bill charged on the first register.
    mutating func billed(
        _ opening: (String, String, ReadType), _ closing: (String, String, ReadType)
    ) {
        let (from, to) = (quantity(opening.1), quantity(closing.1))
        facts.registers[0].billed.append(
            BilledReading(
                registerID: 1, openingDay: day(opening.0), opening: from,
                openingType: opening.2.rawValue, closingDay: day(closing.0), closing: to,
                closingType: closing.2.rawValue, consumption: to - from))
        facts.lastBill = LastBill(
            through: day(closing.0), days: day(closing.0) - day(opening.0), total: 1000)
    }

    func result() -> PointResult { PointBilling(rules).bill(facts) }

    /// `billed`, or what happened to it, with the codes found.
    func outcome() -> String {
        let outcome = result().outcome
        let codes = outcome.findings.map { $0.finding.code.rawValue }
        return list([outcome.kind.rawValue] + codes)
    }

    /// Each part that is billed, such as `SC 11.05, UNIT -12.60, VAT -0.08, total -1.63`, or what
    /// holds it.
    func bill() -> String {
        let parts = result().segments.map { part in
            let lines = part.lines.map { $0.charge + " " + plain($0.amount) }
            let taxes = part.taxes.map { $0.code + " " + plain($0.amount) }
            return list(lines + taxes + ["total " + plain(part.total)])
        }
        return parts.isEmpty ? outcome() : parts.joined(separator: "; ")
    }

    /// Each quantity handed to rating, with its days: `177 over 40 days`.
    func uses() -> String {
        list(
            result().segments.flatMap(\.usages).map {
                "\($0.quantity) over \($0.period.days) days"
            })
    }
}
