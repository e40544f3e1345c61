package import Measures

/// Why a register cannot hang where and as it is said.
package enum PlacementRefused: Error, Hashable, Sendable {
    /// On these days its meter hangs at another supply point (rules A6.4, B3.1).
    case elsewhere(Period)
    /// On these days it hangs there already, since that installation (rule B3.1).
    case hangsAlready(Period, since: Day)
    /// What is stored of it was counted in this other way (rule A6.4).
    case countsOtherwise(Register.Kind)
}

extension InstalledRegister {
    /// The refusal beside other registers of its meter: a meter hangs at one supply point at a
    /// time, and a register once (rules A6.4, B3.1).
    package func refusal(beside others: some Sequence<InstalledRegister>) -> PlacementRefused? {
        for other in others {
            guard let days = other.period.shared(with: period) else { continue }
            if other.supplyPointID != supplyPointID { return .elsewhere(days) }
            if other.code == code {
                return .hangsAlready(days, since: other.register.installed)
            }
        }
        return nil
    }

    /// The refusal in the place of what is known of it: values that are stored stay what they are,
    /// intervals of a length or readings of a dial. A meter that counts otherwise from a day on
    /// has a row of its own from then on (rule A6.4).
    ///
    /// - Parameter hasData: whether anything that it counted is stored; asked where it matters.
    package func refusal<Failed: Error>(
        inPlaceOf known: InstalledRegister, hasData: () throws(Failed) -> Bool
    ) throws(Failed) -> PlacementRefused? {
        guard known.register.kind != register.kind, try hasData() else { return nil }
        return .countsOtherwise(known.register.kind)
    }
}
