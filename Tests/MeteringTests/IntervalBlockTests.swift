import Measures
import Metering
import Testing

@Suite("Interval blocks (rules A5.1 to A5.4)")
struct IntervalBlockTests {
    static func marketDay(_ text: String, _ value: Int64 = 1000) -> IntervalDay {
        IntervalDay(
            day: day(text), minutes: 30, values: Array(repeating: value, count: 48),
            runs: [.init(48, .actual)])
    }

    @Test("A5.2, A5.3: London days of 46, 48 and 50 half-hours, 2015 to 2030")
    func london() {
        check(
            TimeZoneTables.london,
            short: { TimeZoneTables.lastSunday(3, $0) }, long: { TimeZoneTables.lastSunday(10, $0) }
        )
        #expect(TimeZoneTables.london.intervals(on: day("2025-03-30"), minutes: 15) == 92)
        #expect(TimeZoneTables.london.intervals(on: day("2025-10-26"), minutes: 15) == 100)
        #expect(TimeZoneTables.london.intervals(on: day("2025-03-30"), minutes: 5) == 276)
        #expect(TimeZoneTables.london.intervals(on: day("2025-10-26"), minutes: 5) == 300)
    }

    @Test("A5.4: Melbourne has 46 half-hours on 5 October 2025 and 50 on 6 April 2025")
    func melbourne() {
        check(
            TimeZoneTables.melbourne,
            short: { TimeZoneTables.firstSunday(10, $0) },
            long: { TimeZoneTables.firstSunday(4, $0) })
        #expect(TimeZoneTables.melbourne.intervals(on: day("2025-10-05"), minutes: 30) == 46)
        #expect(TimeZoneTables.melbourne.intervals(on: day("2025-04-06"), minutes: 30) == 50)
    }

    private func check(_ zone: Zone, short: (Int) -> Day, long: (Int) -> Day) {
        for year in 2015...2030 {
            var day = day("\(year)-01-01")
            while day < self.nextYear(year) {
                let expected = day == short(year) ? 46 : day == long(year) ? 50 : 48
                #expect(zone.intervals(on: day, minutes: 30) == expected, "\(day)")
                #expect(Zone.nemMarket.intervals(on: day, minutes: 30) == 48)
                day = day + 1
            }
        }
    }

    private func nextYear(_ year: Int) -> Day { day("\(year + 1)-01-01") }

    @Test("A5.3: 16:00 to 19:00 is periods 31-36 on 30 March and 35-40 on 26 October 2025")
    func settlementPeriods() throws {
        for (text, periods) in [("2025-03-30", 31...36), ("2025-10-26", 35...40)] {
            let start = TimeZoneTables.london.start(of: day(text))
            let block = try IntervalBlock(
                start: start, minutes: 30, values: Array(repeating: 1, count: 50))
            let inside = (0..<50).filter {
                let second = TimeZoneTables.london.secondOfDay(at: block.start(of: $0))
                return second >= 16 * 3600 && second < 19 * 3600
            }
            #expect(inside.map { $0 + 1 } == Array(periods), "\(text)")
        }
    }

    @Test("market days become UTC-keyed intervals; local days get their own count")
    func marketDays() throws {
        let block = try IntervalBlock(
            days: [
                Self.marketDay("2025-10-06", 3), Self.marketDay("2025-10-04", 1),
                Self.marketDay("2025-10-05", 2),
            ], in: .nemMarket)
        #expect(block.start == Zone.nemMarket.start(of: day("2025-10-04")))
        #expect(block.values == [1, 2, 3].flatMap { Array(repeating: Int64($0), count: 48) })

        let local = block.localDays(in: TimeZoneTables.melbourne)
        #expect(local.map(\.day) == (4...7).map { day("2025-10-0\($0)") })
        #expect(local.map(\.range.count) == [48, 46, 48, 2])
        #expect(local.map(\.expected) == [48, 46, 48, 48])

        let summer = try IntervalBlock(days: [Self.marketDay("2025-12-01")], in: .nemMarket)
        #expect(summer.localDays(in: TimeZoneTables.melbourne).map(\.range) == [0..<46, 46..<48])
        #expect(summer.localDays(in: TimeZoneTables.melbourne).map(\.isWhole) == [false, false])
    }

