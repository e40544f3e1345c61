import Interchange
import Measures
import Tariffs
import Testing

/// The books of the bill-run workload W1 give the same whole numbers as its integer rules:
/// quantities in thousandths, prices in millionths, money in pennies.
@Suite("Books of workload W1")
struct WorkloadBooksTests {
    struct Account {
        var days: Int
        var first: Day
        var quantities: [Int]
        var maximumMilli = 0
        var paysByDirectDebit: Bool
        var vatBasisPoints: Int
    }

    struct Row: Equatable, CustomStringConvertible {
        var code: String
        var quantity: Int
        var amount: Int
        var description: String { "\(code) \(quantity) \(amount)" }
    }

    static let books = ["flat", "block3", "tou2r", "season2", "hhtou", "hhdem"]

    @Test("lines and tax", arguments: books)
    func lines(book: String) throws {
        let path = "Benchmarks/books/\(book).yaml"
        let plan = try TariffPlan(TariffBook.read(yaml: Project.text(path), file: path))
        var random = Seeded(20_261_016)
        for _ in 0..<300 {
            let account = anyAccount(&random, registers: plan.registers.count)
            let rated = try plan.rate(input(account, plan))
            let ours = rated.lines.map { line in
                Row(
                    code: plan.code(of: line, rated), quantity: milli(line.quantity),
                    amount: Int(line.minorUnits))
            }
            let expected = naive(book, account)
            #expect(ours == expected, "\(book) \(account)")
            let net = expected.map(\.amount).reduce(0, +)
            #expect(rated.netMinorUnits == Int64(net))
            let vat = (net * account.vatBasisPoints + 5_000) / 10_000
            #expect(rated.taxMinorUnits == Int64(vat), "\(book) \(account)")
        }
    }

    private func anyAccount(_ random: inout Seeded, registers: Int) -> Account {
        let start = Day(number: 20_712) + Int.random(in: 0..<4, using: &random)
        let season = Bool.random(using: &random)
        let first = season ? start : start + 20
        let quantities = (0..<registers).map { _ in Int.random(in: 0..<900_000, using: &random) }
        return Account(
            days: Int.random(in: 27...33, using: &random), first: first, quantities: quantities,
            maximumMilli: Int.random(in: 0..<50_000, using: &random),
            paysByDirectDebit: Bool.random(using: &random),
            vatBasisPoints: [0, 500, 2000].randomElement(using: &random) ?? 0)
    }

    private func input(_ account: Account, _ plan: TariffPlan) throws -> RatingInput {
        let period = Period(from: account.first, upTo: account.first + account.days)
        var input = plan.input(for: period)
        for (name, milli) in zip(plan.registers, account.quantities) {
            let slot = try #require(plan.usageSlot(name))
            input.add(slot, Quantity(millionths: Int64(milli) * 1000))
        }
        if let slot = plan.numberSlot("max_kW") {
            input.set(slot, Exact(Int128(account.maximumMilli * 2), over: 1000))
        }
        let dd = try #require(plan.numberSlot("dd"))
        input.set(dd, account.paysByDirectDebit ? .one : .zero)
        let vat = try #require(plan.numberSlot("vat_percent"))
        input.set(vat, Exact(Int128(account.vatBasisPoints), over: 100))
        return input
    }

    private func milli(_ value: Exact) -> Int { Int((try? value.scaled(by: 1000, .down)) ?? -1) }
}

// The rules of the workload in whole numbers, written apart from the engine.
extension WorkloadBooksTests {
    private func naive(_ book: String, _ account: Account) -> [Row] {
        let q = account.quantities
        let standing = [
            "flat": 534_800, "block3": 290_000, "tou2r": 561_200, "season2": 480_000,
            "hhtou": 610_000, "hhdem": 1_250_000,
        ]
        let rate = standing[book] ?? 0
        let days = account.days
        var rows = [
            Row(code: "STANDING", quantity: days * 1000, amount: (days * rate + 5000) / 10_000)
        ]
        switch book {
        case "flat": rows.append(unit("UNIT", q[0], 284_500))
        case "block3": rows += blocks(q[0], days)
        case "tou2r":
            rows += [unit("REGISTER1", q[0], 321_100), unit("REGISTER2", q[1], 152_300)]
        case "season2": rows += seasons(q[0], account)
        default: rows += bands(book, account)
        }
        if account.paysByDirectDebit {
            rows.append(Row(code: "DDISC", quantity: 1000, amount: -175))
        }
        return rows
    }

    private func unit(_ code: String, _ milli: Int, _ micro: Int) -> Row {
        Row(code: code, quantity: milli, amount: (milli * micro + 5_000_000) / 10_000_000)
    }

    private func blocks(_ milli: Int, _ days: Int) -> [Row] {
        let first = min(milli, 4000 * days)
        var rows = [unit("BLOCK1", first, 245_000)]
        let second = min(milli, 12_000 * days) - 4000 * days
        if second > 0 { rows.append(unit("BLOCK2", second, 273_500)) }
        if milli > 12_000 * days { rows.append(unit("BLOCK3", milli - 12_000 * days, 312_000)) }
        return rows
    }

    private func seasons(_ milli: Int, _ account: Account) -> [Row] {
        let october = Day("2026-10-01") ?? account.first
        let summerDays = max(0, min(account.first + account.days, october) - account.first)
        let summer = milli * summerDays / account.days
        var rows: [Row] = []
        if summerDays > 0 { rows.append(unit("SUMMER", summer, 231_000)) }
        if summerDays < account.days { rows.append(unit("WINTER", milli - summer, 298_700)) }
        return rows
    }

    private func bands(_ book: String, _ account: Account) -> [Row] {
        let rates = book == "hhtou" ? [142_000, 261_000, 402_000] : [118_000, 221_000, 342_000]
        var rows = (0..<3).map { unit("BAND\($0)", account.quantities[$0], rates[$0]) }
        guard book == "hhdem" else { return rows }
        let kW = account.maximumMilli * 2
        let amount = (kW * account.days * 187_500 + 5_000_000) / 10_000_000
        rows.append(Row(code: "DEMAND", quantity: kW, amount: amount))
        return rows
    }

    @Test("bands of half-hours", arguments: ["hhtou", "hhdem"])
    func bandSums(book: String) throws {
        let path = "Benchmarks/books/\(book).yaml"
        let rules = try #require(
            TariffBook.read(yaml: Project.text(path), file: path).timeOfUse)
        let hours = TimeOfUse(rules)
        var random = Seeded(7)
        let values = (0..<1440).map { _ in Int64.random(in: 0..<50_000, using: &random) }
        let start = Zone.utc.start(of: try #require(Day("2026-09-16")))
        var sums = BandSums(bands: 3)
        hours.add(values, from: start, every: 1800, in: .utc, to: &sums)
        var expected = [Int64](repeating: 0, count: 3)
        for (index, value) in values.enumerated() {
            let weekday = (2 + index / 48) % 7
            expected[naiveBand(slot: index % 48, isWeekend: weekday >= 5)] += value
        }
        #expect(sums.sums == expected)
        #expect(sums.maximum.max() == values.max())
        #expect(sums.counts.reduce(0, +) == 1440)
    }

    private func naiveBand(slot: Int, isWeekend: Bool) -> Int {
        if slot >= 46 { return 0 }
        if isWeekend { return slot < 16 ? 0 : 1 }
        return slot < 14 ? 0 : (32..<38).contains(slot) ? 2 : 1
    }
}

extension TariffPlan {
    fileprivate var registers: [String] {
        book.inputs.filter { $0.kind == .usage }.map(\.name)
    }
}

/// A random source that a seed repeats (splitmix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
