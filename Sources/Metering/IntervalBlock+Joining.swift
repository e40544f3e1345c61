package import Measures

extension IntervalBlock {
    /// The intervals of `blocks` over a stretch of time, missing where none came.
    ///
    /// Blocks in order of start; where two hold the same interval the later block wins.
    package static func joined(
        _ blocks: [IntervalBlock], minutes: Int, over wanted: Range<Instant>
    ) -> IntervalBlock {
        let seconds = minutes * 60
        let count = (wanted.upperBound - wanted.lowerBound) / seconds
        var values = Array(repeating: IntervalBlock.missing, count: count)
        var flags = Array(repeating: QualityFlag.missing, count: count)
        for block in blocks where block.minutes == minutes {
            let offset = (block.start - wanted.lowerBound) / seconds
            let inside = max(0, offset)..<max(0, offset, min(count, offset + block.count))
            var at = offset
            for run in block.runs {
                let range = (at..<at + run.count).clamped(to: inside)
                if run.flag.quality != .missing {
                    for index in range {
                        values[index] = block.values[index - offset]
                        flags[index] = run.flag
                    }
                }
                at += run.count
            }
        }
        let runs = flags.map { Run(1, $0) }
        let block = try? IntervalBlock(
            start: wanted.lowerBound, minutes: minutes, values: values, runs: runs)
        guard let block else { preconditionFailure("intervals of blocks are a block") }
        return block
    }

    /// Places of the intervals that start inside a stretch of time.
    package func range(of wanted: Range<Instant>) -> Range<Int> {
        func place(_ instant: Instant) -> Int {
            min(count, max(0, (instant - start + seconds - 1) / seconds))
        }
        return place(wanted.lowerBound)..<place(wanted.upperBound)
    }

    /// Whether a bill that uses these intervals shows an estimate (rule B2.7).
    package func isShownAsEstimated(in range: Range<Int>) -> Bool {
        var at = 0
        for run in runs {
            if at < range.upperBound, at + run.count > range.lowerBound,
                run.flag.quality.isShownAsEstimated
            {
                return true
            }
            at += run.count
        }
        return false
    }
}