    @Test("days that did not come are missing; wrong counts and doubles are refused")
    func badDays() throws {
        let gap = try IntervalBlock(
            days: [Self.marketDay("2025-06-01"), Self.marketDay("2025-06-03")], in: .nemMarket)
        #expect(gap.gaps == [48..<96])
        #expect(gap.total == nil)

        let short = IntervalDay(
            day: day("2025-06-01"), minutes: 30, values: Array(repeating: 1, count: 47),
            runs: [.init(47, .actual)])
        #expect(
            throws: IntervalsRefused.wrongCount(day: short.day, values: 47, expected: 48)
        ) { try IntervalBlock(days: [short], in: .nemMarket) }
        #expect(throws: IntervalsRefused.sameDayTwice(day("2025-06-01"))) {
            try IntervalBlock(
                days: [Self.marketDay("2025-06-01"), Self.marketDay("2025-06-01")],
                in: .nemMarket)
        }
        #expect(throws: IntervalsRefused.self) {
            try IntervalBlock(
                days: [Self.marketDay("1700-06-01"), Self.marketDay("2025-06-01")],
                in: .nemMarket)
        }
        #expect(throws: IntervalsRefused.daysDiffer) { try IntervalBlock(days: [], in: .utc) }
    }

    @Test("a later block replaces what it has and keeps the rest")
    func supersede() throws {
        let old = try IntervalBlock(
            start: Instant(seconds: 0), minutes: 30, values: [1, IntervalBlock.missing, 3, 4])
        let new = try IntervalBlock(
            start: Instant(seconds: 1800), minutes: 30,
            values: [20, IntervalBlock.missing, 40, 50])
        let both = try #require(old.superseded(by: new))
        #expect(both.values == [1, 20, 3, 40, 50])
        #expect(
            both.cut(from: Instant(seconds: 1800), upTo: Instant(seconds: 5400)).values == [20, 3])
        let odd = try IntervalBlock(start: Instant(seconds: 60), minutes: 30, values: [1])
        #expect(old.superseded(by: odd) == nil)
    }

    /// Blocks that follow each other are copied at once, those that overlap one over the other.
    @Test("blocks joined are what each interval says, with gaps and overlaps", arguments: 1...40)
    func joinedBlocks(seed: UInt64) throws {
        var random = Seeded(seed)
        let flags = [QualityFlag.actual, QualityFlag(.estimated, method: 3), .missing]
        var (blocks, at): ([IntervalBlock], Int) = ([], -10)
        for _ in 0..<4 {
            at += Int.random(in: seed % 2 == 0 ? 0...9 : -6...9, using: &random)
            let run = (0..<Int.random(in: 1...20, using: &random)).map { _ in
                flags[Int.random(in: 0..<3, using: &random)]
            }
            blocks.append(
                try IntervalBlock(
                    start: Instant(seconds: Int64(at * 1800)), minutes: 30,
                    values: run.map {
                        $0 == .missing ? IntervalBlock.missing : .random(in: 1...9, using: &random)
                    }, runs: run.map { IntervalBlock.Run(1, $0) }))
            at += run.count
        }
        let wanted = Instant(seconds: 0)..<Instant(seconds: 40 * 1800)
        let joined = IntervalBlock.joined(blocks, minutes: 30, over: wanted)
        #expect(joined.count == 40)
        for index in 0..<40 {
            var (value, flag) = (IntervalBlock.missing, QualityFlag.missing)
            for block in blocks {
                let position = index - (block.start - wanted.lowerBound) / 1800
                guard block.values.indices.contains(position),
                    block.flag(at: position).quality != .missing
                else { continue }
                (value, flag) = (block.values[position], block.flag(at: position))
            }
            #expect(joined.values[index] == value, "seed \(seed) \(index)")
            #expect(joined.flag(at: index) == flag, "seed \(seed) \(index)")
        }
    }

    @Test("quality covers each value once, and missing values say so")
    func quality() throws {
        let start = Instant(seconds: 0)
        #expect(throws: IntervalsRefused.qualityDoesNotCover(values: 2)) {
            try IntervalBlock(start: start, minutes: 30, values: [1, 2], runs: [.init(1, .actual)])
        }
        #expect(throws: IntervalsRefused.missingDisagrees(index: 1)) {
            try IntervalBlock(
                start: start, minutes: 30, values: [1, IntervalBlock.missing],
                runs: [.init(2, .actual)])
        }
        #expect(throws: IntervalsRefused.missingDisagrees(index: 0)) {
            try IntervalBlock(start: start, minutes: 30, values: [1], runs: [.init(1, .missing)])
        }
        #expect(throws: IntervalsRefused.minutes(7)) {
            try IntervalBlock(start: start, minutes: 7, values: [])
        }
        let mixed = try IntervalBlock(
            start: start, minutes: 30, values: [1, 2, 3],
            runs: [.init(1, .actual), .init(1, .actual), .init(1, QualityFlag(.estimated))])
        #expect(mixed.runs == [.init(2, .actual), .init(1, QualityFlag(.estimated))])
        #expect(mixed.quality == .estimated)
        #expect(mixed.flag(at: 2).quality == .estimated)
        #expect(mixed.total == Quantity(millionths: 6))
    }
}

