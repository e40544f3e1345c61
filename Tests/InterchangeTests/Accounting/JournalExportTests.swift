import Foundation
import Interchange
import Ledger
import Measures
import TestCluster
import Testing

@Suite("Journal exports (rule F5)")
struct JournalExportTests {
    @Test("what is written, by format", arguments: JournalExport.Format.allCases)
    func snapshot(format: JournalExport.Format) throws {
        let text = try Self.export(Self.sample, format)
        #expect(text == Self.expected[format])
    }

    @Test("the real program accepts it and its balances are ours", arguments: Program.all)
    func accepted(program: Program) throws {
        guard program.isInstalled else { return program.reportMissing() }
        let seed = UInt64.random(in: 0 ... .max)
        let entries = try Self.sample + Self.random(200, seed: seed)
        let file = try TemporaryFile(Self.export(entries, program.format))
        let result = try run(program.check + [file.path])
        #expect(result.status == 0, "\(program.name), seed \(seed): \(result.output)")
        guard let balances = program.balances else { return }
        let theirs = try run(balances(file.path))
        let ours = try Self.ours(entries, program.format)
        #expect(Self.parsed(theirs.output) == ours, "seed \(seed): \(theirs.output)")
    }

    @Test(
        "programs show the places of the currency (A1.1)",
        arguments: [
            ("JPY", JournalExport.Format.hledger, "1000."), ("JPY", .ledger, "1000"),
            ("KWD", .hledger, "1000.000"), ("KWD", .ledger, "1000.000"),
            ("EUR", .ledger, "1000.00"),
        ])
    func places(code: String, format: JournalExport.Format, sample: String) throws {
        var bytes: [UInt8] = []
        let export = JournalExport(format, currencies: [try #require(Currency.listed(code))]) {
            Self.codes[$0]
        }
        export.header(title: "T", to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self).contains("\n  format \(sample) \(code)\n"))
    }

    @Test("an entry that a format cannot hold is refused and nothing is written")
    func refused() throws {
        let early = try Self.entry(
            "1899-12-31", "OLD", [("assets:bank", nil, 1), ("income:revenue", nil, -1)])
        let odd = try Self.entry(
            "2025-01-01", "ODD", [("memo:things", nil, 1), ("income:revenue", nil, -1)])
        let stranger = try Self.entry(
            "2025-01-01", "S", [("assets:receivable", 99, 1), ("income:revenue", nil, -1)])
        try expect(.dayOutsideFormat(early.day), from: early, .beancount)
        try expect(.accountOutsideFormat(LedgerAccount("memo:things")), from: odd, .beancount)
        try expect(.unknownCustomer(99), from: stranger, .ledger)
        var bytes: [UInt8] = []
        var export = JournalExport(.hledger, currencies: [.aud]) { _ in "A" }
        #expect(throws: JournalExport.Refused.undeclaredCurrency(.gbp)) {
            try export.append(early, to: &bytes)
        }
        #expect(bytes.isEmpty)
    }

    func expect(
        _ refusal: JournalExport.Refused, from entry: Entry, _ format: JournalExport.Format
    ) throws {
        var bytes: [UInt8] = []
        var export = JournalExport(format, currencies: [.gbp]) { Self.codes[$0] }
        #expect(throws: refusal) { try export.append(entry, to: &bytes) }
        #expect(bytes.isEmpty)
    }

    @Test(
        "two codes never share a name",
        arguments: [
            // code, ledger, beancount
            ("A-1001", "A-1001", "A-1001"),
            ("a 1", "a-u20-1", "X-f61--u20-1"),
            ("a-u20-1", "a-u2D-u20-1", "X-f61--u2D-u20-1"),
            ("1.5", "1.5", "1-u2E-5"),
            ("é;:", "-uE9--u3B--u3A-", "X-fE9--u3B--u3A-"),
            ("", "-u-", "X-f-"),
        ]
    )
    func names(code: String, ledger: String, beancount: String) {
        let name = { AccountNames.name(.receivable, customer: code, $0) }
        #expect(name(.ledger) == "assets:receivable:" + ledger)
        #expect(name(.hledger) == name(.ledger))
        #expect(name(.beancount) == "Assets:Receivable:" + beancount)
    }
}

