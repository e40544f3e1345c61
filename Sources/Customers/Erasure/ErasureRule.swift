package import Measures

/// What decides whether data of a party may go.
package struct ErasureSituation: Sendable, Hashable {
    package var today: Day
    /// The first day without supply; nil where there never was any, `.openEnd` where it goes on.
    package var suppliedUpTo: Day?
    /// The first day on which they are neither liable for an account of somebody else nor pay it;
    /// nil where they never were.
    package var liableUpTo: Day?
    /// The day of the last bill issued to an account of theirs.
    package var lastBill: Day?
    /// Whole years for which a bill is kept after the year it was issued in.
    package var yearsKept: Int
    /// The first day without a legal hold; nil where there is none, `.openEnd` where it has no end.
    package var heldUpTo: Day?
    /// The first day without a need; nil where none is dated.
    package var needsUpTo: Day?

    package init(
        today: Day, suppliedUpTo: Day? = nil, liableUpTo: Day? = nil, lastBill: Day? = nil,
        yearsKept: Int = 6, heldUpTo: Day? = nil, needsUpTo: Day? = nil
    ) {
        self.today = today
        self.suppliedUpTo = suppliedUpTo
        self.liableUpTo = liableUpTo
        self.lastBill = lastBill
        self.yearsKept = yearsKept
        self.heldUpTo = heldUpTo
        self.needsUpTo = needsUpTo
    }
}

extension ErasureSituation {
    /// Whole years for which bills are kept in a jurisdiction (rule H6.4): 10 in Germany, else 6.
    package static func yearsKept(in jurisdiction: String) -> Int {
        jurisdiction.prefix(2) == "DE" ? 10 : 6
    }

    /// A legal hold beats everything, then the contract and what they owe beside others; after that
    /// each part has its own time (rules E5.1, H6.1, H6.4, H6.5).
    package func verdict(on part: PersonalPart) -> ErasureVerdict {
        if let heldUpTo, heldUpTo > today { return .kept(.legalHold, until: known(heldUpTo)) }
        if let suppliedUpTo, suppliedUpTo > today {
            return .kept(.contract, until: known(suppliedUpTo))
        }
        if let liableUpTo, liableUpTo > today {
            return .kept(.liability, until: known(liableUpTo))
        }
        switch part {
        case .name, .postalAddress: return verdict(.tax, until: taxDay)
        case .needs: return verdict(.needsEnded, until: needsDay)
        default: return .erase
        }
    }

    private func verdict(_ reason: KeptFor, until day: Day?) -> ErasureVerdict {
        guard let day, day > today else { return .erase }
        return .kept(reason, until: known(day))
    }

    /// The day after the last of the years that follow the year of the last bill.
    private var taxDay: Day? {
        guard let lastBill else { return nil }
        return Day(year: lastBill.date.year + yearsKept + 1, month: 1, day: 1)
    }

    /// A year after the need ended, at the latest with the supply.
    private var needsDay: Day? {
        let ends = [needsUpTo, suppliedUpTo].compactMap(\.self)
        return ends.min().map { $0 == .openEnd ? $0 : $0.adding(months: 12) }
    }

    private func known(_ day: Day) -> Day? { day == .openEnd ? nil : day }
}
