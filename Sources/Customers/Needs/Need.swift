package import Measures

/// A need of a party, as told and consented to (rule G5.1).
package struct Need: DatedRecord {
    package var id: Int64
    package let owner: Int64
    /// Nil once it was erased.
    package let kind: NeedKind?
    package var period: Period
    /// The last day on which it was confirmed; nil for its first day.
    package let confirmed: Day?
    /// How they agreed to its being kept, or why it is kept without (rule H6.1).
    package let consent: String
    package let note: String

    package init(
        id: Int64, party owner: Int64, kind: NeedKind?, period: Period, confirmed: Day? = nil,
        consent: String, note: String = ""
    ) {
        (self.id, self.owner, self.kind, self.period) = (id, owner, kind, period)
        (self.confirmed, self.consent, self.note) = (confirmed, consent, note)
    }

    /// The day on which it is asked again: every two years, and one that passes on its last day (rule
    /// G5.4).
    package var reviewDay: Day? {
        let again = max(confirmed ?? period.start, period.start).adding(months: 24)
        return kind?.isTemporary == true ? min(again, period.end - 1) : again
    }

    /// One that was erased stays what it may have been.
    package var recordClass: RecordClass { kind?.recordClass ?? .protected }

    package func excludes(_ other: Need) -> Bool { kind == other.kind && kind != nil }

    package func refusal(beside others: [Need]) -> RecordRefused? {
        if consent.isEmpty { return .needsEvidence }
        if kind?.isTemporary == true, period.end == .openEnd { return .needsEnd }
        return clash(others)
    }
}
