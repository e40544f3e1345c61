import Interchange
import Measures
import Metering
import Storage

/// Gathers days of a channel into months and writes each as one block.
///
/// Holds one month at a time: files come channel by channel and day by day.
final class IntervalBook {
    private let run: ImportRun
    private var open: OpenMonth?

    init(_ run: ImportRun) { self.run = run }

    /// Lays a day over what is known of it (rule B2.4): an actual is only replaced by an actual,
    /// and nothing by a missing value.
    func take(
        _ day: NEMDay, _ values: [Int64], of register: Int64, minutes: Int
    ) throws -> FactChange {
        let month = day.day.firstOfMonth
        if open?.register != register || open?.month != month || open?.minutes != minutes {
            try flush()
            open = try OpenMonth(
                register: register, month: month, minutes: minutes,
                known: run.books.intervals(of: register, month: month))
        }
        return open!.lay(values, day)
    }

    /// Writes the month at hand.
    func flush() throws {
        guard let month = open else { return }
        open = nil
        if let stored = try month.stored() {
            _ = try run.books.put(stored, event: run.event)
        }
    }
}

/// A month of one channel while its days come in.
private struct OpenMonth {
    let register: Int64
    let month: Day
    let minutes: Int
    private let perDay: Int
    private var values: [Int64]
    private var flags: [QualityFlag]
    /// Days of the month, from 0, of which anything is known.
    private var days: Set<Int> = []
    private var isChanged = false

    init(register: Int64, month: Day, minutes: Int, known: StoredMonth?) throws {
        self.register = register
        self.month = month
        self.minutes = minutes
        perDay = 1440 / minutes
        let size = perDay * Period.month(of: month).days
        values = Array(repeating: IntervalBlock.missing, count: size)
        flags = Array(repeating: .missing, count: size)
        guard let known, known.block.minutes == minutes else { return }
        fill(known)
    }

    private mutating func fill(_ known: StoredMonth) {
        let first = known.firstDay - month
        for day in 0..<known.dayCount { days.insert(first + day) }
        var index = first * perDay
        for (value, flag) in zip(known.block.values, known.block.qualities()) {
            (values[index], flags[index]) = (value, flag)
            index += 1
        }
    }

    mutating func lay(_ new: [Int64], _ day: NEMDay) -> FactChange {
        let place = day.day - month
        let isNew = days.insert(place).inserted
        var (change, index) = (isNew ? FactChange.new : .unchanged, place * perDay)
        if isNew { isChanged = true }
        var runs = day.runs(of: new.count).makeIterator()
        var run = runs.next()
        for value in new {
            while let left = run?.count, left == 0 { run = runs.next() }
            let flag = run?.flag ?? .missing
            run?.count -= 1
            if flag.quality != .missing, flag.quality >= floor(at: index),
                values[index] != value || flags[index] != flag
            {
                (values[index], flags[index]) = (value, flag)
                isChanged = true
                if !isNew { change = .superseded }
            }
            index += 1
        }
        return change
    }

    /// The worst quality that may replace what stands: an actual yields to actuals only.
    private func floor(at index: Int) -> Quality {
        flags[index].quality == .actual ? .actual : .questionable
    }

    func stored() throws -> StoredMonth? {
        guard isChanged, let first = days.min(), let last = days.max() else { return nil }
        let range = first * perDay..<(last + 1) * perDay
        let block = try IntervalBlock(
            start: Zone.nemMarket.start(of: month + first), minutes: minutes,
            values: Array(values[range]), runs: runs(in: range))
        return StoredMonth(
            registerID: register, month: month, firstDay: month + first,
            dayCount: last - first + 1, block: block)
    }

    private func runs(in range: Range<Int>) -> [IntervalBlock.Run] {
        var runs: [IntervalBlock.Run] = []
        for index in range {
            if runs.last?.flag == flags[index] {
                runs[runs.count - 1].count += 1
            } else {
                runs.append(IntervalBlock.Run(1, flags[index]))
            }
        }
        return runs
    }
}

extension NEMDay {
    /// The qualities of the day as runs over our lattice (rules B2.1, B2.2, B2.7).
    fileprivate func runs(of count: Int) -> [IntervalBlock.Run] {
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
