import Measures

/// What use may be expected from, best first (rules B3.5, B4.1).
package struct History: Sendable, Hashable {
    package enum Basis: String, Sendable, Hashable {
        case samePeriodLastYear = "same period last year"
        case previousPeriod = "previous period"
        case classProfile = "class profile"
    }

    package var lastYear: PastUse?
    package var previous: PastUse?
    package var profile: PastUse?

    package init(
        lastYear: PastUse? = nil, previous: PastUse? = nil, profile: PastUse? = nil
    ) {
        self.lastYear = lastYear
        self.previous = previous
        self.profile = profile
    }

    /// The best history there is, or nil.
    package var best: (basis: Basis, use: PastUse)? {
        if let lastYear { return (.samePeriodLastYear, lastYear) }
        if let previous { return (.previousPeriod, previous) }
        if let profile { return (.classProfile, profile) }
        return nil
    }
}
