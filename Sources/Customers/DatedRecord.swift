package import Measures

/// A dated fact of a party or an account: from a day up to another.
package protocol DatedRecord: Sendable, Hashable {
    /// Its number, as people name it.
    var id: Int64 { get set }
    /// The party or the account that it is about.
    var owner: Int64 { get }
    var period: Period { get set }

    /// Whether it and another of the same owner cannot both hold on one day.
    func excludes(_ other: Self) -> Bool
    /// Why it cannot stand, by itself or beside the others of its owner; the first reason.
    func refusal(beside others: [Self]) -> RecordRefused?
}

extension DatedRecord {
    package func holds(on day: Day) -> Bool { period.start <= day && day < period.end }

    /// The first other one that cannot hold beside it.
    package func clash(_ others: [Self]) -> RecordRefused? {
        let clash = others.first {
            $0.id != id && excludes($0) && $0.period.shared(with: period) != nil
        }
        return clash.map { .overlaps(id: $0.id) }
    }
}

/// Why a dated fact cannot stand.
package enum RecordRefused: Error, Sendable, Hashable {
    /// Another one of the kind holds on some of its days.
    case overlaps(id: Int64)
    /// It has an end or a day of review (rules G1.2, G5.4, H2.4).
    case needsEnd
    /// It stands on evidence: a consent, a document (rules E5.1, H2.4, H6.1).
    case needsEvidence
    /// One breathing space in 12 months (rule G3.1).
    case secondBreathingSpace(id: Int64)
    /// A breathing space is of 60 days (rule G3.1): up to this day.
    case wrongLength(upTo: Day)
    /// Shares of payers add up to 100 % at most.
    case sharesTooLarge(Exact)
    /// A share is above 0 and at most 100.
    case noShare(Exact)
    /// Somebody is not beside themselves.
    case sameParty
}
