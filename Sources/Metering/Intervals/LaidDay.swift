package import Measures

/// A day of intervals of a channel as a file sends it.
package struct SentDay: Sendable {
    /// Millionths of the channel's unit; `IntervalBlock.missing` wherever the quality says so.
    package let values: ArraySlice<Int64>
    /// The qualities, from the day's first interval to its last.
    package let runs: [IntervalBlock.Run]
    /// When the sender updated it.
    package let version: Instant?
    /// Where it stands in the file.
    package let line: Int

    /// - Parameter values: whatever stands where the quality is missing does not count.
    package init(
        values: ArraySlice<Int64>, runs: [IntervalBlock.Run], version: Instant?, line: Int
    ) {
        self.values = SentDay.blank(values, where: runs)
        (self.runs, self.version, self.line) = (runs, version, line)
    }

    private static func blank(
        _ values: ArraySlice<Int64>, where runs: [IntervalBlock.Run]
    ) -> ArraySlice<Int64> {
        guard runs.contains(where: { $0.flag.quality == .missing }) else { return values }
        var (values, start) = (values, values.startIndex)
        for run in runs {
            let end = start + run.count
            if run.flag.quality == .missing {
                for index in start..<end { values[index] = IntervalBlock.missing }
            }
            start = end
        }
        return values
    }
}

/// What laying a day of intervals over what is known of it came to.
package enum LaidDay: Hashable, Sendable {
    case new
    /// It replaces values that were known, or comes in a later version with the same values.
    case superseded
    /// The same is known already.
    case unchanged
    /// What is known stands: it is of a later version, or of a better quality.
    case kept(KeptDay)
    /// What is known of the month is in intervals of so many minutes, the day on `line` in others.
    case otherLength(known: Int, sent: Int, line: Int)
}

/// A day that was not stored, with both values.
package struct KeptDay: Hashable, Sendable {
    package let day: Day
    package let line: Int
    /// Sums in the channel's unit; nil where there is no value or none that fits.
    package let sent: Quantity?
    package let sentQuality: Quality
    package let known: Quantity?
    package let knownQuality: Quality
    package let sentVersion: Instant?
    /// Set where the version decided, not the quality.
    package let knownVersion: Instant?

    static func sum(_ values: ArraySlice<Int64>) -> Quantity? {
        var (sum, hasValue) = (Int64(0), false)
        for value in values where value != IntervalBlock.missing {
            let (more, overflow) = sum.addingReportingOverflow(value)
            guard !overflow else { return nil }
            (sum, hasValue) = (more, true)
        }
        return hasValue ? Quantity(millionths: sum) : nil
    }
}
