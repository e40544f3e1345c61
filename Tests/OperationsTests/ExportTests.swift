import Foundation
import Ledger
import Measures
import Operations
import Storage
import TestCluster
import Testing

/// The journal of two years goes out, and accounting programs take it and get our balances.
@Suite("The exported journal (rule F5)")
struct ExportTests {
    @Test("is accepted, and balances as ours", arguments: Accounting.allCases)
    func accepted(program: Accounting) async throws {
        guard try program.isInstalled else {
            #expect(ProcessInfo.processInfo.environment["CI"] == nil, "\(program) is missing")
            return
        }
        let years = try await TwoYears.shared.value
        let installation = try years.open()
        let path = years.folder + "/export." + program.rawValue
        let (count, ours) = try installation.read { books in
            (try Self.export(books, program, path), try Self.balances(books))
        }
        #expect(count > 1000)
        let checked = try Accounting.run(program.check(path))
        #expect(checked.status == 0, "\(program): \(checked.output.prefix(400))")
        let result = try Accounting.run(program.balances(path))
        #expect(result.status == 0, "\(program): \(result.output.prefix(400))")
        #expect(Self.parsed(result.output) == ours, "\(program)")
        try installation.close()
    }

    private static func export(
        _ books: Books, _ program: Accounting, _ path: String
    ) throws -> Int {
        var bytes: [UInt8] = []
        let count = try ExportJournal(books)(for: program.format) { bytes += $0 }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return count
    }

    /// What `ledger balance` shows: ledger accounts at the end of time, zeros left out.
    private static func balances(_ books: Books) throws -> [String: String] {
        var balances: [String: String] = [:]
        for (account, amount) in try books.ledger.balances(on: Day("2199-12-31")!) {
            let key = account.rawValue + " " + amount.currency.rawValue
            balances[key] = amount.plain
        }
        return balances.filter { $0.value != "0.00" }
    }

    /// Sums by ledger account of lines that hold an amount, a currency and an account; amounts on
    /// lines without one belong to the next account. Customers stand under the receivables.
    private static func parsed(_ output: String) -> [String: String] {
        var sums: [String: Int64] = [:]
        var waiting: [(currency: String, minor: Int64)] = []
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            for (number, currency) in zip(words, words.dropFirst()) {
                guard ["GBP", "AUD"].contains(currency),
                    let minor = Int64(number.filter { $0 != "." && $0 != "," })
                else { continue }
                waiting.append((currency, minor))
            }
            guard let account = words.first(where: { $0.contains(":") }) else { continue }
            var parts = account.lowercased().split(separator: ":").map(String.init)
            if parts.count > 2, parts[1] == "receivable" { parts.removeLast(parts.count - 2) }
            let name = parts.joined(separator: ":")
            for (currency, minor) in waiting { sums[name + " " + currency, default: 0] += minor }
            waiting = []
        }
        return sums.filter { $0.value != 0 }.reduce(into: [:]) { texts, sum in
            let currency = Currency(rawValue: String(sum.key.suffix(3)))!
            texts[sum.key] = Money(minorUnits: sum.value, currency: currency).plain
        }
    }
}

/// An accounting program, and how it is asked.
enum Accounting: String, CaseIterable, Sendable {
    case hledger, ledger, beancount

    var format: ExportJournal.Program { ExportJournal.Program(rawValue: rawValue)! }

    var isInstalled: Bool {
        get throws {
            let name = self == .beancount ? "bean-check" : rawValue
            return try Accounting.run(["sh", "-c", "command -v \(name)"]).status == 0
        }
    }

    func check(_ path: String) -> [String] {
        switch self {
        case .hledger: ["hledger", "check", "--strict", "-f", path]
        case .ledger: ["ledger", "--pedantic", "bal", "-f", path]
        case .beancount: ["bean-check", path]
        }
    }

    /// A line for each account and currency.
    func balances(_ path: String) -> [String] {
        switch self {
        case .hledger:
            ["hledger", "bal", "--flat", "-N", "--layout", "tall", "-f", path]
        case .ledger:
            [
                "ledger", "bal", "--flat", "--no-total", "--format",
                "%(display_total) %(account)\\n", "-f", path,
            ]
        case .beancount: ["bean-report", path, "balances"]
        }
    }

    static func run(_ words: [String]) throws -> (status: Int32, output: String) {
        let (status, said) = try Spawned.run(words)
        return (status, String(decoding: said, as: UTF8.self))
    }
}
