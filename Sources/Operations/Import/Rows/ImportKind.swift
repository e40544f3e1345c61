/// What a file brings. The raw value is what the command line calls it.
package enum ImportKind: String, Sendable, CaseIterable {
    case schemes, customers, premises
    case supplyPoints = "supply-points"
    case needs, holds, preferences
    case jointParties = "joint-parties"
    case payers, agents
    case tariffs, policy, agreements, properties, prices, meters
    /// CSV, NEM12 or NEM13: what is inside says which.
    case readings

    /// Its files hold one text that supersedes the text before: an older one, taken in again after
    /// a newer one, holds again.
    var isRules: Bool { self == .tariffs || self == .policy }
}