extension JournalExportTests {
    static let codes: [Int64: String] = [7: "A-1001", 8: "b 2; (x)", 9: "顧客-9"]

    /// Bill E-GB-08 as rule F5.2 posts it, a payment, a bill and its reversal.
    static let sample: [Entry] = {
        let bill = entries("2025-07-01", "B-1", 26114, 7)
        let wrong = entries("2025-07-02", "B-2 \"odd\"; |*", 5, 8)
        return [bill, wrong, wrong.reversed(on: wrong.day + 3, reference: "R-2")]
    }()

    private static func entries(
        _ day: String, _ reference: String, _ gross: Int64, _ customer: Int64
    ) -> Entry {
        let tax = gross / 21
        let entry = try? Self.entry(
            day, reference,
            [
                ("assets:receivable", customer, gross), ("income:revenue", nil, tax - gross),
                ("liabilities:vat-output", nil, -tax),
            ])
        return entry!
    }

    static func entry(
        _ day: String, _ reference: String, _ postings: [(String, Int64?, Int64)]
    ) throws -> Entry {
        try Entry(
            day: Day(day)!, reference: reference,
            postings: postings.map {
                Posting(
                    LedgerAccount($0.0), customer: $0.1, Money(minorUnits: $0.2, currency: .gbp))
            })
    }

    /// Entries in no order of day, over accounts, customers and amounts of every size.
    static func random(_ count: Int, seed: UInt64) throws -> [Entry] {
        var numbers = SplitMix(state: seed)
        return try (0..<count).map { index in
            let amount = Int64.random(in: -1_000_000_000_00...1_000_000_000_00, using: &numbers)
            let part = Int64.random(in: -500...500, using: &numbers)
            let day = Day("2020-02-29")! + Int.random(in: 0...3000, using: &numbers)
            return try entry(
                day.description, "E/\(index)",
                [
                    ("assets:receivable", [7, 8, 9].randomElement(using: &numbers)!, amount),
                    ("income:revenue:energy", nil, part - amount),
                    ("liabilities:levy-payable", nil, -part),
                ])
        }
    }

    static func export(_ entries: [Entry], _ format: JournalExport.Format) throws -> String {
        var bytes: [UInt8] = []
        var export = JournalExport(format, currencies: [.gbp]) { codes[$0] }
        export.header(title: "Sample Utility \"2025\"", to: &bytes)
        for entry in entries { try export.append(entry, to: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Our balance of each exported account that is not zero.
    static func ours(_ entries: [Entry], _ format: JournalExport.Format) throws -> [String: String]
    {
        let balances = try Balances(entries)
        var result: [String: String] = [:]
        for row in try balances.trialBalance(in: .gbp).rows where row.account != .receivable {
            result[AccountNames.name(row.account, customer: nil, format)] = row.balance.plain
        }
        for (customer, balance) in balances.customers(in: .gbp) {
            let name = AccountNames.name(.receivable, customer: codes[customer], format)
            result[name] = balance.plain
        }
        return result.filter { $0.value != "0.00" }
    }

    /// Lines of `12.60 GBP  account` or `account  12.60 GBP`.
    static func parsed(_ output: String) -> [String: String] {
        var result: [String: String] = [:]
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3 else { continue }
            if words[1] == "GBP" { result[words[2]] = words[0] }
            if words[2] == "GBP" { result[words[0]] = words[1] }
        }
        return result.filter { $0.value != "0.00" }
    }
}

/// An accounting program on this machine, and how it is asked.
struct Program: Sendable, CustomTestStringConvertible {
    let name: String
    let format: JournalExport.Format
    let check: [String]
    let balances: (@Sendable (String) -> [String])?

    static let all = [
        Program(
            name: "hledger", format: .hledger, check: ["hledger", "check", "--strict", "-f"],
            balances: { ["hledger", "bal", "--flat", "-N", "-f", $0] }),
        Program(
            name: "ledger", format: .ledger,
            check: ["ledger", "--pedantic", "bal", "-f"],
            balances: {
                [
                    "ledger", "bal", "--flat", "--no-total", "--format",
                    "%(amount) %(account)\\n", "-f", $0,
                ]
            }),
        Program(
            name: "bean-check", format: .beancount, check: ["bean-check"],
            balances: { ["bean-report", $0, "balances"] }),
    ]

    var testDescription: String { name }

    var isInstalled: Bool { (try? run(["sh", "-c", "command -v \(name)"]))?.status == 0 }

    /// Missing on a developer's machine is said; missing in CI is a failure.
    func reportMissing() {
        let reason = "\(name) is not installed: apt-get install hledger ledger beancount"
        print("skipped: \(reason)")
        if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("\(reason)") }
    }
}

struct TemporaryFile: ~Copyable {
    let path: String

