import Billing
import Foundation
import Measures
import Metering
import Operations
import Storage

/// W2: rates a year of every interval channel of an installation, month by month, as a run does:
/// from the stored blocks through validation, bands, demand, rating and the bill's checks.
///
/// Usage: plumbline-bench FOLDER (or w3a, see `YearBills`; pages, see `PageTimes`; load, see
/// `LoadBatches`; acts, see `ManyActs`). Prints one JSON line with the figures that the peers print.
/// Reading and decoding the blocks is inside the clock.
@main
struct RateYear {
    static func main() async throws {
        guard let folder = CommandLine.arguments.dropFirst().first else {
            print("usage: plumbline-bench FOLDER, or plumbline-bench w3a BOOK BILLS")
            exit(64)
        }
        if folder == "pages" {
            return try PageTimes.main(Array(CommandLine.arguments.dropFirst(2)))
        }
        if folder == "w3a" { return try YearBills.main(Array(CommandLine.arguments.dropFirst(2))) }
        if folder == "load" {
            return try LoadBatches.main(Array(CommandLine.arguments.dropFirst(2)))
        }
        if folder == "acts" {
            return try await ManyActs.main(Array(CommandLine.arguments.dropFirst(2)))
        }
        let installation = try Installation.open(folder)
        let year = try installation.read { try Year($0) }
        let channels: [PointFacts] = try installation.read { try RateYear.channels($0) }
        let clock = Clock()
        var figures = Figures()
        for (index, channel) in channels.enumerated() {
            try installation.read { books in
                try year.rate(channel, index, books, &figures)
            }
        }
        figures.say(clock)
    }

    /// Each channel as a supply point of its own, in order of its register.
    private static func channels(_ books: Books) throws -> [PointFacts] {
        var schemes: [String: Int] = [:]
        for (index, scheme) in try books.schemeRules().enumerated() {
            schemes[scheme.code] = index
        }
        let scope = PointScope(
            premises: 1...Int64.max, known: .now, schemes: schemes, through: Year.first)
        var channels: [PointFacts] = []
        for point in try books.runs.pointFacts(scope) {
            for register in point.registers {
                var channel = point
                channel.registers = [register]
                channels.append(channel)
            }
        }
        return channels
    }
}

/// The rules of twelve runs, one for each month of the year.
private struct Year {
    static let first = Day(year: 2025, month: 7, day: 1)!
    private let months: [(period: Period, billing: PointBilling)]

    init(_ books: Books) throws {
        let today = try books.businessDay()
        let policy = try books.billingPolicy(on: today)
        let schemes = try books.schemeRules()
        var tariffs: [String: TariffInForce] = [:]
        for version in try books.tariffs.versions(known: .now) {
            tariffs[version.code] = try version.inForce()
        }
        months = (0..<12).map { month in
            let period = Period(
                from: Year.first.adding(months: month),
                upTo: Year.first.adding(months: month + 1))
            let rules = RunRules(
                through: period.last, today: today, schemes: schemes, tariffs: tariffs,
                validationLimits: policy.validationLimits, limits: policy.limits,
                readWindow: policy.readWindow,
                estimates: policy.estimates)
            return (period, PointBilling(rules))
        }
    }

    func rate(
        _ channel: PointFacts, _ index: Int, _ books: Books, _ figures: inout Figures
    ) throws {
        var facts = channel
        let stored = try books.meters.intervals(of: channel.registers[0].register.id)
        figures.values += stored.reduce(0) { $0 + $1.block.count }
        for (period, billing) in months {
            facts.registers[0].intervals = stored.filter { period.contains($0.month) }
                .map { $0.block }
            facts.lastBill =
                period.start == Year.first
                ? nil : LastBill(through: period.start - 1, days: 30, total: 0)
            let result = billing.bill(facts)
            guard let segment = result.segments.first else {
                print("channel \(index), \(period): \(result.outcome)")
                exit(1)
            }
            try figures.add(segment, of: index)
        }
    }
}

/// What the peers print: one row for each channel and month.
private struct Figures {
    var values = 0
    private var (rows, amount, check) = (0, Int64(0), Int64(0))

    /// Quantities in Wh; the demand is twice the largest half-hour.
    mutating func add(_ segment: BilledSegment, of channel: Int) throws {
        var parts = Int64(channel) * 31 + segment.net
        for usage in segment.usages {
            guard let weight = ["band0": 1, "band1": 3, "band2": 7][usage.usage] else { continue }
            parts += Int64(weight) * (try usage.quantity.scaled(by: 1000, .halfUp))
        }
        let demand = segment.properties.first { $0.name == "max_kW" }
        parts += try Exact(demand?.value ?? "")?.scaled(by: 500, .halfUp) ?? 0
        rows += 1
        amount += segment.net
        check += parts % 1_000_000_007
    }

    func say(_ clock: Clock) {
        let (wall, cpu) = clock.spent()
        let rate = cpu > 0 ? Double(values) / cpu : 0
        print(
            """
            {"peer": "plumbline", "values": \(values), "wall_s": \(wall), "cpu_s": \(cpu), \
            "values_per_cpu_s": \(Int(rate)), "peak_mb": \(Clock.usage().ru_maxrss / 1024), \
            "rows": \(rows), "amount": \(amount), "check": \(check)}
            """)
    }
}

struct Clock {
    private let began = (DispatchTime.now().uptimeNanoseconds, Clock.cpu())

    static func usage() -> rusage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage
    }

    /// Seconds by the wall and by the processor since the clock was made.
    func spent() -> (Double, Double) {
        let wall = Double(DispatchTime.now().uptimeNanoseconds - began.0) / 1e9
        return (wall, Clock.cpu() - began.1)
    }

    private static func cpu() -> Double {
        let used = usage()
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(used.ru_utime) + seconds(used.ru_stime)
    }
}
