import Measures
import Metering
import Testing

@Suite("Validation of intervals (rules B3.7 to B3.13)")
struct IntervalCheckTests {
    static let wednesday = Period(from: day("2025-06-04"), through: day("2025-06-04"))

    /// A day of half-hours of 1 kWh, a little uneven, with changes by place.
    static func facts(
        _ changes: [Int: String] = [:], on period: Period = wednesday, zone: Zone = .utc,
        count: Int? = nil
    ) throws -> IntervalFacts {
        let start = zone.start(of: period.start)
        let whole = (zone.start(of: period.end) - start) / 1800
        var values = (0..<(count ?? whole)).map { 1_000_000 + Int64($0) * 1000 }
        for (index, text) in changes {
            values[index] = text == "-" ? IntervalBlock.missing : amount(text).millionths
        }
        let block = try IntervalBlock(start: start, minutes: 30, values: values)
        return IntervalFacts(block: block, period: period, zone: zone, unit: .kWh)
    }

    static func codes(_ facts: IntervalFacts, _ change: (inout ValidationLimits) -> Void = { _ in })
        -> [String]
    {
        var limits = ValidationLimits()
        change(&limits)
        return facts.findings(limits).map(\.code.rawValue)
    }

    /// The quick look at a whole range must never hide what the look at each interval finds.
    @Test("B3.7: a value that stands still is found wherever it begins", arguments: [2, 3, 7, 48])
    func frozen(after: Int) throws {
        for length in [after - 1, after, after + 1] where length <= 48 {
            for first in 0...48 - length {
                let still = Dictionary(
                    uniqueKeysWithValues: (first..<first + length).map { ($0, "1.5") })
                let found = Self.codes(try Self.facts(still)) { $0.intervals.frozenAfter = after }
                #expect(found.contains("RD-STOP") == (length >= after), "\(first) \(length)")
            }
        }
        let nothing = Dictionary(uniqueKeysWithValues: (0..<48).map { ($0, "0") })
        #expect(Self.codes(try Self.facts(nothing)) { $0.intervals.frozenAfter = after } == [])
    }

    @Test("the highest and third highest, whatever the order", arguments: 1...20)
    func thirdHighest(seed: UInt64) throws {
        var random = Seeded(seed)
        let values = (0..<12).map { _ in Int64.random(in: 0...6, using: &random) }
        let block = try IntervalBlock(start: Instant(seconds: 0), minutes: 30, values: values)
        let sorted = values.sorted(by: >)
        let found = block.highestAndThird(in: 0..<12)
        #expect(found == (sorted[0], sorted[2]), "seed \(seed)")
        #expect(block.highestAndThird(in: 0..<2).third == 0)
    }

    @Test("B3.10: each local day is counted against 46, 48 or 50")
    func gaps() throws {
        #expect(Self.codes(try Self.facts()) == [])
        #expect(Self.codes(try Self.facts([7: "-"])) == ["IV-GAP"])
        #expect(Self.codes(try Self.facts(count: 47)) == ["IV-GAP"])
        #expect(Self.codes(try Self.facts([7: "-"])) { $0.off = .gap } == [])

        for (text, count) in [("2025-03-30", 46), ("2025-10-26", 50)] {
            let period = Period(from: day(text), through: day(text))
            let whole = try Self.facts(on: period, zone: TimeZoneTables.london)
            #expect(whole.block.count == count)
            #expect(Self.codes(whole) == [])
        }
        let long = Period(from: day("2025-10-26"), through: day("2025-10-26"))
        let fed48 = try Self.facts(on: long, zone: TimeZoneTables.london, count: 48)
        #expect(Self.codes(fed48) == ["IV-DST"])
    }

