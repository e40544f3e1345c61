import Billing
import Ledger
import Measures
import Metering
import Tariffs

/// Bills made by rating, for comparisons: water at 1.50 per m3 and 0.20 a day, VAT 5%.
struct ComparedTown {
    var prices: [(from: String, m3: String, day: String)] = [("2020-01-01", "1.50", "0.20")]
    var vat = "5"
    var code = "water"
    var usage = "m3"
    var asks: [String] = []
    var standing = TariffBook.Proration.day

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    static func period(_ from: String, _ through: String) -> Period {
        Period(from: day(from), through: day(through))
    }

    var book: TariffBook {
        func price(_ name: String, _ unit: String, _ values: [(String, String)]) -> TariffBook.Price
        {
            TariffBook.Price(
                name, unit: unit,
                steps: values.map {
                    TariffBook.Price.Step(
                        from: ComparedTown.day($0.0), values: ["": Exact($0.1) ?? .outOfRange])
                })
        }
        var book = TariffBook(
            code: code, name: "Tariff " + code, commodity: "water", currency: .gbp)
        book.inputs = [TariffBook.Input(usage, .usage, unit: .m3)]
        book.inputs += asks.map { TariffBook.Input($0, .number) }
        book.prices = [
            price("W", "GBP/m3", prices.map { ($0.from, $0.m3) }),
            price("SC", "GBP/day", prices.map { ($0.from, $0.day) }),
        ]
        let quantity = ([usage] + asks).joined(separator: " * ")
        var water = TariffBook.Charge("W", .unit(quantity: quantity, price: "W"))
        var daily = TariffBook.Charge("SC", .unit(quantity: nil, price: "SC"))
        daily.per = standing
        (water.tax, daily.tax) = ("VAT", "VAT")
        book.charges = [daily, water]
        book.taxes = [TariffBook.Tax("VAT", percent: vat)]
        return book
    }

    func tariff(version: Int64 = 1) throws -> TariffInForce {
        TariffInForce(versionID: version, plan: try TariffPlan(book))
    }

    /// A segment of the tariff, as a run would make it.
    func segment(
        _ period: Period, _ usages: [BilledUsage], point: Int64 = 1, version: Int64 = 1,
        readings: [BilledReading] = [], properties: [BilledProperty] = []
    ) throws -> BilledSegment {
        let tariff = try tariff(version: version)
        let rated = try tariff.plan.rate(
            tariff.input(over: period, usages: usages, properties: properties))
        return BilledSegment(
            supplyPointID: point, agreementID: point * 10 + version, tariffVersionID: version,
            period: period, readings: readings, usages: usages, properties: properties,
            lines: rated.lines.map {
                BillLine(
                    charge: tariff.plan.code(of: $0, rated), period: $0.period,
                    quantity: $0.quantity, unit: "", price: $0.price, amount: $0.minorUnits,
                    tax: "VAT", account: LedgerAccount("income:revenue"))
            },
            taxes: rated.taxes.map {
                BillTax(
                    code: "VAT", percent: $0.percent, base: $0.baseMinorUnits,
                    amount: $0.minorUnits, isIncluded: $0.included)
            }, net: rated.netMinorUnits, tax: rated.taxMinorUnits)
    }

    /// What a dial counted over a period, as a whole number of its unit.
    func use(_ quantity: Int, _ period: Period, isEstimated: Bool = false) -> BilledUsage {
        BilledUsage(
            usage: usage, period: period, quantity: Exact(quantity), isEstimated: isEstimated)
    }

    /// The two readings of a period; `types` such as `ACT EST`.
    static func reading(
        _ period: Period, _ opening: Int, _ closing: Int, _ types: String, register: Int64 = 1
    ) -> BilledReading {
        let types = types.split(separator: " ").map(String.init)
        return BilledReading(
            registerID: register, openingDay: period.start + -1, opening: Quantity(opening),
            openingType: types[0], closingDay: period.last, closing: Quantity(closing),
            closingType: types[1], consumption: Quantity(closing - opening))
    }

    static func bill(_ segments: [BilledSegment], currency: Currency = .gbp, account: Int64 = 7)
        -> Bill
    {
        Bill(
            id: BillID.make(run: 1, batch: 1, index: 1), accountID: account, premisesID: 8,
            currency: currency, segments: segments)
    }

    static func registers(_ usage: String = "m3") throws -> [Int64: Register] {
        var all: [Int64: Register] = [:]
        for id in Int64(1)...3 {
            all[id] = try Register(
                id: id, meterSerial: "M\(id)", usage: UsageCode(usage), unit: .m3,
                dial: Dial(dials: 5), installed: Day(number: 0))
        }
        return all
    }

    /// A bill ready to be compared, with tariffs by the version in its segments.
    static func compared(
        _ segments: [BilledSegment], _ towns: [Int64: ComparedTown], earlier: [BilledReading] = [],
        usage: String = "m3"
    ) throws -> ComparedBill? {
        var tariffs: [Int64: TariffInForce] = [:]
        for (version, town) in towns { tariffs[version] = try town.tariff(version: version) }
        return ComparedBill(
            bill(segments), tariffs: tariffs, registers: try registers(usage),
            earlier: Dictionary(grouping: earlier, by: \.registerID))
    }
}

extension BillComparison {
    /// Each step with its money: `days 120`.
    var description: [String] {
        Step.allCases.compactMap { step in
            let own = moves.filter { $0.cause.step == step }
            return own.isEmpty ? nil : "\(step.rawValue) \(own.reduce(0) { $0 + $1.money })"
        }
    }

    var isComplete: Bool { moves.reduce(0) { $0 + $1.money } == money }
}
