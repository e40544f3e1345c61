package import Measures

extension IntervalBlock.Run {
    /// Neighbours of the same flag, as runs.
    package static func joining(_ flags: [QualityFlag]) -> [IntervalBlock.Run] {
        var runs: [IntervalBlock.Run] = []
        var first = 0
        for index in flags.indices.dropFirst() where flags[index] != flags[index - 1] {
            runs.append(IntervalBlock.Run(index - first, flags[index - 1]))
            first = index
        }
        if let last = flags.last { runs.append(IntervalBlock.Run(flags.count - first, last)) }
        return runs
    }
}

extension IntervalBlock {
    /// The intervals of `blocks` over a stretch of time, missing where none came.
    ///
    /// Blocks in order of start; where two hold the same interval the later block wins.
    package static func joined(
        _ blocks: [IntervalBlock], minutes: Int, over wanted: Range<Instant>
    ) -> IntervalBlock {
        let seconds = minutes * 60
        let count = (wanted.upperBound - wanted.lowerBound) / seconds
        if let block = following(blocks, minutes: minutes, from: wanted.lowerBound, count) {
            return block
        }
        var values = Array(repeating: IntervalBlock.missing, count: count)
        var flags = Array(repeating: QualityFlag.missing, count: count)
        for block in blocks where block.minutes == minutes {
            block.lay((block.start - wanted.lowerBound) / seconds, over: &values, &flags)
        }
        let block = try? IntervalBlock(
            start: wanted.lowerBound, minutes: minutes, values: values,
            runs: Run.joining(flags))
        guard let block else { preconditionFailure("intervals of blocks are a block") }
        return block
    }

    /// The same where no block lies over another: values keep their width, runs are cut. Nil for
    /// all other blocks.
    private static func following(
        _ blocks: [IntervalBlock], minutes: Int, from start: Instant, _ count: Int
    ) -> IntervalBlock? {
        var (parts, runs, end): ([BlockValues.Part], [Run], Int) = ([], [], 0)
        for block in blocks where block.minutes == minutes {
            guard (block.start - start) % block.seconds == 0 else { return nil }
            let offset = (block.start - start) / block.seconds
            let inside = max(0, offset)..<max(0, offset, min(count, offset + block.count))
            guard !inside.isEmpty else { continue }
            guard inside.lowerBound >= end else { return nil }
            if inside.lowerBound > end { runs.append(Run(inside.lowerBound - end, .missing)) }
            let range = inside.lowerBound - offset..<inside.upperBound - offset
            parts.append(.init(values: block.held, range: range, index: inside.lowerBound))
            block.add(range, to: &runs)
            end = inside.upperBound
        }
        if end < count { runs.append(Run(count - end, .missing)) }
        return IntervalBlock(
            start: start, minutes: minutes, of: BlockValues(parts, count: count), runs: runs)
    }

    /// The runs of a part of the block; what is missing is missing by whatever method.
    private func add(_ part: Range<Int>, to cut: inout [Run]) {
        var at = 0
        for run in runs {
            let shared = (at..<at + run.count).clamped(to: part)
            if !shared.isEmpty {
                let isMissing = run.flag.quality == .missing
                cut.append(Run(shared.count, isMissing ? .missing : run.flag))
            }
            at += run.count
        }
    }

    /// Puts what came over the values at `offset`; parts outside are cut off.
    private func lay(_ offset: Int, over values: inout [Int64], _ flags: inout [QualityFlag]) {
        let inside = max(0, offset)..<max(0, offset, min(values.count, offset + count))
        var at = offset
        let own = self.values
        for run in runs {
            let range = (at..<at + run.count).clamped(to: inside)
            if run.flag.quality != .missing, !range.isEmpty {
                let part = range.lowerBound - offset..<range.upperBound - offset
                values.replaceSubrange(range, with: own[part])
                flags.replaceSubrange(range, with: repeatElement(run.flag, count: range.count))
            }
            at += run.count
        }
    }

    /// Places of the intervals that start inside a stretch of time.
    package func range(of wanted: Range<Instant>) -> Range<Int> {
        func position(_ instant: Instant) -> Int {
            min(count, max(0, (instant - start + seconds - 1) / seconds))
        }
        return position(wanted.lowerBound)..<position(wanted.upperBound)
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
