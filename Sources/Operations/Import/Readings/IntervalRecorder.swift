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
        case .stored(let change): run.tally.accept(change)
        case .kept(let kept): try run.tally.reject([kept.rejection])
        case .otherLength(let known, let sent):
            try run.tally.reject([sent.rejection(known: known)])
        }
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

extension NEMDay {
    /// The qualities of the day as runs over our lattice (rules B2.1, B2.2, B2.7).
    func runs(of count: Int) -> [IntervalBlock.Run] {
        guard quality.flag == .variable else { return [IntervalBlock.Run(count, quality.lattice)] }
        return ranges.map { IntervalBlock.Run($0.last - $0.first + 1, $0.quality.lattice) }
    }
}

extension NEMQuality {
    /// A substitute is kept as one whatever its method is; an estimate likewise.
    fileprivate var lattice: QualityFlag {
        switch flag {
        case .actual: return .actual
        case .null, .variable: return .missing
        case .forwardEstimate: return QualityFlag(.estimated, method: method ?? 0)
        case .finalSubstitute, .substitute: return QualityFlag(.substituted, method: method ?? 0)
        }
    }
}
