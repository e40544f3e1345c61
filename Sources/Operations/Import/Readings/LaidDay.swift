import Interchange
import Measures
import Metering
import Storage

/// What laying a day of intervals over what is known of it came to.
enum LaidDay: Equatable {
    case stored(FactChange)
    /// What is known stands: it is of a later version, or of a better quality.
    case kept(KeptDay)
    /// What is known of the month is in intervals of another length, so many minutes.
    case otherLength(known: Int, SentLength)
}

/// A day that was not stored for the length of its intervals.
struct SentLength: Equatable {
    let minutes: Int
    let line: Int

    func rejection(known: Int) -> Rejection {
        Rejection(
            line: line, field: "interval length", value: "\(minutes)",
            rule: "what is known of the month is in intervals of \(known) minutes (B3.3)",
            advice: "Give the meter a row of its own in meters.csv from the day of the change on.")
    }
}

/// A day as a file sends it.
struct SentDay {
    let values: ArraySlice<Int64>
    let runs: [IntervalBlock.Run]
    /// When the sender updated it.
    let version: Instant?
    let line: Int
}

/// A day that was not stored, with both values.
struct KeptDay: Equatable {
    let day: Day
    let line: Int
    /// Sums in the channel's unit; nil where there is no value or none that fits.
    let sent: Quantity?
    let sentQuality: Quality
    let known: Quantity?
    let knownQuality: Quality
    let sentVersion: Instant?
    /// Set where the version decided, not the quality.
    let knownVersion: Instant?

    static func sum(_ values: ArraySlice<Int64>) -> Quantity? {
        var (sum, hasValue) = (Int64(0), false)
        for value in values where value != IntervalBlock.missing {
            let (more, overflow) = sum.addingReportingOverflow(value)
            guard !overflow else { return nil }
            (sum, hasValue) = (more, true)
        }
        return hasValue ? Quantity(millionths: sum) : nil
    }

    /// As a rejected row, like a register reading that another one stands in the way of (RD-DUP).
    var rejection: Rejection {
        Rejection(
            line: line, field: "interval values",
            value: description(sent, sentQuality, version: sentVersion),
            rule:
                "what is known of \(day) stands, \(description(known, knownQuality, version: knownVersion)): "
                + (knownVersion == nil
                    ? "it is of a better quality (RD-DUP, B2.4)"
                    : "it is of a later version (RD-DUP)"),
            advice: knownVersion == nil
                ? "If the day is wrong, ask for actual values, or void it first."
                : "Nothing, where the later file is right; else ask for a new version.")
    }

    private func description(_ sum: Quantity?, _ quality: Quality, version: Instant?) -> String {
        let amount = sum.map { "\($0) in all" } ?? "no values"
        return "\(amount), \(quality)" + (version.map { ", updated \($0.market)" } ?? "")
    }
}

extension Instant {
    /// In market time, as the file has it: 2025-11-05 09:30.
    fileprivate var market: String {
        let day = Zone.nemMarket.day(of: self)
        let minute = Zone.nemMarket.secondOfDay(at: self) / 60
        let (hours, minutes) = (minute / 60, minute % 60)
        return "\(day) \(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }
}