    @Test(
        "B3.10: what a wrong count means",
        arguments: [
            (48, 48, nil), (47, 48, .gap), (49, 48, .surplusIntervals), (48, 46, .clockChange),
            (48, 50, .clockChange), (45, 46, .gap), (51, 50, .surplusIntervals),
        ] as [(Int, Int, ValidationFailures?)])
    func counts(received: Int, expected: Int, failure: ValidationFailures?) {
        #expect(
            IntervalFacts.countFailure(received: received, expected: expected, minutes: 30)
                == failure)
    }

    @Test("a whole missing day and how often it happened stand in one finding")
    func severalDays() throws {
        let week = Period(from: day("2025-06-02"), through: day("2025-06-08"))
        let facts = try Self.facts(on: week, count: 48 * 5)
        let finding = try #require(facts.findings(ValidationLimits()).first)
        #expect(
            finding.figures.map { "\($0.name): \($0.figure)" } == [
                "day: 2025-06-07", "received: 0", "expected: 48", "times: 2",
            ])
    }

    @Test(
        "B3.8: the ratio of the highest to the third highest",
        arguments: [
            ("9.6", "3.1", "3.0", true),  // the worked example: 2.2
            ("8.4", "3.1", "3.0", false), ("8.401", "3.1", "3.0", true),
        ])
    func spikes(highest: String, second: String, third: String, isSpike: Bool) throws {
        let facts = try Self.facts([10: highest, 20: second, 30: third])
        #expect(Self.codes(facts).contains("IV-SPIKE") == isSpike)
        #expect(!Self.codes(facts) { $0.intervals.spikeRatio = nil }.contains("IV-SPIKE"))
    }

    @Test(
        "B3.8: a single value above the absolute limit",
        arguments: [("50", false), ("50.001", true)])
    func absoluteSpike(value: String, isSpike: Bool) throws {
        let facts = try Self.facts([10: value])
        let codes = Self.codes(facts) {
            $0.intervals.spikeRatio = nil
            $0.intervals.spikeAbove = Quantity(50)
        }
        #expect(codes == (isSpike ? ["IV-SPIKE"] : []))
    }

    @Test("B3.7: the same non-zero value three times is frozen, zeros are not")
    func frozen() throws {
        let frozen: (inout ValidationLimits) -> Void = { $0.intervals.frozenAfter = 3 }
        #expect(Self.codes(try Self.facts([1: "2", 2: "2", 3: "2"]), frozen) == ["RD-STOP"])
        #expect(Self.codes(try Self.facts([1: "2", 2: "2"]), frozen) == [])
        #expect(Self.codes(try Self.facts([1: "0", 2: "0", 3: "0"]), frozen) == [])
        #expect(Self.codes(try Self.facts([1: "2", 2: "2", 3: "2"])) == [])
    }

    @Test(
        "B3.9: the sum may differ by one step of the register × multiplier",
        arguments: [("49.128", []), ("50.128", []), ("50.129", ["IV-SUM"]), ("48.127", ["IV-SUM"])])
    func sums(advance: String, codes: [String]) throws {
        // The day sums to 48 + 0.001 × (0 + … + 47) = 49.128.
        var facts = try Self.facts()
        facts.advance = (try Dial(dials: 5), amount(advance))
        #expect(Self.codes(facts) == codes)
        #expect(Self.codes(facts) { $0.intervals.sumTolerancePermille = 50 } == [])
        facts.advance?.dial = try Dial(dials: 5, multiplier: Exact(2))
        #expect(Self.codes(facts) == [])
    }

    @Test("B3.11: step, demand and lowest value as limits")
    func limits() throws {
        let facts = try Self.facts([10: "3"])
        func codes(_ change: (inout IntervalLimits) -> Void) -> [String] {
            Self.codes(facts) {
                $0.intervals.spikeRatio = nil
                change(&$0.intervals)
            }
        }
        #expect(codes { $0.maximumDemand = Quantity(6) } == [])
        #expect(codes { $0.maximumDemand = amount("5.999") } == ["IV-LIMIT"])
        #expect(codes { $0.maximumStep = amount("1.991") } == [])
        #expect(codes { $0.maximumStep = amount("1.99") } == ["IV-LIMIT"])
        #expect(codes { $0.atLeast = Quantity(1) } == [])
        #expect(codes { $0.atLeast = amount("1.0001") } == ["IV-LIMIT"])
    }

    @Test("B3.12: export without generation, and export at night on a solar site")
    func export() throws {
        var facts = try Self.facts([0: "0"])
        facts.direction = .received
        #expect(Self.codes(facts) == ["EXPORT-ODD"])
        facts.isGenerating = true
        #expect(Self.codes(facts) == [])
        facts.night = (from: 22 * 3600, until: 5 * 3600)
        #expect(Self.codes(facts) == ["EXPORT-ODD"])
        let reverse = try Self.facts([3: "-0.5"])
        #expect(Self.codes(reverse) == ["EXPORT-ODD"])
    }

    @Test(
        "B3.13: the total register is the sum of its rates; day and night do not swap",
        arguments: [
            // total, day, night, day before, night before, codes
            (100, 70, 30, 70, 30, []), (101, 70, 30, 70, 30, []),
            (102, 70, 30, 70, 30, ["REG-SUM"]), (nil, 30, 70, 70, 30, ["REG-SWAP"]),
            (nil, 70, 30, 30, 70, ["REG-SWAP"]), (nil, 41, 59, 70, 30, []),
            (nil, 40, 60, 60, 40, ["REG-SWAP"]), (nil, 40, 60, 59, 41, []),
            (nil, 40, 60, 0, 0, []),
        ] as [(Int?, Int, Int, Int, Int, [String])])
    func registers(
        total: Int?, day: Int, night: Int, dayBefore: Int, nightBefore: Int, codes: [String]
    ) {
        let facts = RegisterSetFacts(
            total: total.map { Quantity($0) }, day: Quantity(day), night: Quantity(night),
            previousDay: Quantity(dayBefore), previousNight: Quantity(nightBefore), unit: .kWh)
        #expect(facts.findings(ValidationLimits()).map(\.code.rawValue) == codes)
    }
}

