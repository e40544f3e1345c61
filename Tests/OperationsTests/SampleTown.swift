import Billing
import DemoTown
import Foundation
import GRDB
import Measures
import Metering
import Storage
import Supply

@testable import Operations

/// A small demo town with three released months, in a folder of its own.
final class SampleTown {
    let folder: String
    let installation: Installation
    static let town = DemoTown(supplyPoints: 120)

    init() async throws {
        folder = NSTemporaryDirectory() + "plumbline-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try await SampleTown.billed.value.write(
            to: URL(fileURLWithPath: Installation.file(in: folder)))
        installation = try Installation.open(folder)
    }

    /// The database of the billed town, made once.
    private static let billed = Task {
        let folder = NSTemporaryDirectory() + "plumbline-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let books = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Books/demo").path
        let demo = BuildDemo(folder: folder, books: books, town: town, workers: 2)
        let installation = try demo.start().installation
        for month in 0..<3 {
            _ = try demo.take(month: month, into: Door(installation, as: BuildDemo.coordinator))
            _ = try await demo.bill(month: month, in: Door(installation, as: BuildDemo.coordinator))
        }
        try installation.backup(to: folder + "/billed")
        try installation.close()
        return try Data(contentsOf: URL(fileURLWithPath: folder + "/billed"))
    }

    deinit {
        try? installation.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A bill of the second run with one segment that closes with an actual dial reading; where
    /// asked for one of a smart meter, that a bill of the third run follows.
    func sampleBill(
        followed: Bool = false
    ) throws -> (id: Int64, segment: BilledSegment, closing: BilledReading) {
        try installation.read { books in
            let next = try books.bills.issuedBills(ofRun: 3, last: 1000)
                .flatMap { try books.bills.bill($0.billID)?.segments ?? [] }.flatMap(\.readings)
                .map(
                    \.registerID)
            for issued in try books.bills.issuedBills(ofRun: 2, last: 1000) {
                guard let bill = try books.bills.bill(issued.billID), bill.segments.count == 1,
                    let closing = bill.segments[0].readings.first,
                    closing.closingType == (followed ? "SMT" : "ACT"),
                    bill.segments[0].readings.count == 1,
                    closing.consumption > Quantity(9),
                    !followed || next.contains(closing.registerID),
                    !bill.segments[0].lines.allSatisfy({ $0.quantity == .zero })
                else { continue }
                return (bill.id, bill.segments[0], closing)
            }
            throw SampleMissing()
        }
    }

    /// Records a late fact, with its event.
    func learn(_ body: (Books, Int64) throws -> FactChange) throws {
        try installation.write { books in
            let event = try books.events.record(
                EventDraft("correct", of: "a late fact", by: "tester"))
            _ = try body(books, event)
        }
    }

    func correct(_ billed: BilledReading, by units: Quantity) throws {
        try learn { books, event in
            let known = try books.meters.reading(of: billed.registerID, on: billed.closingDay)!
            return try books.meters.put(
                Reading(
                    registerID: known.registerID, day: known.day, value: known.value + units,
                    roles: known.roles, source: known.source, method: known.method,
                    status: known.status), event: event)
        }
    }

    /// Ends the agreement of a segment so that the last days of its period are not charged.
    func end(_ segment: BilledSegment, on last: Day) throws {
        try learn { books, event in
            let known = try books.supply.agreements(ofSupplyPoint: segment.supplyPointID)
                .first { $0.id == segment.agreementID }!
            return try books.supply.put(
                Agreement(
                    id: known.id, accountID: known.accountID,
                    supplyPointID: known.supplyPointID, tariff: known.tariff, kind: known.kind,
                    period: Period(from: known.period.start, upTo: last + 1)),
                code: "ended-\(known.id)", event: event)
        }
    }

    /// Learns that a register's multiplier was wrong.
    func multiply(_ register: Int64, by factor: Exact) throws {
        try learn { books, event in
            let known = try books.meters.register(register)!
            let (old, dial) = (known.register, known.register.dial)
            let register = try Register(
                id: old.id, meterSerial: old.meterSerial, usage: old.usage, unit: old.unit,
                dial: try Dial(
                    dials: dial.dials, decimals: dial.decimals, multiplier: factor),
                installed: old.installed, removed: old.removed, kind: old.kind)
            return try books.meters.put(
                InstalledRegister(
                    register: register, supplyPointID: known.supplyPointID, code: known.code,
                    suffix: known.suffix), event: event)
        }
    }

    /// Lets another account have the supply point from a day on.
    func moveIn(_ segment: BilledSegment, account: Int64, on day: Day) throws {
        try end(segment, on: day - 1)
        try learn { books, event in
            let billed = segment.readings[0]
            let half = (billed.opening.millionths + billed.closing.millionths) / 2_000_000
            return try books.meters.put(
                Reading(
                    registerID: billed.registerID, day: day - 1,
                    value: Quantity(millionths: half * 1_000_000),
                    type: .actual), event: event)
        }
        try learn { books, event in
            let known = try books.supply.agreements(ofSupplyPoint: segment.supplyPointID)
                .first { $0.id == segment.agreementID }!
            return try books.supply.put(
                Agreement(
                    id: 900_000, accountID: account, supplyPointID: segment.supplyPointID,
                    tariff: known.tariff, kind: .occupied,
                    period: Period(from: day, upTo: .openEnd)), code: "moved-in", event: event)
        }
    }

    /// Takes in a dearer version of the segment's tariff.
    func reprice(_ segment: BilledSegment) throws {
        try learn { books, event in
            let known = try books.bills.tariffVersion(segment.tariffVersionID)!
            return try books.tariffs.putTariff(
                code: known.code, book: SampleTown.dearer(known.book), fileName: known.fileName,
                event: event)
        }
    }

    /// The book with every dated value one unit dearer.
    static func dearer(_ book: String) -> String {
        book.replacing(/(\d{4}-\d\d-\d\d: )(\d+)/) { "\($0.1)\(Int($0.2)! + 1)" }
    }

    /// Changes the database behind the program's back.
    func tamper(_ sql: String, _ arguments: StatementArguments = []) throws {
        try installation.close()
        try DatabaseQueue(path: Installation.file(in: folder)).write {
            try $0.execute(sql: sql, arguments: arguments)
        }
    }

    func replay(_ run: Int64) async throws -> RunReplay {
        try await ReplayRun(Door(Installation.open(folder), as: "tester"))(run: run)
    }
}

struct SampleMissing: Error {}
