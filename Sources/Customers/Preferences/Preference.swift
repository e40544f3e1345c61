package import Measures

/// What a message is for; how somebody wants to be reached is asked for each (rule H2.5).
package enum ContactPurpose: String, Sendable, CaseIterable {
    case bill, service, interruption, marketing
}

package enum ContactChannel: String, Sendable, CaseIterable {
    case post
    case email = "e-mail"
    case sms, phone, portal
    /// Not at all: for marketing only.
    case notAtAll = "none"
}

package enum AccessibleFormat: String, Sendable, CaseIterable {
    case standard
    case largePrint = "large-print"
    case braille, audio
    case easyRead = "easy-read"
    case textphone
}

/// How a party wants to be reached for a purpose (rule H2.5).
package struct Preference: DatedRecord {
    package var id: Int64
    package let owner: Int64
    package let purpose: ContactPurpose
    package let channel: ContactChannel
    package let format: AccessibleFormat
    /// BCP 47; blank for the party's own.
    package let language: String
    /// Minutes of the local day in which no phone rings; may run over midnight.
    package let quiet: QuietHours?
    package var period: Period
    /// When, where and in which words they agreed: needed for marketing (rule H6.1).
    package let evidence: String

    package init(
        id: Int64, party owner: Int64, purpose: ContactPurpose, channel: ContactChannel,
        format: AccessibleFormat = .standard, language: String = "", quiet: QuietHours? = nil,
        period: Period, evidence: String = ""
    ) {
        (self.id, self.owner, self.purpose, self.channel) = (id, owner, purpose, channel)
        (self.format, self.language, self.quiet) = (format, language, quiet)
        (self.period, self.evidence) = (period, evidence)
    }

    package func excludes(_ other: Preference) -> Bool { purpose == other.purpose }

    package func refusal(beside others: [Preference]) -> RecordRefused? {
        if purpose != .marketing, channel == .notAtAll { return .mustBeReached }
        if purpose == .marketing, channel != .notAtAll, evidence.isEmpty { return .needsEvidence }
        return clash(others)
    }
}

/// From a minute of the day up to another; `22:00-07:00` runs over midnight.
package struct QuietHours: Sendable, Hashable, CustomStringConvertible {
    package let from: Int
    package let upTo: Int

    /// Nil for what is no pair of times, or two that are the same.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = QuietHours.minute(parts[0]),
            let upTo = QuietHours.minute(parts[1]), from != upTo
        else { return nil }
        (self.from, self.upTo) = (from, upTo)
    }

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy(isTwoDigits),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    private static func isTwoDigits(_ text: Substring) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    package func contains(minute: Int) -> Bool {
        from < upTo ? (from..<upTo).contains(minute) : minute >= from || minute < upTo
    }

    package var description: String { QuietHours.text(from) + "-" + QuietHours.text(upTo) }

    private static func text(_ minute: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return two(minute / 60) + ":" + two(minute % 60)
    }
}

extension [Preference] {
    /// The one that holds for a purpose on a day.
    package func chosen(_ purpose: ContactPurpose, on day: Day) -> Preference? {
        first { $0.purpose == purpose && $0.holds(on: day) }
    }

    /// Marketing needs a consent that holds; a phone does not ring in quiet hours, except for an
    /// interruption of supply (rules H2.5, H6.1).
    package func mayContact(
        for purpose: ContactPurpose, by channel: ContactChannel, on day: Day, minute: Int
    ) -> Bool {
        if channel == .notAtAll { return false }
        let chosen = chosen(purpose, on: day)
        if purpose == .marketing, chosen?.channel != channel { return false }
        if purpose == .interruption || (channel != .phone && channel != .sms) { return true }
        return chosen?.quiet?.contains(minute: minute) != true
    }
}
