import Foundation
import Interchange
import Measures
import Tariffs

/// W3b: twelve monthly quantities of each account under every candidate book of a folder, by the
/// column programs that `plumbline tariff preview` bills with. Nothing is kept but sums.
///
/// Usage: plumbline-whatif FOLDER. Prints one JSON line with the figures that the peers print.
/// Quantities and books are read before the clock starts; plans and programs are made inside.
@main
struct WhatIf {
    static func main() throws {
        guard let folder = CommandLine.arguments.dropFirst().first else {
            print("usage: plumbline-whatif FOLDER")
            exit(64)
        }
        let base = try Base(folder)
        let books = try Base.books(folder)
        let clock = Clock()
        let figures = try Candidates(books, base).figures(base)
        clock.say(figures, base.accounts, books.count)
    }
}

/// Quantities in Wh, a column for each month of 2025.
private struct Base {
    let accounts: Int
    let months: [[Int64]]

    init(_ folder: String) throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/quantities.i32"))
        let all = data.withUnsafeBytes { Array($0.bindMemory(to: Int32.self)) }
        accounts = all.count / 12
        let count = accounts
        months = (0..<12).map { month in (0..<count).map { Int64(all[$0 * 12 + month]) } }
    }

    static func books(_ folder: String) throws -> [TariffBook] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return try names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
            let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            return try TariffBook.read(yaml: text, file: name)
        }
    }
}

/// The total of a year, accounts that pay less than today, and a sum that tells accounts apart.
private struct Figures {
    var total: Int64 = 0
    var lower = 0
    var check: Int64 = 0
}

/// Each book worked out for each month.
private struct Candidates {
    private let programs: [[ColumnProgram]]
    /// Accounts rated at once: their quantities stay near the processor for all books.
    private static let rows = 4096

    init(_ books: [TariffBook], _ base: Base) throws {
        programs = try books.map { book in
            let plan = try TariffPlan(book)
            return try (0..<12).map { month in
                let first = Day(year: 2025, month: month + 1, day: 1)!
                let maximum = base.months[month].max() ?? 0
                guard let slot = plan.usageSlot("kWh"),
                    let program = plan.columnProgram(
                        plan.input(for: .month(of: first)),
                        [ColumnOfUse(.usage(slot), grain: 1_000, maximum: maximum)])
                else { throw NoProgram() }
                return program
            }
        }
    }

    struct NoProgram: Error {}

    func figures(_ base: Base) -> [Figures] {
        var figures = Array(repeating: Figures(), count: programs.count)
        var (year, today) = ([Int64](), [Int64]())
        for first in stride(from: 0, to: base.accounts, by: Candidates.rows) {
            let rows = first..<min(first + Candidates.rows, base.accounts)
            for (index, months) in programs.enumerated() {
                year = Array(repeating: 0, count: rows.count)
                for (month, program) in months.enumerated() {
                    program.add(base.months[month], rows, to: &year)
                }
                if index == 0 { today = year }
                figures[index].add(year, today, rows.lowerBound)
            }
        }
        return figures
    }
}

extension ColumnProgram {
    fileprivate func add(_ month: [Int64], _ rows: Range<Int>, to year: inout [Int64]) {
        month.withUnsafeBufferPointer { all in
            year.withUnsafeMutableBufferPointer { year in
                let totals = year.baseAddress!
                rate([UnsafeBufferPointer(rebasing: all[rows])]) { rows, net, tax in
                    let part = totals + rows.lowerBound
                    for row in 0..<rows.count { part[row] &+= net[row] &+ tax[row] }
                }
            }
        }
    }
}

extension Figures {
    mutating func add(_ year: [Int64], _ today: [Int64], _ first: Int) {
        for row in year.indices {
            total += year[row]
            if year[row] < today[row] { lower += 1 }
            check += (Int64(first + row + 1) * 31 + year[row]) % 1_000_000_007
        }
    }
}

private struct Clock {
    private let began = (DispatchTime.now().uptimeNanoseconds, Clock.cpu())

    private static func usage() -> rusage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage
    }

    private static func cpu() -> Double {
        let used = usage()
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(used.ru_utime) + seconds(used.ru_stime)
    }

    func say(_ figures: [Figures], _ accounts: Int, _ tariffs: Int) {
        let wall = Double(DispatchTime.now().uptimeNanoseconds - began.0) / 1e9
        let cpu = Clock.cpu() - began.1
        let bills = accounts * 12 * tariffs
        let found = figures.map { "[\($0.total), \($0.lower), \($0.check)]" }
        print(
            """
            {"peer": "plumbline", "accounts": \(accounts), "tariffs": \(tariffs), \
            "bills": \(bills), "wall_s": \(wall), "cpu_s": \(cpu), \
            "bills_per_cpu_s": \(Int(Double(bills) / cpu)), \
            "peak_mb": \(Clock.usage().ru_maxrss / 1024), \
            "found": [\(found.joined(separator: ", "))]}
            """)
    }
}