@Suite("Stored form of interval blocks")
struct StoredIntervalsTests {
    static func random(_ dice: inout Seeded) throws -> IntervalBlock {
        let scale: Int64 = [1, 10, 1000, 1_000_000].randomElement(using: &dice) ?? 1
        let maximum: Int64 = [9, 50_000, 1 << 31, 1 << 42].randomElement(using: &dice) ?? 9
        let count = Int.random(in: 0...400, using: &dice)
        var (values, runs): ([Int64], [IntervalBlock.Run]) = ([], [])
        while values.count < count {
            let length = Int.random(in: 1...60, using: &dice)
            let quality = Quality.allCases.randomElement(using: &dice) ?? .actual
            let flag = QualityFlag(quality, method: UInt8.random(in: 0...75, using: &dice))
            runs.append(.init(length, flag))
            values += (0..<length).map { _ in
                quality == .missing
                    ? IntervalBlock.missing
                    : Int64.random(in: -maximum...maximum, using: &dice) * scale
            }
        }
        let minutes = IntervalBlock.lengths.sorted().randomElement(using: &dice) ?? 30
        let start = Instant(seconds: Int64.random(in: -1 << 40...1 << 40, using: &dice))
        return try IntervalBlock(start: start, minutes: minutes, values: values, runs: runs)
    }

    @Test("what is written is read back, and has one form (seeded)")
    func roundTrip() throws {
        var dice = Seeded(11)
        for round in 0..<500 {
            let block = try Self.random(&dice)
            let bytes = block.encoded()
            #expect(try IntervalBlock(decoding: bytes) == block, "round \(round) of seed 11")
        }
    }

