import Billing
import DemoTown
import Foundation
import GRDB
import Measures
import Operations
import Storage
import TestCluster
import Testing

/// Installations that earlier programs made and billed, kept by `Scripts/keep-a-release.sh`.
@Suite("Bills of earlier programs")
struct ReleasesTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Releases")
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".sql.gz") }.sorted()

    @Test("every kept release is there")
    func there() { #expect(ReleasesTests.names == ["0.1.0.sql.gz", "0.2.0.sql.gz"]) }

    @Test("after an upgrade every run and bill replays identical", arguments: names)
    func replay(name: String) async throws {
        let kept = try KeptRelease(name)
        let runs = try kept.installation.read { try $0.runs.all() }
        #expect(runs.count > 10)
        var bills = 0
        for run in runs {
            let replay = try await ReplayRun(Door(kept.installation, as: "tester"))(run: run.id)
            #expect(replay.isIdentical, "run \(run.id): \(replay.differences.prefix(2))")
            bills += replay.bills
        }
        let issued = try kept.installation.read { books in
            try runs.flatMap { try books.bills.issuedBills(ofRun: $0.id, last: 9999) }
        }
        #expect(issued.count == bills && bills > 600)
        for bill in issued.filter({ $0.number % 40 == 0 }) {
            #expect(
                try await ReplayRun(Door(kept.installation, as: "tester"))(bill: bill.billID)
                    .isIdentical)
        }
        #expect(try kept.installation.examine(Check.all).filter { !$0.isWell } == [])
        #expect(try await LateFacts(Door(kept.installation, as: "tester"))().looked == bills)
    }

    @Test("today's program bills on, with proofs, and both replay", arguments: names)
    func goesOn(name: String) async throws {
        let kept = try KeptRelease(name)
        let installation = kept.installation
        let last = try installation.read { try $0.runs.all().last! }
        let through = last.through.adding(months: 1)
        try installation.write { try $0.events.moveBusinessDay(to: through + 3, by: "clerk") }
        try kept.sayWhatBillsMustSay()
        let id = try PlanRun(Door(installation, as: "clerk"))(through: through)
        try await CalculateRun(Door(installation, as: "clerk"))(run: id)
        try ReviewRun(Door(installation, as: "manager")).approve(run: id, reason: "so")
        try ReleaseRun(Door(installation, as: "clerk"))(run: id)
        let replay = try await ReplayRun(Door(installation, as: "tester"))(run: id)
        #expect(replay.isIdentical && replay.bills > 20)
        let bills = try installation.read { books in
            try books.bills.issuedBills(ofRun: id, last: 9999).map {
                try books.bills.bill($0.billID)!
            }
        }
        #expect(bills.allSatisfy { $0.proof != nil })
        #expect(Set(bills.compactMap(\.proof?.facts)).count == bills.count)
        #expect(try await ReplayRun(Door(installation, as: "tester"))(run: 1).isIdentical)
        #expect(try installation.examine(Check.all).filter { !$0.isWell } == [])
    }
}

extension KeptRelease {
    /// Earlier programs asked for no words on bills; today's release does.
    fileprivate func sayWhatBillsMustSay() throws {
        let policy = folder + "/policy.yaml"
        try (DemoPolicy.text + "batch_size: 30\n")
            .write(toFile: policy, atomically: true, encoding: .utf8)
        _ = try ImportFile(Door(installation, as: "clerk"))(.policy, policy)
    }
}

/// A kept installation, opened and migrated by this program in a folder of its own.
final class KeptRelease {
    let folder: String
    let installation: Installation

    init(_ name: String) throws {
        folder = NSTemporaryDirectory() + "plumbline-kept-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let file = ReleasesTests.folder.appendingPathComponent(name)
        let database = try DatabaseQueue(path: Installation.file(in: folder))
        let sql = try KeptRelease.unpacked(file)
        try database.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.close()
        installation = try Installation.open(folder)
    }

    private static func unpacked(_ file: URL) throws -> String {
        let (status, said) = try Spawned.run(["gzip", "-dc", file.path])
        try #require(status == 0)
        return String(decoding: said, as: UTF8.self)
    }

    deinit {
        try? installation.close()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
