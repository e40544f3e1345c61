import Foundation
import Measures
import Operations
import Storage

/// A small utility in a folder of its own, filled through the public import.
final class SampleBooks {
    let folder: String
    let installation: Installation
    private var count = 0

    init() throws {
        folder = NSTemporaryDirectory() + "plumbline-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try SampleBooks.filled.get().write(
            to: URL(fileURLWithPath: Installation.file(in: folder)))
        installation = try Installation.open(folder)
    }

    private init(in folder: String) throws {
        self.folder = folder
        installation = try Installation.create(
            in: folder, name: "Example", businessDay: Day("2025-06-30")!)
        for (kind, text) in Samples.all {
            let report = try take(kind, text)
            precondition(report.rejected == 0, "\(kind): \(report.firstRejections)")
        }
    }

    /// The database of the filled utility, made once.
    private static let filled = Result {
        let folder = NSTemporaryDirectory() + "plumbline-" + UUID().uuidString
        let sample = try SampleBooks(in: folder)
        try sample.installation.backup(to: folder + "/filled")
        return try Data(contentsOf: URL(fileURLWithPath: folder + "/filled"))
    }

    deinit {
        try? installation.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func file(_ text: String) throws -> String { try file(Array(text.utf8)) }

    func file(_ bytes: [UInt8]) throws -> String {
        count += 1
        let path = folder + "/file-\(count).csv"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    @discardableResult
    func take(_ kind: ImportKind, _ text: String, dryRun: Bool = false) throws -> ImportReport {
        try take(kind, path: file(text), dryRun: dryRun)
    }

    func take(
        _ kind: ImportKind, path: String, dryRun: Bool = false, partSize: Int? = nil
    ) throws -> ImportReport {
        var options = ImportOptions(isDryRun: dryRun)
        options.partSize = partSize ?? options.partSize
        return try ImportFile(Door(installation, as: "tester"), options: options)(kind, path)
    }

    /// The sentence of the one rejection that a row brings; nil where it was accepted.
    func refusal(_ kind: ImportKind, _ row: String) throws -> String? {
        let report = try take(kind, Samples.headers[kind]! + row + "\n")
        guard report.rows == 1, report.accepted + report.rejected == 1 else { return "counts" }
        return report.firstRejections.first
    }

    /// All facts and events as text: what two copies of the books are compared by.
    func snapshot() throws -> String {
        try installation.read { books in
            let registers = try books.meters.registers()
            var text = ["\(try books.events.events(last: 1000).count) events"]
            text += try books.customers.parties().map { "\($0)" }
            text += try books.customers.accounts().map { "\($0)" }
            text += try books.supply.allPremises().map { "\($0)" }
            text += try books.supply.supplyPoints().map { "\($0)" }
            text += try books.supply.agreements().map { "\($0)" }
            text += try books.supply.properties().map { "\($0)" }
            text += registers.map { "\($0)" }
            text += try registers.flatMap { try books.meters.readings(of: $0.id) }.map { "\($0)" }
            text += try registers.flatMap { try books.meters.intervals(of: $0.id) }.map { "\($0)" }
            return text.joined(separator: "\n")
        }
    }
}

/// The files of the small utility.
enum Samples {
    static let headers: [ImportKind: String] = [
        .schemes: "code,name,jurisdiction,currency,zone,contact\n",
        .customers: "customer_id,name,account_id,email\n",
        .premises: "premises_id,scheme,address,postcode,jurisdiction,class\n",
        .supplyPoints: "supply_point_id,premises_id,commodity,cycle,market_id\n",
        .agreements: "agreement_id,account_id,supply_point_id,tariff,from,to,kind\n",
        .properties: "supply_point_id,name,value,from,to\n",
        .meters: "meter_serial,supply_point_id,installed_on,removed_on,register,unit,usage,kind,"
            + "dials,decimals,minutes,suffix,factors\n",
        .readings: "meter_serial,register,day,value,type\n",
    ]

    static let tariff = """
        tariff: water
        name: Water
        commodity: water
        currency: GBP
        jurisdiction: GB
        source: constructed
        inputs: { m3: { usage: m3 } }
        prices: { W: { unit: GBP/m3, values: { 2020-01-01: 1.5 } } }
        charges:
          - { code: W, label: "Water {quantity} m3", quantity: m3, price: W, posts_to: revenue }

        """

    static let electricity = tariff.replacingOccurrences(of: "water", with: "power")
        .replacingOccurrences(of: "commodity: power", with: "commodity: electricity")

    static let all: [(ImportKind, String)] = [
        (.schemes, headers[.schemes]! + "S1,North,GB-EAW,GBP,Europe/London,a@example.org\n"),
        (
            .customers,
            headers[.customers]! + "C1,\"Example, Ada\",A1,ada@example.org\nC2,Bo,A2,\n"
        ),
        (
            .premises,
            headers[.premises]! + "P1,S1,1 Road,AA1,GB-EAW,domestic\n"
                + "P2,S1,2 Road,AA1,GB-EAW,domestic\n"
        ),
        (
            .supplyPoints,
            headers[.supplyPoints]! + "W1,P1,water,quarterly-3,\nW2,P2,water,monthly,\n"
                + "E1,P1,electricity,monthly,NMI0000001\n"
        ),
        (.tariffs, tariff), (.tariffs, electricity),
        (
            .agreements,
            headers[.agreements]! + "G1,A1,W1,water,2024-01-01,2024-12-31,\n"
                + "G2,A2,W1,water,2025-01-01,,occupied\n"
        ),
        (.properties, headers[.properties]! + "W1,return_factor,0.95,2024-01-01,2024-12-31\n"),
        (
            .meters,
            headers[.meters]! + "M1,W1,2024-01-01,2025-03-31,1,m3,m3,,5,3,,,\n"
                + "M2,W1,2025-03-31,,1,m3,m3,,5,0,,,\n"
                + "I1,E1,2004-01-01,,E1,kWh,kWh,interval,,,30,E1,\n"
                + "I1,E1,2004-01-01,,11,kWh,kWh,register,6,1,,11,\n"
        ),
        (
            .readings,
            headers[.readings]! + "M1,1,2024-01-01,0.5,INS\nM1,1,2024-06-30,80.125,SMT\n"
                + "M1,1,2024-12-31,160,EST\n"
        ),
    ]

    /// A NEM12 file of one channel: days of half-hours that all have one value.
    static func nem12(
        _ days: [(day: String, value: String, quality: String)], nmi: String = "NMI0000001",
        suffix: String = "E1", meter: String = "I1", unit: String = "kWh",
        updated: String = "20250601000000", minutes: Int = 30
    ) -> String {
        let rows = days.map { day in
            let values = Array(repeating: day.value, count: 1440 / minutes)
            return "300,\(day.day)," + values.joined(separator: ",")
                + ",\(day.quality),,,\(updated),\n"
        }
        return "100,NEM12,202506010000,MDA1,Ret1\n"
            + "200,\(nmi),E1,1,\(suffix),N1,\(meter),\(unit),\(minutes),\n" + rows.joined()
            + "900\n"
    }

    static func nem13(
        previous: String = "001000.0,20250301090000,A,,,",
        current: String = "001100.5,20250601090000,A,,,", quantity: String = "100.5"
    ) -> String {
        "100,NEM13,202506010000,MDA1,Ret1\n"
            + "250,NMI0000001,11,1,11,11,I1,E,\(previous)\(current)\(quantity),kWh,,"
            + "20250601100333,\n900\n"
    }
}