@Suite("Estimation of intervals (rules B4.6 to B4.8)")
struct IntervalEstimationTests {
    static let today = day("2025-06-25")

    static func block(_ first: String, days: Int, _ value: (Day, Int) -> Int64) throws
        -> IntervalBlock
    {
        let values = (0..<days).flatMap { offset in
            (0..<48).map { value(day(first) + offset, $0) }
        }
        return try IntervalBlock(
            start: Zone.utc.start(of: day(first)), minutes: 30, values: values)
    }

    @Test("an hour or less is a straight line between neighbours")
    func straightLine() throws {
        var values: [Int64] = Array(repeating: 100, count: 48)
        (values[9], values[10], values[11], values[12]) = (
            10, IntervalBlock.missing, IntervalBlock.missing, 40
        )
        let block = try IntervalBlock(
            start: Zone.utc.start(of: Self.today), minutes: 30, values: values)
        let filled = block.filled(from: IntervalHistory(), in: .utc, unit: .kWh)
        #expect(Array(filled.block.values[9...12]) == [10, 20, 30, 40])
        #expect(filled.filled.map(\.estimate.method) == [.straightLine])
        #expect(filled.block.quality == .estimated)
        #expect(filled.block.flag(at: 10).method == 17)
    }

    @Test("longer gaps are the average of at least three like days of three weeks")
    func likeDays() throws {
        // Wednesdays and other weekdays carry the day's number; weekends carry 1000.
        let earlier = try Self.block("2025-06-04", days: 21) { day, position in
            day.weekday == .saturday || day.weekday == .sunday ? 1000 : Int64(position)
        }
        let gap = try Self.block("2025-06-25", days: 1) { _, position in
            (10..<16).contains(position) ? IntervalBlock.missing : 7
        }
        let filled = gap.filled(from: IntervalHistory(earlier: earlier), in: .utc, unit: .kWh)
        #expect(Array(filled.block.values[9...16]) == [7, 10, 11, 12, 13, 14, 15, 7])
        let estimate = try #require(filled.filled.first?.estimate)
        #expect(estimate.method == .averageLikeDay)
        #expect(estimate.inputs.count == 1 + 15)

        var holidays = IntervalHistory(earlier: earlier)
        holidays.holidays = [Self.today]
        let sundays = gap.filled(from: holidays, in: .utc, unit: .kWh)
        #expect(sundays.block.values[10] == 1000)
    }

