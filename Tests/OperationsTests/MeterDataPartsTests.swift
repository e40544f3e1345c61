import Foundation
import Interchange
import Measures
import Metering
import Operations
import Storage
import Testing

@Suite("Meter data in parts for several cores")
struct MeterDataPartsTests {
    /// The smallest cut before every channel, and long channels in the middle; the last cuts none.
    static let sizes = [256, 700, 1500]
    static let whole = 1 << 20

    @Test("of any size come to the same", arguments: Files.all.keys.sorted(), sizes)
    func same(name: String, size: Int) throws {
        let text = Files.all[name]!
        #expect(try Outcome(text, size) == Outcome(text, Self.whole))
    }

    @Test("with CR LF and no line break at the end likewise", arguments: Files.all.keys.sorted())
    func lineBreaks(name: String) throws {
        let text = Files.all[name]!.replacingOccurrences(of: "\n", with: "\r\n")
        #expect(try Outcome(text, 256) == Outcome(text, Self.whole))
        let open = String(Files.all[name]!.dropLast())
        #expect(try Outcome(open, 256) == Outcome(open, Self.whole))
    }

    @Test("store what the file says, day by day", arguments: sizes + [whole])
    func stored(size: Int) throws {
        let sample = try SampleBooks()
        let path = try sample.file(Files.all["channels one after another"]!)
        let report = try sample.take(.readings, path: path, partSize: size)
        #expect((report.rows, report.accepted, report.new) == (36, 36, 36))
        let months = try sample.installation.read { try $0.meters.intervals(of: 3) }
        #expect(months.map(\.month) == (1...12).map { Day(year: 2024, month: $0, day: 1)! })
        #expect(months.map(\.dayCount) == Array(repeating: 3, count: 12))
        for (index, month) in months.enumerated() {
            let expected = (1...3).map { Int64((index + 1) * 1_010_000 + $0 * 1000) }
            #expect(month.block.values.enumerated().allSatisfy { $1 == expected[$0 / 48] })
        }
    }

    @Test("refuse with the line, field, value and rule of the whole file, and store nothing")
    func refused() throws {
        for (name, text) in Files.all where name.hasPrefix("refused") {
            let refusal = #expect(throws: FileRefused.self, "\(name)") {
                try inspectReadings(file: "x", bytes: Array(text.utf8))
            }
            for size in Self.sizes + [Self.whole] {
                let outcome = try Outcome(text, size)
                #expect(outcome.description == "\(refusal!)", "\(name), \(size)")
                #expect(outcome.rejects == nil && outcome.books == Self.untouched, "\(name)")
            }
        }
    }

    @Test("a channel that cannot be read costs its own days, in whatever part", arguments: sizes)
    func badChannel(size: Int) throws {
        let sample = try SampleBooks()
        let path = try sample.file(
            Files.all["a unit that nobody knows, in the eighth channel"]!)
        let report = try sample.take(.readings, path: path, partSize: size)
        #expect((report.rows, report.accepted, report.rejected) == (36, 33, 3))
        #expect(
            report.firstRejections.count == 1
                && report.firstRejections[0].hasPrefix(
                    "line 30, unit of measure \"parsec\": a unit"),
            "\(report.firstRejections)")
    }

    @Test("a row that is not taken in is named by its line in the file", arguments: sizes)
    func rejected(size: Int) throws {
        let sample = try SampleBooks()
        let path = try sample.file(Files.all["a bad value on each side of a channel's edge"]!)
        let report = try sample.take(.readings, path: path, partSize: size)
        #expect((report.rows, report.accepted, report.rejected) == (36, 34, 2))
        #expect(
            report.firstRejections.map { $0.prefix(26) } == [
                "line 21, value 48 \"1.0O1\":", "line 23, value 48 \"1.0O1\":",
            ], "\(report.firstRejections)")
    }

    @Test("the same bytes under another name change nothing", arguments: [256, whole])
    func again(size: Int) throws {
        let sample = try SampleBooks()
        let text = Files.all["channels one after another"]!
        let first = try sample.take(.readings, path: sample.file(text), partSize: size)
        #expect(first.digest == SHA256.digest(of: Array(text.utf8)))
        let event = try sample.installation.read {
            try $0.events.event(withKey: "readings:\(first.digest)")
        }
        #expect(event?.id == first.event)
        let before = try sample.snapshot()
        let later = try sample.take(.readings, path: sample.file(text), partSize: size)
        #expect(later.alreadyDone == first.event)
        #expect((later.rows, later.unchanged, later.new) == (36, 36, 0))
        #expect(try sample.snapshot() == before)
    }

    @Test("damaged files come to the same in parts of any size", arguments: 1...12)
    func damaged(seed: UInt64) throws {
        var places = Places(seed: seed)
        let names = Files.all.keys.sorted()
        var lines = Files.all[names[places.next(below: names.count)]]!
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<2 {
            let (from, to) = (places.next(below: lines.count), places.next(below: lines.count))
            switch places.next(below: 3) {
            case 0: lines.remove(at: from)
            case 1: lines.insert(lines[from], at: to)
            default: lines[from] = String(lines[from].dropLast(places.next(below: 9)))
            }
        }
        let text = lines.joined(separator: "\n")
        let size = 256 + places.next(below: 1500)
        #expect(
            try Outcome(text, size) == Outcome(text, Self.whole), "seed \(seed), size \(size)")
    }

    private static let untouched = try? SampleBooks().snapshot()
}

