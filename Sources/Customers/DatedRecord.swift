package import Measures

/// A dated fact of a party or an account: from a day up to another.
package protocol DatedRecord: Sendable, Hashable {
    /// Its number, as people name it.
    var id: Int64 { get set }
    /// The party or the account that it is about.
    var owner: Int64 { get }
    var period: Period { get set }
    /// Who sees what it says.
    var recordClass: RecordClass { get }
    /// The day on which somebody looks at it again; nil for what nobody needs to.
    var reviewDay: Day? { get }

    /// Whether it and another of the same owner cannot both hold on one day.
    func excludes(_ other: Self) -> Bool
    /// Why it cannot stand, by itself or beside the others of its owner, a hold beside those of all
    /// accounts of the party; the first reason.
    func refusal(beside others: [Self]) -> RecordRefused?
}

extension DatedRecord {
    package var recordClass: RecordClass { .personal }
    package var reviewDay: Day? { nil }

    package func holds(on day: Day) -> Bool { period.start <= day && day < period.end }

    /// Whether it is to be looked at again by a day: it has not ended, and does not end before that
    /// (rules G1.2, G5.4).
    package func isDue(by day: Day, today: Day) -> Bool {
        guard let reviewDay, period.end > today else { return false }
        return reviewDay <= day && reviewDay < period.end
    }

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
    /// It has an end or a day of review (rule G1.2).
    case needsEndOrReview
    /// It has an end (rules G5.4, H2.4).
    case needsEnd
    /// It stands on evidence: a consent, a document (rules E5.1, H2.4, H6.1).
    case needsEvidence
    /// One breathing space in 12 months (rule G3.1).
    case secondBreathingSpace(id: Int64)
    /// A breathing space is of 60 days (rule G3.1): up to this day.
    case wrongLength(upTo: Day)
    /// Shares of payers add up to 100 % at most.
    case sharesTooLarge(share: Exact, sum: Exact)
    /// A share is above 0 and at most 100.
    case noShare(Exact)
    /// Whoever is supplied is told of bills, of the service and of interruptions; only marketing can
    /// be refused altogether (rule H2.5).
    case mustBeReached
    /// Somebody is not beside themselves.
    case sameParty
}
