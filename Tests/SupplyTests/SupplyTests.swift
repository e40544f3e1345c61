import Measures
import Supply
import Testing

func day(_ text: String) throws -> Day { try #require(Day(text)) }

@Suite("Billing cycles (D1.1)")
struct CycleTests {
    @Test("a cycle ends on the last day of its months and on no other")
    func ends() throws {
        let months: [Cycle: Set<Int>] = [
            .monthly: Set(1...12), .quarterlyMarch: [3, 6, 9, 12],
            .quarterlyJanuary: [1, 4, 7, 10], .quarterlyFebruary: [2, 5, 8, 11],
        ]
        let start = try day("2024-01-01")
        for offset in 0..<1_000 {
            let day = start + offset
            let isLast = (day + 1).date.day == 1
            for (cycle, ending) in months {
                let expected = isLast && ending.contains(day.date.month)
                #expect(cycle.ends(on: day) == expected, "\(cycle) \(day)")
            }
        }
    }

    @Test(
        "the last end on or before a day, on both sides of it",
        arguments: [
            (Cycle.monthly, "2025-03-30", "2025-02-28"), (.monthly, "2025-03-31", "2025-03-31"),
            (.monthly, "2024-03-01", "2024-02-29"),
            (.quarterlyMarch, "2025-03-30", "2024-12-31"),
            (.quarterlyMarch, "2025-03-31", "2025-03-31"),
            (.quarterlyMarch, "2025-06-29", "2025-03-31"),
            (.quarterlyJanuary, "2025-01-30", "2024-10-31"),
            (.quarterlyJanuary, "2025-03-31", "2025-01-31"),
            (.quarterlyFebruary, "2024-02-28", "2023-11-30"),
            (.quarterlyFebruary, "2024-02-29", "2024-02-29"),
            (.monthly(through: 17)!, "2025-03-16", "2025-02-17"),
            (.monthly(through: 17)!, "2025-03-17", "2025-03-17"),
            (.monthly(through: 17)!, "2025-03-18", "2025-03-17"),
            (.monthly(through: 17)!, "2025-01-16", "2024-12-17"),
            (.monthly(through: 1)!, "2025-02-28", "2025-02-01"),
            (.monthly(through: 28)!, "2025-02-28", "2025-02-28"),
        ])
    func lastEnd(cycle: Cycle, on text: String, expected: String) throws {
        #expect(cycle.lastEnd(onOrBefore: try day(text)) == Day(expected))
    }
}

@Suite("Cycles that end with a day of the month (D1.1)")
struct CycleOfDayTests {
    @Test("twelve ends a year, each on that day", arguments: [1, 17, 28])
    func ends(last: Int) throws {
        let cycle = try #require(Cycle.monthly(through: last))
        let ends = (0..<365).map { Day(year: 2025, month: 1, day: 1)! + $0 }.filter(cycle.ends)
        #expect(ends.count == 12 && ends.allSatisfy { $0.date.day == last })
    }

    @Test("words in files and tables come back as they went")
    func words() {
        for word in ["monthly", "monthly-1", "monthly-17", "monthly-28", "quarterly-2"] {
            #expect(Cycle(rawValue: word)?.rawValue == word)
        }
        for word in ["", "monthly-0", "monthly-29", "monthly-+1", "monthly-01", "quarterly-4"] {
            #expect(Cycle(rawValue: word) == nil, "\(word)")
        }
    }
}

@Suite("Agreements of one supply point")
struct AgreementTests {
    func agreement(_ id: Int64, _ from: Int32, _ upTo: Int32) -> Agreement {
        Agreement(
            id: id, accountID: id, supplyPointID: 1, tariff: "T", kind: .occupied,
            period: Period(from: Day(number: from), upTo: Day(number: upTo)))
    }

    @Test("agreements that touch, leave a gap or hold no day stand together")
    func stand() throws {
        try Agreement.check([])
        try Agreement.check([agreement(1, 0, 10), agreement(2, 10, 20)])
        try Agreement.check([agreement(2, 11, 20), agreement(1, 0, 10)])
        try Agreement.check([agreement(1, 0, 10), agreement(2, 5, 5), agreement(3, 10, 20)])
    }

    @Test("a shared day is refused and named (AC-DOB)")
    func overlap() {
        let days = Period(from: Day(number: 10), upTo: Day(number: 11))
        #expect(throws: AgreementsRefused.overlap(first: 1, second: 2, days: days)) {
            try Agreement.check([agreement(2, 10, 20), agreement(1, 0, 11)])
        }
    }

    @Test("the days shared with the first of some others; meeting ends share none (AC-DOB)")
    func overlapWithOthers() {
        let others = [agreement(1, 0, 10), agreement(2, 15, 20), agreement(3, 18, 30)]
        let days = Period(from: Day(number: 15), upTo: Day(number: 19))
        #expect(agreement(4, 10, 19).overlap(with: others) == days)
        #expect(agreement(4, 10, 15).overlap(with: others) == nil)
        #expect(agreement(4, 10, 15).overlap(with: []) == nil)
    }

    @Test("an overlap is found behind a neighbour and behind an empty agreement")
    func hidden() {
        #expect(throws: AgreementsRefused.self) {
            try Agreement.check([agreement(1, 0, 30), agreement(2, 1, 2), agreement(3, 20, 40)])
        }
        #expect(throws: AgreementsRefused.self) {
            try Agreement.check([agreement(1, 0, 30), agreement(2, 5, 5), agreement(3, 20, 40)])
        }
    }
}