/// What came of an import: what was told, the reject file and the books after it.
private struct Outcome: Equatable {
    var description: String
    let rejects: String?
    let books: String

    init(_ text: String, _ partSize: Int) throws {
        let sample = try SampleBooks()
        let path = try sample.file(text)
        do {
            var report = try sample.take(.readings, path: path, partSize: partSize)
            report.rejectFile = report.rejectFile.map { _ in "there" }
            description = "\(report)"
        } catch let refused as FileRefused { description = "\(refused)" }
        let data = FileManager.default.contents(atPath: path + ".rejects.csv")
        rejects = data.map { String(decoding: $0, as: UTF8.self) }
        books = try sample.snapshot()
    }
}

/// NEM12 files of many short records.
private enum Files {
    static let all: [String: String] = [
        "channels one after another": file(year()),
        "a month over several records": file(
            (1...14).map { channel() + day("202504" + two($0), "1.5") }),
        "400 records behind each day": file((1...9).map { channel() + variable($0) }),
        "a channel longer than parts": file([
            channel() + (1...30).map { day("202504" + two($0), "0.25") }.joined(),
            channel() + (1...30).map(variable).joined(),
        ]),
        "channels that nobody knows between": file(
            (1...12).map { channel(nmi: $0 % 3 == 0 ? "NMI9" : "NMI0000001") + days($0) }),
        "days that come twice": file((1...12).map { channel() + days($0 % 4 + 1) }),
        "days of the future and before the meter": file(
            year() + [channel() + day("20250701", "1") + day("20031231", "1")] + year(2025)),
        "a bad value on each side of a channel's edge": file(
            spoilt(year()) {
                $0[4] = $0[4].replacingOccurrences(of: "5.053,A", with: "1.0O1,A")
                $0[5] = $0[5].replacingOccurrences(of: "6.061,A", with: "1.0O1,A")
            }),
        "blank lines, rows of commas, service orders": file(
            year().map { "\n,,,\n" + $0 + "500,O,S01009,20240310121004,\n\n" }),
        "files in one another": file(year(2023)) + file(year()),
        "a 200 record behind the end": file(year(2023)) + year().joined() + "900\n",
        "refused: no end": String(file(year()).dropLast(4)),
        "a unit that nobody knows, in the eighth channel": file(
            spoilt(year()) { $0[7] = $0[7].replacingOccurrences(of: "kWh", with: "parsec") }),
        "refused: a cut 300 record": file(
            spoilt(year()) { $0[6] = String($0[6].dropLast(20)) + "\n" }),
        "refused: a 300 record behind the end": file(year(2023)) + days(4) + "900\n",
        "refused: a second file of another kind": file(year(2023))
            + "100,NEM13,202506010000,A,B\n" + year().joined() + "900\n",
        "refused: no record": file(year() + ["hello\n"] + year(2025)),
    ]

    static func file(_ channels: [String]) -> String {
        "100,NEM12,202506010000,MDA1,Ret1\n" + channels.joined() + "900\n"
    }

    static func channel(nmi: String = "NMI0000001") -> String {
        "200,\(nmi),E1,1,E1,N1,I1,kWh,30,\n"
    }

    static func day(_ day: String, _ value: String, quality: String = "A") -> String {
        "300,\(day)," + Array(repeating: value, count: 48).joined(separator: ",")
            + ",\(quality),,,20250601000000,\n"
    }

    /// Three days of a month, each with a value of its own.
    static func days(_ month: Int, _ year: Int = 2024) -> String {
        (1...3).map { day("\(year)\(two(month))0\($0)", "\(month).\(two(month))\($0)") }.joined()
    }

    static func year(_ year: Int = 2024) -> [String] { (1...12).map { channel() + days($0, year) } }

    static func variable(_ number: Int) -> String {
        day("202503" + two(number), "0.125", quality: "V")
            + "400,1,20,A,,\n400,21,40,S14,32,\n400,41,48,N,,\n"
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    static func spoilt(_ channels: [String], _ spoil: (inout [String]) -> Void) -> [String] {
        var channels = channels
        spoil(&channels)
        return channels
    }
}
