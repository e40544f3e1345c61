import Billing
import DemoTown
import Foundation
import Interchange
import Measures
import Metering
import Supply
import Tariffs

/// A town whose months are loaded and billed one after another, all in memory.
struct BilledTown {
    let files: TownFiles
    private(set) var points: [String: PointFacts] = [:]
    private var homes: [String: Int] = [:]
    private var registers: [String: (point: String, index: Int)] = [:]
    private var nmis: [String: String] = [:]
    private var names: [String: Int64] = [:]
    private let tariffs: [String: TariffInForce]
    private let schemes: [SchemeRules]

    init(_ files: TownFiles) throws {
        self.files = files
        tariffs = try BilledTown.books()
        schemes = [
            SchemeRules(code: "GB", currency: .gbp, zone: .utc),
            SchemeRules(code: "AU", currency: .aud, zone: BilledTown.melbourne),
        ]
    }

    mutating func id(_ name: String) -> Int64 {
        if let known = names[name] { return known }
        names[name] = Int64(names.count + 1)
        return Int64(names.count)
    }

    func code(of id: Int64) -> String { names.first { $0.value == id }?.key ?? "" }

    /// Outcomes of a run to the end of a month, by supply point; what is billed is released.
    mutating func bill(through day: Day) -> [String: PointResult] {
        let billing = PointBilling(
            RunRules(
                through: day, today: day + 2, schemes: schemes, tariffs: tariffs,
                validationLimits: BillingPolicy(on: day).validationLimits))
        var results: [String: PointResult] = [:]
        for (code, facts) in points {
            let result = billing.bill(facts)
            results[code] = result
            for segment in result.segments { release(segment, of: code) }
        }
        return results
    }

    private mutating func release(_ segment: BilledSegment, of code: String) {
        points[code]!.lastBill = LastBill(
            through: segment.period.last, days: segment.period.days, total: segment.total)
        for billed in segment.readings {
            let index = points[code]!.registers.firstIndex {
                $0.register.id == billed.registerID
            }
            points[code]!.registers[index!].billed.append(billed)
        }
    }

    private static func books() throws -> [String: TariffInForce] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Books/demo")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".yaml") }.sorted()
        var tariffs: [String: TariffInForce] = [:]
        for (index, name) in names.enumerated() {
            let text = try String(
                contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            let book = try TariffBook.read(yaml: text, file: name)
            tariffs[book.code] = TariffInForce(
                versionID: Int64(index + 1), plan: try TariffPlan(book))
        }
        return tariffs
    }

    /// Clock changes: the first Sundays of April and October at 16:00 UTC the day before.
    private static let melbourne = Zone(
        name: "Australia/Melbourne", base: 39_600,
        shifts: (2022...2027).flatMap { year in
            [(4, 36_000), (10, 39_600)].map { month, offset in
                var day = Day(year: year, month: month, day: 1)!
                while day.weekday != .sunday { day = day + 1 }
                return Zone.Shift(
                    from: Instant(seconds: Int64(day.number - 1) * 86_400 + 57_600), offset: offset)
            }
        })
}

// Loading, with the refusals an import would make.
extension BilledTown {
    /// Takes in the files of one month, or the master data for nil.
    mutating func load(_ month: String?) throws {
        func named(_ kind: String) -> [UInt8]? {
            files.bytes[month.map { "\(kind)-\($0).csv" } ?? kind + ".csv"]
        }
        try each(named("premises"), PremisesRow.self) { town, row in
            town.homes[row.premisesID] = row.jurisdiction == "AU-VIC" ? 1 : 0
        }
        try each(named("supply_points"), SupplyPointRow.self) { $0.add($1) }
        try each(named("meters"), MeterRow.self) { try $0.add($1) }
        try each(named("agreements"), AgreementRow.self) { $0.add($1) }
        try each(named("properties"), PropertyRow.self) { town, row in
            town.points[row.supplyPointID]!.properties.append(
                BilledProperty(name: row.name, value: row.value, period: row.period))
        }
        try each(named("readings"), ReadingRow.self) { $0.add($1) }
        if let bytes = named("nem12") { try loadIntervals(bytes) }
    }

    private mutating func each<Row: ImportRow>(
        _ bytes: [UInt8]?, _: Row.Type, _ take: (inout BilledTown, Row) throws -> Void
    ) throws {
        guard let bytes else { return }
        let reader = try RowReader<Row>(bytes)
        while let outcome = try reader.next() {
            if case .row(let row, _) = outcome { try take(&self, row) }
        }
    }

    private mutating func add(_ row: SupplyPointRow) {
        let known = points[row.supplyPointID]
        let point = SupplyPoint(
            id: id(row.supplyPointID), code: row.supplyPointID, premisesID: id(row.premisesID),
            commodity: row.commodity, cycle: row.cycle)
        var facts = known ?? PointFacts(supplyPoint: point, scheme: homes[row.premisesID]!)
        facts.supplyPoint = point
        points[row.supplyPointID] = facts
        if let nmi = row.marketID { nmis[nmi] = row.supplyPointID }
    }

    private mutating func add(_ row: MeterRow) throws {
        let name = row.meterSerial + "/" + row.register
        var (kind, dial) = (Register.Kind.register, try Dial(dials: 6))
        switch row.kind {
        case .register(let dials, let decimals):
            dial = try Dial(dials: dials, decimals: decimals, multiplier: row.multiplier.exact)
        case .interval(let minutes): kind = .interval(minutes: minutes)
        }
        let register = try Register(
            id: id(name), meterSerial: row.meterSerial, usage: UsageCode(row.usage),
            unit: row.unit, dial: dial, installed: row.installedOn, removed: row.removedOn,
            kind: kind)
        if let known = registers[name] {
            points[known.point]!.registers[known.index].register = register
        } else {
            let index = points[row.supplyPointID]!.registers.count
            registers[name] = (row.supplyPointID, index)
            points[row.supplyPointID]!.registers.append(RegisterHistory(register: register))
        }
    }

    private mutating func add(_ row: AgreementRow) {
        let agreement = Agreement(
            id: id(row.agreementID), accountID: id(row.accountID),
            supplyPointID: id(row.supplyPointID), tariff: row.tariff, kind: row.kind,
            period: row.period)
        var all = points[row.supplyPointID]!.agreements.filter { $0.id != agreement.id }
        all.append(agreement)
        guard (try? Agreement.check(all)) != nil else { return }
        points[row.supplyPointID]!.agreements = all.sorted { $0.period.start < $1.period.start }
    }

    private mutating func add(_ row: ReadingRow) {
        guard let found = registers[row.meterSerial + "/" + row.register] else { return }
        var history = points[found.point]!.registers[found.index]
        let isLate = history.readings.last.map { $0.day >= row.day } ?? false
        guard row.day >= history.register.installed, !isLate else { return }
        history.readings.append(row.reading(on: history.register.id))
        points[found.point]!.registers[found.index] = history
    }

    mutating func loadIntervals(_ bytes: [UInt8]) throws {
        var reader = NEMReader(bytes)
        var index: (point: String, index: Int)?
        var minutes = 30
        while let event = try reader.next() {
            switch event {
            case .channel(let channel):
                let point = nmis[channel.nmi]
                index = registers[channel.meter + "/" + channel.suffix]
                if index?.point != point { index = nil }
                minutes = channel.minutes
            case .day(let day):
                guard let index else { continue }
                let start = Zone.nemMarket.start(of: day.day)
                points[index.point]!.registers[index.index].intervals.append(
                    try IntervalBlock(start: start, minutes: minutes, values: day.values))
            default: break
            }
        }
    }
}
