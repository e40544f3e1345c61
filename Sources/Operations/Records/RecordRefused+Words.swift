import Customers
import Measures

extension RecordRefused {
    /// The column that is wrong, as files of some kinds call it; none where it is the days.
    var columns: Set<String> {
        switch self {
        case .needsEvidence: ["consent", "evidence"]
        case .needsEndOrReview, .needsEnd, .wrongLength: ["to"]
        case .sharesTooLarge, .noShare: ["share"]
        case .mustBeReached: ["channel"]
        case .overlaps, .secondBreathingSpace, .sameParty: []
        }
    }

    /// What stands in that column.
    func value(_ period: Period) -> String {
        switch self {
        case .needsEvidence, .needsEndOrReview, .needsEnd: ""
        case .wrongLength: period.end == .openEnd ? "" : "\(period.last)"
        case .sharesTooLarge(let share, _), .noShare(let share): "\(share)"
        case .mustBeReached: "none"
        case .overlaps, .secondBreathingSpace, .sameParty: "\(period.start)"
        }
    }
}

extension RecordRefused {
    var rule: String {
        switch self {
        case .overlaps(let id): "two of a kind never share a day: number \(id) holds then"
        case .needsEndOrReview: "it has a last day or a day of review (G1.2)"
        case .needsEnd: "it has a last day (G5.4, H2.4)"
        case .needsEvidence: "it stands on a consent or a document (E5.1, G5.1, H2.4, H6.1)"
        case .secondBreathingSpace(let id):
            "there is one breathing space in 12 months (G3.1): number \(id) is another"
        case .wrongLength(let day):
            "a breathing space is of 60 days (G3.1): its last one is \(day - 1)"
        case .sharesTooLarge(_, let sum):
            "shares of payers add up to 100 at most, here to \(sum)"
        case .noShare(let share): "a share is above 0 and at most 100, not \(share)"
        case .mustBeReached: "whoever is supplied is reached; only marketing can be none (H2.5)"
        case .sameParty: "somebody else than the customer"
        }
    }

    var advice: String {
        switch self {
        case .overlaps: "End the other one first, or change it."
        case .needsEndOrReview: "Say when it ends or is looked at again."
        case .needsEnd: "Say when it ends."
        case .needsEvidence: "Say what shows it."
        case .secondBreathingSpace: "Look at the notice again; a crisis moratorium is another kind."
        case .wrongLength: "Correct the last day; it starts the day after it was registered."
        case .sharesTooLarge, .noShare: "Correct the share."
        case .mustBeReached: "Choose a channel."
        case .sameParty: "Name another customer."
        }
    }
}