    init(_ text: String) throws {
        path = NSTemporaryDirectory() + "/plumbline-\(UUID().uuidString).journal"
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

func run(_ command: [String]) throws -> (status: Int32, output: String) {
    let environment = ProcessInfo.processInfo.environment.merging(
        ["LC_ALL": "C.UTF-8"], uniquingKeysWith: { $1 })
    let (status, said) = try Spawned.run(command, environment: environment)
    return (status, String(decoding: said, as: UTF8.self))
}

/// A seeded generator (SplitMix64), so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension JournalExportTests {
    static let expected: [JournalExport.Format: String] = [
        .hledger: """
        ; Sample Utility _2025_
        decimal-mark .
        commodity GBP
          format 1000.00 GBP


        """ + entriesInLedgerForm,
        .ledger: """
        ; Sample Utility _2025_
        commodity GBP
          format 1000.00 GBP
        tag reverses


        """ + entriesInLedgerForm,
        .beancount: """
        ; Sample Utility _2025_
        option "title" "Sample Utility _2025_"
        option "operating_currency" "GBP"

        1900-01-01 open Assets:Receivable:A-1001 GBP
        1900-01-01 open Income:Revenue GBP
        1900-01-01 open Liabilities:Vat-output GBP
        2025-07-01 * "B-1" ^B-1
          Assets:Receivable:A-1001  261.14 GBP
          Income:Revenue  -248.71 GBP
          Liabilities:Vat-output  -12.43 GBP

        1900-01-01 open Assets:Receivable:X-f62--u20-2-u3B--u20--u28-x-u29- GBP
        2025-07-02 * "B-2 _odd__ __" ^B-2-u20--u22-odd-u22--u3B--u20--u7C--u2A-
          Assets:Receivable:X-f62--u20-2-u3B--u20--u28-x-u29-  0.05 GBP
          Income:Revenue  -0.05 GBP
          Liabilities:Vat-output  0.00 GBP

        2025-07-05 * "R-2" ^R-2 ^B-2-u20--u22-odd-u22--u3B--u20--u7C--u2A- #reversal
          reverses: "B-2 _odd__ __"
          Assets:Receivable:X-f62--u20-2-u3B--u20--u28-x-u29-  -0.05 GBP
          Income:Revenue  0.05 GBP
          Liabilities:Vat-output  0.00 GBP


        """,
    ]

    static let entriesInLedgerForm = """
        account assets:receivable:A-1001
        account income:revenue
        account liabilities:vat-output
        2025-07-01 * B-1
          assets:receivable:A-1001  261.14 GBP
          income:revenue  -248.71 GBP
          liabilities:vat-output  -12.43 GBP

        account assets:receivable:b-u20-2-u3B--u20--u28-x-u29-
        2025-07-02 * B-2 _odd__ __
          assets:receivable:b-u20-2-u3B--u20--u28-x-u29-  0.05 GBP
          income:revenue  -0.05 GBP
          liabilities:vat-output  0.00 GBP

        2025-07-05 * R-2
          ; reverses: B-2 _odd__ __
          assets:receivable:b-u20-2-u3B--u20--u28-x-u29-  -0.05 GBP
          income:revenue  0.05 GBP
          liabilities:vat-output  0.00 GBP


        """
}
