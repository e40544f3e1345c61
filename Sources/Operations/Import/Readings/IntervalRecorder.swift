import Interchange
import Measures
import Metering
import Storage

/// Gathers days of a channel into months and writes each as one block.
///
/// Holds one month at a time: files come channel by channel and day by day. Months that were
/// drafted elsewhere are written as they are where nothing is known of them.
final class IntervalRecorder {
    private let run: ImportRun
    private var open: OpenMonth?
    /// The last month known of each register, asked for in one question for neighbours.
    private var lastMonths: [Int64: Day] = [:]
    private var looked: Set<Int64> = []

    init(_ run: ImportRun) { self.run = run }

    /// Lays a day over what is known of it (rule B2.4): an actual is only replaced by an actual,
    /// and nothing by a missing value.
    func take(
        _ day: NEMDay, _ values: [Int64], of register: Int64, minutes: Int
    ) throws -> LaidDay {
        if open?.holds(day.day, of: register, minutes) != true {
            try flush()
            open = try month(day.day.firstOfMonth, of: register, minutes)
        }
        return open!.lay(values, day)
    }

    /// Lays the days of a month over what is known of them, as if they came one by one.
    func take(_ drafted: DraftedMonth) throws {
        try flush()
        let draft = drafted.month
        guard try mayBeKnown(draft.month, of: draft.register) else {
            try run.books.meters.add(drafted.content, event: run.event)
            lastMonths[draft.register] = draft.month
            return run.tally.accept(.new, rows: draft.dayCount)
        }
        var known = try month(draft.month, of: draft.register, draft.minutes)
        for day in known.lay(draft) { try tell(day) }
        open = known
    }

    /// Counts a day that was stored, and tells one that was not with both values.
    func tell(_ day: LaidDay) throws {
        switch day {
        case .new: run.tally.accept(.new)
        case .superseded: run.tally.accept(.superseded)
        case .unchanged: run.tally.accept(.unchanged)
        case .kept(let kept): try run.tally.reject([kept.rejection])
        case .otherLength(let known, let sent, let line):
            try run.tally.reject([otherLength(sent, known: known, line: line)])
        }
    }

    private func otherLength(_ sent: Int, known: Int, line: Int) -> Rejection {
        Rejection(
            line: line, field: "interval length", value: "\(sent)",
            rule: "what is known of the month is in intervals of \(known) minutes (B3.3)",
            advice: "Give the meter a row of its own in meters.csv from the day of the change on.")
    }

    private func month(_ month: Day, of register: Int64, _ minutes: Int) throws -> OpenMonth {
        try OpenMonth(
            register: register, month: month, minutes: minutes,
            known: mayBeKnown(month, of: register)
                ? run.books.meters.intervals(of: register, month: month) : nil)
    }

    /// Writes the month at hand.
    func flush() throws {
        guard let month = open else { return }
        open = nil
        if let stored = try month.stored() {
            if month.isNew {
                try run.books.meters.add(stored.encoded(), event: run.event)
            } else {
                _ = try run.books.meters.put(stored, event: run.event)
            }
            lastMonths[month.register] = max(lastMonths[month.register] ?? .firstDay, month.month)
        }
    }

    /// Months after the last known one need no question.
    private func mayBeKnown(_ month: Day, of register: Int64) throws -> Bool {
        let neighbours = register >> 10
        if looked.insert(neighbours).inserted {
            let all = neighbours << 10...neighbours << 10 + 1023
            let known = try run.books.meters.lastIntervalMonths(ofRegisters: all)
            lastMonths.merge(known, uniquingKeysWith: max)
        }
        return lastMonths[register].map { month <= $0 } ?? false
    }
}

extension OpenMonth {
    /// Lays a day of a file over what is known of it.
    mutating func lay(_ values: [Int64], _ day: NEMDay) -> LaidDay {
        let runs = day.quality.flag == .actual ? actual : day.runs(of: values.count)
        let sent = SentDay(
            values: values[...], runs: runs, version: day.updated, line: day.line)
        return lay(sent, on: day.day)
    }
}
