import Billing
import Foundation
import Interchange
import Measures
import Operations
import Storage
import Testing

/// Two years of a town, rated from files in other pieces than the run was cut into.
@Suite("Bills made by partition")
struct PartitionTests {
    static let months: [Int64] = [2, 12, 24]

    @Test("two ways to cut a month give the bills and the digest of the run", arguments: months)
    func sameDigest(run: Int64) async throws {
        let lake = try await Lake(run)
        defer { lake.remove() }
        let ofRun = try await RunDigest(run: run, Door(lake.installation, as: "tester"))
        #expect(ofRun.totals.bills > 20)
        let asExported = try await lake.rated(lake.batches, workers: 2)
        #expect(try await RunDigest(ofLines: asExported) == ofRun)
        let backwards = Array(lake.batches.joined().reversed())
        let pieces = (0..<7).map { piece in
            backwards.enumerated().filter { $0.offset % 7 == piece }.map(\.element)
        }
        let spread = try await lake.rated(pieces, workers: 1)
        #expect(try await RunDigest(ofLines: spread) == ofRun)
    }

    @Test("these months hold intervals, estimates, tenancies that end, void days and held points")
    func contents() async throws {
        var (outcomes, text): (Set<Outcome.Kind>, String) = ([], "")
        for run in Self.months {
            let lake = try await Lake(run)
            defer { lake.remove() }
            let rated = try await lake.rated(lake.batches, workers: 2)
            outcomes.formUnion(try await RunDigest(ofLines: rated).totals.outcomes.keys)
            text += lake.batches.joined().joined()
            text += try rated.map { try String(contentsOfFile: $0, encoding: .utf8) }.joined()
        }
        #expect(outcomes.isSuperset(of: [.billed, .held, .notDue]), "\(outcomes)")
        for part in [
            "\"block\"", "\"kind\":\"estimate\"", "\"kind\":\"void\"", "FIN",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("batch, place and nth of a bill give its id in the books")
    func ids() async throws {
        let lake = try await Lake(12)
        defer { lake.remove() }
        let paths = try await lake.rated([lake.batches.joined().reversed()], workers: 2)
        let lines = try String(contentsOfFile: paths[0], encoding: .utf8).split(separator: "\n")
        let bills = lines.filter { $0.hasPrefix(#"{"kind":"bill""#) }.map(RatedBill.init)
        let byBatch = Dictionary(grouping: bills, by: \.batch)
        var ids: [Int64: String] = [:]
        for (batch, bills) in byBatch {
            let ordered = bills.sorted { ($0.place, $0.nth) < ($1.place, $1.nth) }
            for (place, bill) in ordered.enumerated() {
                ids[BillID.make(run: 12, batch: batch, index: place + 1)] = bill.digest
            }
        }
        #expect(byBatch.count > 1)
        let made = try lake.installation.read { books in
            try books.runs.batches(runID: 12).flatMap { batch in
                let page = try books.runs.page(kind: .run, runID: 12, batch: batch.number)!
                return try RunPage(bytes: page.content).bills
            }
        }
        let digests = made.map { ($0.id, "\($0.digested(SHA256.function).digest)") }
        #expect(ids == Dictionary(uniqueKeysWithValues: digests))
    }

    @Test("another reading gives another digest, a line left out other totals")
    func different() async throws {
        let lake = try await Lake(12)
        defer { lake.remove() }
        let ofRun = try await RunDigest(run: 12, Door(lake.installation, as: "tester"))
        let lines = Array(lake.batches.joined())
        let place = try #require(lines.firstIndex { $0.contains(#""last_bill":"#) })
        var altered = lines
        altered[place].replace(#""days":"#, with: #""days":1"#, maxReplacements: 1)
        let other = try await RunDigest(ofLines: lake.rated([altered], workers: 2))
        #expect(other.digest != ofRun.digest)
        let fewer = try await RunDigest(ofLines: lake.rated([Array(lines.dropFirst())], workers: 2))
        #expect(fewer.totals != ofRun.totals)
    }

    @Test("a line or a partition taken twice is noticed, and a broken line does not stop others")
    func mistakes() async throws {
        let lake = try await Lake(2)
        defer { lake.remove() }
        let lines = lake.batches[0]
        let rated = try await lake.rated([lines], workers: 1)
        await #expect(throws: RunDigest.Refused.self) {
            _ = try await RunDigest(ofLines: rated + rated)
        }
        let broken = [lines[0], lines[0], "{", "", lines[1]]
        let (messages, tally, output) = try await lake.rate(broken, workers: 2)
        #expect(tally.lines == 4 && tally.rejected == 2)
        #expect(messages.count == 2 && messages[0].hasPrefix("line 2, premises "))
        #expect(messages[1].hasPrefix("line 3, byte 2"))
        let (none, _, good) = try await lake.rate([lines[0], lines[1]], workers: 2)
        #expect(none.isEmpty && good == output)
    }

    @Test("an empty partition gives nothing")
    func empty() async throws {
        let lake = try await Lake(2)
        defer { lake.remove() }
        let (messages, tally, output) = try await lake.rate([], workers: 2)
        #expect(messages.isEmpty && output.isEmpty && tally.lines == 0)
    }
}

/// What is asked of a line of a bill.
private struct RatedBill {
    let batch: Int
    let place: Int
    let nth: Int
    let digest: String

    init(_ line: Substring) {
        func field(_ name: String) -> Substring {
            let rest = line.split(separator: "\"\(name)\":", maxSplits: 1)[1]
            return rest.drop { $0 == "\"" }.prefix { $0 != "," && $0 != "\"" && $0 != "}" }
        }
        batch = Int(field("batch"))!
        place = Int(field("place"))!
        nth = Int(field("nth"))!
        digest = String(line.split(separator: "\"digest\":\"").last!.prefix(64))
    }
}

/// The facts of a run of `TwoYears` as files, and what is rated from them.
private final class Lake {
    let installation: Installation
    let folder = NSTemporaryDirectory() + "plumbline-lake-" + UUID().uuidString
    /// Lines of the files, one file a batch.
    private(set) var batches: [[String]] = []
    private var files = 0

    init(_ run: Int64) async throws {
        installation = try await TwoYears.shared.value.open()
        let exported = try await ExportFacts(Door(installation, as: "tester"))(run: run, to: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/facts").sorted()
        for name in names {
            let text = try String(contentsOfFile: folder + "/facts/" + name, encoding: .utf8)
            batches.append(text.split(separator: "\n").map(String.init))
        }
        #expect(batches.count == exported.run.batches && batches.count > 1)
        #expect(batches.joined().count == exported.premises)
    }

    func remove() {
        try? installation.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func rate(
        _ lines: [String], workers: Int
    ) async throws -> (messages: [String], tally: RatePartition.Tally, output: [UInt8]) {
        files += 1
        let path = "\(folder)/piece-\(files)"
        try lines.map { $0 + "\n" }.joined().write(toFile: path, atomically: true, encoding: .utf8)
        var (messages, output): ([String], [UInt8]) = ([], [])
        let rating = try RatePartition(rules: folder + "/rules.json", workers: workers)
        let tally = try await rating(FileBytes(path)) {
            output += $0
        } reject: {
            messages.append($0)
        }
        return (messages, tally, output)
    }

    /// Rates pieces into files; gives their paths.
    func rated(_ pieces: [[String]], workers: Int) async throws -> [String] {
        var paths: [String] = []
        for piece in pieces {
            let (messages, _, output) = try await rate(piece, workers: workers)
            #expect(messages.isEmpty, "\(messages)")
            paths.append("\(folder)/piece-\(files).rated")
            try Data(output).write(to: URL(fileURLWithPath: paths[paths.count - 1]))
        }
        return paths
    }
}