    @Test("the header, the width and the scale are as documented")
    func form() throws {
        let block = try IntervalBlock(
            start: Instant(seconds: 256), minutes: 30,
            values: [1_500_000, IntervalBlock.missing, -500_000])
        #expect(
            block.encoded() == [
                2, 2, 5, 0, 30, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0,
                15, 0, 0, 0x80, 0xFB, 0xFF,
                1, 0, 5, 0, 1, 0, 0, 0, 1, 0, 5, 0,
            ])
        for (value, width) in [
            (Int64(Int16.max), 2), (Int64(Int16.max) + 2, 4), (Int64(Int16.min) + 1, 2),
            (-32_769, 4), (Int64(Int32.max), 4), (Int64(Int32.max) + 2, 8),
            (Int64(Int32.min) + 1, 4), (-2_147_483_649, 8), (Int64(Int16.max) * 1_000_000, 2),
            (Int64(Int32.max) * 1_000_000, 4), (Int64.max, 8), (Int64.min + 1, 8),
        ] as [(Int64, UInt8)] {
            let one = try IntervalBlock(
                start: Instant(seconds: 0), minutes: 5, values: [value])
            #expect(one.encoded()[1] == width, "\(value)")
            #expect(try IntervalBlock(decoding: one.encoded()) == one)
        }
    }

    @Test("version 1, where the smallest width was four bytes, is read as before")
    func versionOne() throws {
        let block = try IntervalBlock(
            start: Instant(seconds: 256), minutes: 30,
            values: [1_500_000, IntervalBlock.missing, -500_000])
        let bytes: [UInt8] = [
            1, 4, 5, 0, 30, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0,
            15, 0, 0, 0, 0, 0, 0, 0x80, 0xFB, 0xFF, 0xFF, 0xFF,
            1, 0, 5, 0, 1, 0, 0, 0, 1, 0, 5, 0,
        ]
        #expect(try IntervalBlock(decoding: bytes) == block)
        var wide = bytes
        wide[1] = 8
        #expect(throws: BlockRefused.self) { try IntervalBlock(decoding: wide) }
    }

    @Test("solar at night: leading zeros do not hide what divides the rest")
    func leadingZeros() throws {
        for value in [1, 10, 1000, 30_000_000] as [Int64] {
            let values = Array(repeating: Int64(0), count: 40) + [value * 20, value, 7_000_000]
            let block = try IntervalBlock(start: Instant(seconds: 0), minutes: 30, values: values)
            #expect(try IntervalBlock(decoding: block.encoded()) == block)
        }
    }

    @Test("a year of five minutes has a run longer than one count holds")
    func longRuns() throws {
        let block = try IntervalBlock(
            start: Instant(seconds: 0), minutes: 5, values: Array(repeating: 7000, count: 105_120))
        let bytes = block.encoded()
        #expect(bytes.count == 24 + 105_120 * 2 + 2 * 4)
        #expect(try IntervalBlock(decoding: bytes) == block)
    }

    @Test("the view adds up without copying")
    func view() throws {
        let block = try IntervalBlock(
            start: Instant(seconds: 0), minutes: 30, values: [1000, 2000, IntervalBlock.missing])
        try block.encoded().withUnsafeBytes { raw in
            let view = try StoredIntervals(raw)
            let sum = view.withValues(as: Int16.self) {
                $0.filter { $0 != .min }.reduce(0) { $0 + Int64($1) }
            }
            #expect(sum.map { $0 * view.scale } == 3000)
            #expect((0..<3).map { view[$0] } == [1, 2, nil])
            #expect(view.quality == .missing)
            #expect(view.scale == 1000)
        }
    }

    @Test("cut, changed and random bytes are refused, never a crash (seeded)")
    func malformed() throws {
        var dice = Seeded(23)
        for round in 0..<3000 {
            let bytes = try Self.random(&dice).encoded()
            var broken = bytes
            switch round % 3 {
            case 0: broken.removeLast(Int.random(in: 1...bytes.count, using: &dice))
            case 1:
                let at = Int.random(in: 0..<min(bytes.count, 40), using: &dice)
                broken[at] ^= 1 << UInt8.random(in: 0...7, using: &dice)
            default:
                broken = (0..<Int.random(in: 0...80, using: &dice)).map { _ in
                    UInt8.random(in: 0...255, using: &dice)
                }
                if broken.count > 2 { (broken[0], broken[1]) = (2, [2, 4, 8][round / 3 % 3]) }
            }
            guard let block = try? IntervalBlock(decoding: broken) else { continue }
            #expect(block.encoded() == broken, "round \(round) of seed 23")
        }
    }

    @Test("refusals name what is wrong")
    func refusals() throws {
        let good = try IntervalBlock(
            start: Instant(seconds: 0), minutes: 30, values: [1000, 2000]
        ).encoded()
        func refusal(_ change: (inout [UInt8]) -> Void) -> BlockRefused? {
            var bytes = good
            change(&bytes)
            do throws(BlockRefused) {
                _ = try IntervalBlock(decoding: bytes)
                return nil
            } catch { return error }
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0 = [] } == .tooShort(bytes: 0))
        #expect(refusal { $0[0] = 3 } == .unknownVersion(3))
        #expect(refusal { $0[0] = 1 } == .unknownWidth(2), "version 1 had none of two bytes")
        #expect(refusal { $0[1] = 3 } == .unknownWidth(3))
        #expect(refusal { $0[2] = 7 } == .scale(7))
        #expect(refusal { $0[2] = 2 } == nil, "a smaller value in the same form")
        #expect(refusal { $0[4] = 7 } == .minutes(7))
        #expect(refusal { $0[16] = 3 } == .length(bytes: 32, expected: 34))
        #expect(refusal { $0[30] = 9 } == .qualityUnknown(9))
        #expect(refusal { $0[30] = 0 } == .missingDisagrees(index: 0))
        #expect(refusal { $0[28] = 1 } == .qualityDoesNotCover(values: 2))
        #expect(refusal { $0[3] = 1 } == .notCanonical)
        #expect(
            refusal {
                $0[24] = 10; $0[26] = 20
            } == .notCanonical)
    }
}
