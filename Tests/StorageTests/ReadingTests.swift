import Billing
import Measures
import Metering
import Testing

@testable import Storage

@Suite("Readings and intervals in the store")
struct ReadingTests {
    @Test(
        "a reading that replaces another leaves it known as it was", arguments: TestEngine.allCases)
    func superseded(engine: TestEngine) throws {
        let installation = try engine.make()
        let estimate = reading("2025-03-31", 100, .estimated)
        let actual = reading("2025-03-31", 97, .actual)
        try installation.write { books in
            let (one, two) = (try books.begin(), try books.begin())
            #expect(try books.meters.put(estimate, event: one) == .new)
            #expect(try books.meters.put(actual, event: two) == .superseded)
            #expect(try books.meters.readings(of: 1) == [actual])
            #expect(try books.meters.readings(of: 1, known: Knowledge(at: one)) == [estimate])
            #expect(try books.meters.lastReadingDays(ofRegisters: 1...5).isEmpty)
            try books.addRegister(1, event: two)
            #expect(try books.meters.lastReadingDays(ofRegisters: 1...5) == [1: day("2025-03-31")])
            #expect(try books.meters.lastReadingDays(ofRegisters: 2...5).isEmpty)
            #expect(try books.meters.endReading(of: 1, on: day("2025-03-31"), event: books.begin()))
            #expect(try books.meters.readings(of: 1).isEmpty)
        }
    }

    @Test("the fast way writes what the slow way writes", arguments: TestEngine.allCases)
    func bulk(engine: TestEngine) throws {
        let installation = try engine.make()
        let types: [ReadType] = [.actual, .smart, .customer, .estimated, .agreed, .deemed]
        let readings = types.enumerated().flatMap { index, type in
            (0..<40).map { step in
                Reading(
                    registerID: Int64(index + 1), day: day("2024-02-20") + step * 9,
                    value: Quantity(millionths: Int64(step) * 1_234_567), type: type)
            }
        }
        try installation.write { books in
            let event = try books.begin()
            let writer = try books.meters.readingWriter(event: event)
            for reading in readings { try writer.add(reading) }
            for reading in readings {
                #expect(try books.meters.put(reading, event: event) == .unchanged)
            }
            let stored = try (1...6).flatMap { try books.meters.readings(of: $0) }
            #expect(stored == readings)
        }
    }

    @Test("what a run estimated goes in together as one by one", arguments: TestEngine.allCases)
    func estimates(engine: TestEngine) throws {
        let days = ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-02-28"]
        let estimates = (1...2).flatMap { register in
            days.enumerated().map { position, text in
                EstimatedReading(
                    registerID: Int64(register), day: day(text),
                    value: Quantity(millionths: Int64(position)), method: "B4.1", inputs: [])
            }
        }
        let page = RunPage(
            runID: 1, batch: 1, through: day("2025-04-30"), outcomes: [], bills: [],
            estimates: estimates)
        let stored = try [true, false].map { isTogether in
            let installation = try engine.make()
            return try installation.write { books in
                let (first, run, last) = (
                    try books.begin(), try books.begin(), try books.begin()
                )
                _ = try books.meters.put(reading("2025-01-31", 7, .actual), event: first)
                _ = try books.meters.put(reading("2025-03-31", 8, .actual), event: last)
                _ = try books.meters.put(reading("2025-04-30", 9, .actual), event: first)
                _ = try books.meters.endReading(of: 1, on: day("2025-04-30"), event: run)
                if isTogether {
                    try books.runs.insertEstimates(of: page, event: run)
                } else {
                    for one in estimates { _ = try books.meters.put(one.reading, event: run) }
                }
                return try books.maintenance.tableDigests().first { $0.table == "reading" }
            }
        }
        #expect(stored[0] == stored[1] && stored[0]?.rows == 11)
    }

    @Test(
        "two readings of one register and day in one event cannot exist",
        arguments: TestEngine.allCases)
    func duplicate(engine: TestEngine) throws {
        let installation = try engine.make()
        #expect(throws: (any Error).self) {
            try installation.write { books in
                let writer = try books.meters.readingWriter(event: books.begin())
                try writer.add(reading("2025-03-31", 1, .actual))
                try writer.add(reading("2025-03-31", 2, .actual))
            }
        }
        #expect(try installation.read { try $0.meters.readings(of: 1).isEmpty })
    }

    @Test(
        "days with readings between two days, both included",
        arguments: TestEngine.allCases,
        [
            ("2025-01-31", "2025-03-31", 3), ("2025-02-01", "2025-03-30", 1),
            ("2025-04-01", "2025-05-01", 0),
        ])
    func between(
        engine: TestEngine, asked: (first: String, last: String, count: Int)
    ) throws {
        let installation = try engine.make()
        try installation.write { books in
            let event = try books.begin()
            for text in ["2025-01-31", "2025-02-28", "2025-03-31"] {
                _ = try books.meters.put(reading(text, 5, .actual), event: event)
            }
            let found = try books.meters.readings(
                of: 1, from: day(asked.first), through: day(asked.last))
            #expect(found.count == asked.count)
        }
    }

    @Test("every word of a reading comes back")
    func words() {
        for one in Reading.Source.allCases { #expect(Reading.Source(word: one.word) == one) }
        for one in Reading.Method.allCases { #expect(Reading.Method(word: one.word) == one) }
        for one in Reading.Status.allCases { #expect(Reading.Status(word: one.word) == one) }
        for one in ReadType.allCases { #expect(ReadRoles(word: one.rawValue) == ReadRoles(one)) }
        let both = ReadRoles([.final, .opening])
        #expect(ReadRoles(word: both.word) == both)
        #expect(ReadRoles(word: "XXX") == nil)
        #expect(ReadRoles(word: "") == nil)
    }

    @Test(
        "a month of intervals comes back, and as it was known before",
        arguments: TestEngine.allCases)
    func intervals(engine: TestEngine) throws {
        let installation = try engine.make()
        let (first, second) = (try month(value: 5), try month(value: 7))
        try installation.write { books in
            let (one, two) = (try books.begin(), try books.begin())
            #expect(try books.meters.put(first, event: one) == .new)
            #expect(try books.meters.put(first, event: two) == .unchanged)
            #expect(try books.meters.put(second, event: two) == .superseded)
            let asked = day("2025-03-17")
            #expect(try books.meters.intervals(of: 1, month: asked) == second)
            #expect(
                try books.meters.intervals(of: 1, month: asked, known: Knowledge(at: one)) == first)
            #expect(try books.meters.intervals(of: 1, from: asked, through: asked) == [second])
            #expect(try books.meters.intervals(of: 1, through: day("2025-02-28")).isEmpty)
        }
    }

    private func reading(_ text: String, _ value: Int, _ type: ReadType) -> Reading {
        Reading(registerID: 1, day: day(text), value: Quantity(value), type: type)
    }

    private func month(value: Int64) throws -> StoredMonth {
        let first = day("2025-03-01")
        let block = try IntervalBlock(
            start: Zone.nemMarket.start(of: first), minutes: 30,
            values: Array(repeating: value, count: 96))
        return StoredMonth(
            registerID: 1, month: first, firstDay: first, dayCount: 2, block: block)
    }
}