    @Test("the last hour of a longer gap, past midnight, is no straight line from nothing")
    func gapOverMidnight() throws {
        let earlier = try Self.block("2025-06-03", days: 21) { _, position in Int64(position) }
        let gap = try Self.block("2025-06-24", days: 2) { day, position in
            let isMissing = day == Self.today ? position < 2 : position >= 40
            return isMissing ? IntervalBlock.missing : 7
        }
        let filled = gap.filled(from: IntervalHistory(earlier: earlier), in: .utc, unit: .kWh)
        #expect(filled.filled.map(\.estimate.method) == [.averageLikeDay, .averageLikeDay])
        #expect(Array(filled.block.values[39...42]) == [7, 40, 41, 42])
        #expect(Array(filled.block.values[46...50]) == [46, 47, 0, 1, 7])
    }

    @Test("with fewer like days the profile follows, and with nothing the gap stays")
    func fallback() throws {
        let earlier = try Self.block("2025-06-23", days: 2) { _, _ in 5 }
        let gap = try Self.block("2025-06-25", days: 1) { _, position in
            position < 10 ? IntervalBlock.missing : 7
        }
        var history = IntervalHistory(earlier: earlier)
        let unfilled = gap.filled(from: history, in: .utc, unit: .kWh)
        #expect(unfilled.block == gap)
        #expect(unfilled.filled.isEmpty)

        history.profile = (0..<48).map { Int64($0) * 2 }
        let profiled = gap.filled(from: history, in: .utc, unit: .kWh)
        #expect(profiled.filled.map(\.estimate.method) == [.profileDay])
        #expect(profiled.block.values.prefix(3) == [0, 2, 4])

        history.fewestLikeDays = 2
        #expect(gap.filled(from: history, in: .utc, unit: .kWh).block.values[0] == 5)
        history.alternate = try Self.block("2025-06-25", days: 1) { _, _ in 9 }
        let other = gap.filled(from: history, in: .utc, unit: .kWh)
        #expect(other.block.values[0] == 9)
        #expect(other.block.flag(at: 0) == QualityFlag(.substituted, method: 18))
    }

    @Test("B4.8: later days and doubtful days are no like days")
    func neverLater() throws {
        let later = try Self.block("2025-06-26", days: 14) { _, _ in 99 }
        let gap = try Self.block("2025-06-25", days: 1) { _, _ in IntervalBlock.missing }
        let filled = gap.filled(from: IntervalHistory(earlier: later), in: .utc, unit: .kWh)
        #expect(filled.block == gap)
    }

    @Test("B4.6: estimates are scaled so that the day adds up to the register exactly")
    func scaled() throws {
        let block = try IntervalBlock(
            start: Instant(seconds: 0), minutes: 30, values: [1_000_000, 10, 20, 30],
            runs: [.init(1, .actual), .init(3, QualityFlag(.estimated, method: 15))])
        let scaled = try #require(block.scaled(toAdvance: amount("2")))
        #expect(scaled.values == [1_000_000, 167_000, 333_000, 500_000])
        #expect(scaled.total == Quantity(2))
        #expect(block.scaled(toAdvance: amount("0.999")) == nil)
        #expect(block.scaled(toAdvance: amount("1"))?.values == [1_000_000, 0, 0, 0])

        var dice = Seeded(5)
        for round in 0..<500 {
            let extra = Int64.random(in: 0...9_000_000, using: &dice)
            let total = Quantity(millionths: 1_000_000 + extra)
            #expect(block.scaled(toAdvance: total)?.total == total, "round \(round) of seed 5")
        }
    }
}
