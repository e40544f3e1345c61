package import Measures

/// Consecutive intervals of one channel with the quality of each (rules A5.1, A5.2).
///
/// Keyed by the UTC start of the first interval and the length: a local "period number" is
/// only ever derived. Values are millionths of the channel's unit; they lie in the width they are
/// stored in.
package struct IntervalBlock: Sendable, Hashable {
    /// So many neighbours of one quality and method.
    package struct Run: Sendable, Hashable {
        package var count: Int
        package var flag: QualityFlag

        package init(_ count: Int, _ flag: QualityFlag) {
            self.count = count
            self.flag = flag
        }
    }

    /// Stands for a value that is not there.
    package static let missing = Int64.min

    package let start: Instant
    package let minutes: Int
    let held: BlockValues
    /// Runs in order; together as long as the values. No two neighbours are the same.
    package let runs: [Run]

    /// Refuses lengths that do not add up, and a missing value whose quality says otherwise.
    package init(start: Instant, minutes: Int, values: [Int64], runs: [Run])
        throws(IntervalsRefused)
    {
        try self.init(start: start, minutes: minutes, BlockValues(values), runs: runs)
    }

    init(
        start: Instant, minutes: Int, _ values: BlockValues, runs: [Run]
    ) throws(IntervalsRefused) {
        guard IntervalBlock.lengths.contains(minutes) else { throw .minutes(minutes) }
        guard runs.allSatisfy({ $0.count > 0 && $0.count <= values.count }),
            runs.reduce(0, { $0 + $1.count }) == values.count
        else { throw .qualityDoesNotCover(values: values.count) }
        self.init(start: start, minutes: minutes, of: values, runs: runs)
        try checkMissing()
    }

    /// Of parts of blocks: values and qualities that are known to agree.
    init(start: Instant, minutes: Int, of values: BlockValues, runs: [Run]) {
        self.start = start
        self.minutes = minutes
        held = values
        self.runs = IntervalBlock.joined(runs)
    }

    /// All of one quality; values that are missing are marked so.
    package init(
        start: Instant, minutes: Int, values: [Int64], flag: QualityFlag = .actual
    ) throws(IntervalsRefused) {
        let runs = values.map { Run(1, $0 == IntervalBlock.missing ? .missing : flag) }
        try self.init(start: start, minutes: minutes, values: values, runs: runs)
    }

    package static let lengths: Set<Int> = [1, 5, 10, 15, 30, 60]

    private static func joined(_ runs: [Run]) -> [Run] {
        guard runs.count > 1 else { return runs }
        var result: [Run] = []
        for run in runs {
            if let last = result.last, last.flag == run.flag {
                result[result.count - 1].count += run.count
            } else {
                result.append(run)
            }
        }
        return result
    }

    private func checkMissing() throws(IntervalsRefused) {
        var at = 0
        for run in runs {
            let range = at..<at + run.count
            let missing = lend(range) { values, _ in values.count(of: values.absent) }
            if run.flag.quality == .missing {
                guard missing == run.count else { throw disagreement(in: range, false) }
            } else if missing > 0 {
                throw disagreement(in: range, true)
            }
            at = range.upperBound
        }
    }

    private func disagreement(in range: Range<Int>, _ isMissing: Bool) -> IntervalsRefused {
        let index = range.first { (self[$0] == IntervalBlock.missing) == isMissing }
        return .missingDisagrees(index: index ?? range.lowerBound)
    }
}

/// Why intervals are refused, in order of precedence.
package enum IntervalsRefused: Error, Hashable, Sendable {
    case minutes(Int)
    case qualityDoesNotCover(values: Int)
    /// A value without a number must be flagged missing, and no other may be.
    case missingDisagrees(index: Int)
    /// A market day of this length has another number of values (rule A5.4).
    case wrongCount(day: Day, values: Int, expected: Int)
    case daysDiffer
    case sameDayTwice(Day)
    case tooManyDays(Int)
}

extension IntervalBlock {
    package var count: Int { held.count }
    /// All values in millionths, missing ones as `missing`: made anew where they lie narrower.
    package var values: [Int64] { held.millionths }

    /// The value at a place in millionths, or `missing`.
    package subscript(position: Int) -> Int64 { held[position] }

    /// Lends a part of the values where they lie; times the scale they are millionths. A missing
    /// one is the smallest number of their width.
    @inline(__always)
    package func lend<Result>(
        _ part: Range<Int>, _ body: (IntervalValues, _ scale: Int64) -> Result
    ) -> Result {
        held.lend { body($0[part], held.scale) }
    }

    package var seconds: Int { minutes * 60 }
    package var end: Instant { start + count * seconds }
    package func start(of index: Int) -> Instant { start + index * seconds }

    /// The worst quality in the block; missing of an empty one.
    package var quality: Quality { runs.map(\.flag.quality).worst ?? .missing }

    package func flag(at index: Int) -> QualityFlag {
        var at = 0
        for run in runs {
            at += run.count
            if index < at { return run.flag }
        }
        return .missing
    }

    package func qualities() -> [QualityFlag] {
        runs.flatMap { Array(repeating: $0.flag, count: $0.count) }
    }

    /// Whether each value of a part came.
    package func isWhole(in part: Range<Int>) -> Bool {
        gaps.allSatisfy { !$0.overlaps(part) }
    }

    /// Sum of all values, or nil where one is missing or the sum is out of range.
    package var total: Quantity? { total(in: 0..<count) }

    package func total(in part: Range<Int>) -> Quantity? {
        guard isWhole(in: part) else { return nil }
        return lend(part) { values, scale in
            guard let sum = values.sum else { return nil }
            let (millionths, overflow) = sum.multipliedReportingOverflow(by: scale)
            return overflow ? nil : Quantity(millionths: millionths)
        }
    }
}
