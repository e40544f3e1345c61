package import Measures

/// Why a reading cannot stand on its register, in order of precedence.
package enum ReadingRefused: Error, Hashable, Sendable {
    /// The register is an interval channel (rule B3.1).
    case interval
    /// It is after today (RD-DATE).
    case future(today: Day)
    /// The dials cannot show it (rule B3.3).
    case misfit(DoesNotFit)
    /// Another value is known for the day, from a source that is as good or better (RD-DUP).
    case duplicate(known: Quantity, roles: ReadRoles)
}

extension Register {
    /// The refusal of a reading for what it is itself, before anything known is asked.
    package func refusal(of reading: Reading, today: Day) -> ReadingRefused? {
        guard case .register = kind else { return .interval }
        if reading.day > today { return .future(today: today) }
        return dial.misfit(reading.value).map { .misfit($0) }
    }
}

extension Reading {
    /// What stands after another reading for the same day comes (rules B1, D2 RD-DUP).
    ///
    /// The same value plays both roles; of two values the better source wins.
    package func meeting(_ other: Reading) -> Result<Reading, ReadingRefused> {
        if value == other.value { return .success(joined(with: other)) }
        if other.rank > rank { return .success(other) }
        return .failure(.duplicate(known: value, roles: roles))
    }

    private func joined(with other: Reading) -> Reading {
        let best = other.rank > rank ? other : self
        let isOneKind = isEstimated == other.isEstimated
        return Reading(
            registerID: registerID, day: day, value: value,
            roles: isOneKind ? roles.union(other.roles) : best.roles,
            source: best.source, method: best.method, status: best.status)
    }

    /// How far a reading may overrule another of the same day; the larger wins (rules B1, B1.2).
    package var rank: Int {
        if roles == ReadRoles(.check) { return 0 }
        switch status {
        case .estimated: return 1
        case .derived: return 2
        case .deemed: return 3
        case .actual: return source == .customer ? 4 : 5
        case .agreed: return 6
        }
    }
}
