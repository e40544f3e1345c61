import Interchange
import Measures
import Metering

extension KeptDay {
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
