import Measures
import Metering
import Testing

@Suite("Days of intervals meet what is known of them (B2.4, RD-DUP)")
struct OpenMonthTests {
    static let april = day("2025-04-01")

    /// A month of hours, as it begins or goes on from what was stored.
    static func month(_ known: StoredMonth? = nil) throws -> OpenMonth {
        try OpenMonth(register: 1, month: april, minutes: 60, known: known)
    }

    /// A day of 24 equal hours.
    static func sent(
        _ value: Int64, _ flag: QualityFlag = .actual, version: Int64? = nil, line: Int = 2
    ) -> SentDay {
        SentDay(
            values: Array(repeating: value, count: 24)[...], runs: [IntervalBlock.Run(24, flag)],
            version: version.map { Instant(seconds: $0) }, line: line)
    }

    /// Of the values that are there.
    static func sum(_ month: StoredMonth) -> Int64 {
        month.block.values.filter { $0 != IntervalBlock.missing }.reduce(0, +)
    }

    @Test("nothing is stored where nothing came")
    func empty() throws {
        let month = try Self.month()
        #expect(try month.stored() == nil)
        #expect(month.dayCount == 0)
        #expect(month.isNew)
    }

    @Test("the first and the last day of a month are in it, their neighbours are not")
    func holds() throws {
        let month = try Self.month()
        #expect(month.holds(day("2025-04-01"), of: 1, 60))
        #expect(month.holds(day("2025-04-30"), of: 1, 60))
        #expect(!month.holds(day("2025-03-31"), of: 1, 60))
        #expect(!month.holds(day("2025-05-01"), of: 1, 60))
        #expect(!month.holds(day("2025-04-01"), of: 2, 60))
        #expect(!month.holds(day("2025-04-01"), of: 1, 30))
    }

    @Test("a gap between two days is stored as missing, and nothing around them")
    func gap() throws {
        var month = try Self.month()
        #expect(month.lay(Self.sent(5), on: Self.april + 9) == .new)
        #expect(month.lay(Self.sent(7), on: Self.april + 11) == .new)
        let stored = try #require(try month.stored())
        #expect((stored.firstDay, stored.dayCount) == (Self.april + 9, 3))
        #expect(Self.sum(stored) == 24 * 12)
        #expect(stored.block.runs.map(\.flag.quality) == [.actual, .missing, .actual])
    }

    @Test("a day of no values sent again is the same day, whatever stands in its fields")
    func missingAgain() throws {
        var month = try Self.month()
        #expect(month.lay(Self.sent(0, .missing, version: 1), on: Self.april) == .new)
        let before = try #require(try month.stored())
        #expect(month.lay(Self.sent(9, .missing, version: 1), on: Self.april) == .unchanged)
        #expect(try month.stored() == before)
        var again = try Self.month(before)
        #expect(again.lay(Self.sent(3, .missing, version: 1), on: Self.april) == .unchanged)
        #expect(try again.stored() == nil)
    }

    @Test("part of a day without values is the same when it comes again")
    func partMissing() throws {
        let part = SentDay(
            values: (1...24).map { Int64($0) }[...],
            runs: [IntervalBlock.Run(10, .actual), IntervalBlock.Run(14, .missing)],
            version: nil, line: 2)
        var month = try Self.month()
        #expect(month.lay(part, on: Self.april) == .new)
        #expect(month.lay(part, on: Self.april) == .unchanged)
        #expect(try month.stored().map(Self.sum) == 55)
    }

    @Test("the version decides in whatever order three of them come", arguments: 0..<6)
    func versions(order: Int) throws {
        let all = [
            Self.sent(1, version: 10), Self.sent(2, version: 20), Self.sent(3, version: 30),
        ]
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
        var month = try Self.month()
        for index in orders[order] { _ = month.lay(all[index], on: Self.april) }
        let stored = try #require(try month.stored())
        #expect(stored.block.total == Quantity(millionths: 24 * 3))
        #expect(stored.versions.each(of: 1).map { $0?.seconds } == [30])
    }

    @Test("a later version with the same values keeps out the versions between")
    func sameValuesLater() throws {
        var month = try Self.month()
        #expect(month.lay(Self.sent(1, version: 10), on: Self.april) == .new)
        #expect(month.lay(Self.sent(1, version: 30), on: Self.april) == .superseded)
        guard case .kept(let kept) = month.lay(Self.sent(2, version: 20), on: Self.april) else {
            Issue.record("the version between was stored")
            return
        }
        #expect(kept.knownVersion == Instant(seconds: 30))
        #expect((kept.sent, kept.known) == (Quantity(millionths: 48), Quantity(millionths: 24)))
        #expect(month.lay(Self.sent(1, version: 30), on: Self.april) == .unchanged)
    }

    @Test("an actual yields to actuals only, and nothing to a missing value (B2.4)")
    func qualities() throws {
        let estimate = QualityFlag(.estimated, method: 52)
        let table: [(known: QualityFlag, sent: QualityFlag, isReplaced: Bool)] = [
            (.actual, .actual, true), (.actual, estimate, false), (estimate, .actual, true),
            (estimate, estimate, true), (.actual, .missing, false), (estimate, .missing, false),
            (.missing, estimate, true), (.missing, .actual, true),
        ]
        for row in table {
            var month = try Self.month()
            _ = month.lay(Self.sent(1, row.known), on: Self.april)
            let laid = month.lay(Self.sent(2, row.sent, line: 7), on: Self.april)
            if case .kept(let kept) = laid {
                #expect(!row.isReplaced, "\(row)")
                #expect((kept.line, kept.knownVersion) == (7, nil))
            } else {
                #expect(row.isReplaced && laid == .superseded, "\(row) \(laid)")
            }
        }
    }

    @Test("a month known in another length of interval stays as it is (B3.3)")
    func otherLength() throws {
        var halfHours = try OpenMonth(register: 1, month: Self.april, minutes: 30, known: nil)
        let day = SentDay(
            values: Array(repeating: 1, count: 48)[...], runs: [IntervalBlock.Run(48, .actual)],
            version: nil, line: 2)
        _ = halfHours.lay(day, on: Self.april)
        var hours = try Self.month(try halfHours.stored())
        let laid = hours.lay(Self.sent(2, line: 5), on: Self.april)
        #expect(laid == .otherLength(known: 30, sent: 60, line: 5))
        #expect(try hours.stored() == nil)
    }

    @Test("the days of one month over another are as if they came one by one")
    func whole() throws {
        var draft = try Self.month()
        _ = draft.lay(Self.sent(4, version: 5, line: 3), on: Self.april)
        _ = draft.lay(Self.sent(6, .missing, line: 4), on: Self.april + 1)
        var known = try Self.month()
        _ = known.lay(Self.sent(1, version: 9), on: Self.april)
        let laid = known.lay(draft)
        #expect(laid.count == 2)
        guard case .kept(let kept) = laid[0] else {
            Issue.record("the earlier version was stored")
            return
        }
        #expect((kept.line, kept.day) == (3, Self.april))
        #expect(laid[1] == .new)
    }

    @Test("a sum that does not fit is told as none")
    func sums() throws {
        var month = try Self.month()
        _ = month.lay(Self.sent(.max / 2, version: 9), on: Self.april)
        guard case .kept(let kept) = month.lay(Self.sent(1, version: 1), on: Self.april) else {
            Issue.record("the earlier version was stored")
            return
        }
        #expect(kept.known == nil)
        #expect(kept.sent == Quantity(millionths: 24))
    }
}
