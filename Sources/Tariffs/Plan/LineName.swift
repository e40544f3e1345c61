import Measures

/// The part of a line's description that does not differ between accounts.
struct LineName: Sendable {
    let charge: Int
    let code: String
    let segmentCode: String
    let label: String?
    let unit: Unit?
    let tax: String?
    let account: String
    /// The price named alone in the line's price formula.
    let price: Int?
    let quantity: String?
}

struct SeasonStart: Sendable {
    let season: Int
    let month: Int
    let day: Int
}
