package import Measures

/// When an act waits for a second person.
package enum SecondPerson: Sendable, Hashable {
    case never
    case always
    /// Where the sum of a person's amounts for an account in a day is above their limit.
    case aboveLimit
}

extension Permission {
    /// Money and rules move with two pairs of eyes (rules D1.6, E4.2). A run has its second person
    /// in its own states: who approves is not who calculated.
    package var secondPerson: SecondPerson {
        switch self {
        case .changeRules, .managePeople, .erasePersonalData: .always
        case .correctBills, .refundMoney, .writeOffDebt: .aboveLimit
        default: .never
        }
    }
}

/// Up to what somebody in a role may decide alone, for one account in one day (delegations of
/// authority).
package struct AuthorityLimit: Sendable, Hashable {
    package let role: Role
    package let permission: Permission
    package let maximum: Money

    package init(role: Role, permission: Permission, maximum: Money) {
        self.role = role
        self.permission = permission
        self.maximum = maximum
    }
}

/// An amount of money that an act moves for an account, beside what the same person moved for it
/// on the same day: split amounts are one amount.
package struct AmountAsked: Sendable, Hashable {
    package let amount: Money
    package let earlierToday: Money

    package init(_ amount: Money, earlierToday: Money) {
        self.amount = amount
        self.earlierToday = earlierToday
    }

    /// Both directions count: a refund and its reversal move money twice.
    package var total: Money {
        Money(
            minorUnits: magnitude(amount) + magnitude(earlierToday), currency: amount.currency)
    }

    private func magnitude(_ money: Money) -> Int64 { abs(money.minorUnits) }
}

extension Authority {
    /// The highest limit of the caller's roles; nothing where none is set: then each amount needs
    /// a second person.
    package func limit(
        of permission: Permission, in currency: Currency, among limits: [AuthorityLimit]
    ) -> Money {
        let own = limits.filter {
            $0.permission == permission && $0.maximum.currency == currency
                && roles.contains($0.role)
        }
        return Money(
            minorUnits: own.map(\.maximum.minorUnits).max() ?? 0, currency: currency)
    }

    /// Whether the caller may do it alone. In books without people there is no second one.
    package func isEnough(
        for permission: Permission, _ asked: AmountAsked?, within limits: [AuthorityLimit]
    ) -> Bool {
        guard case .person = caller.identity else { return true }
        switch permission.secondPerson {
        case .never: return true
        case .always: return false
        case .aboveLimit:
            guard let asked else { return true }
            let limit = limit(of: permission, in: asked.amount.currency, among: limits)
            return asked.total.minorUnits <= limit.minorUnits
        }
    }

    /// Why the caller may not check what `maker` proposed. Whoever checks an amount has a limit
    /// that it is within.
    package func refusalToCheck(
        _ permission: Permission, by maker: Caller, _ asked: AmountAsked?,
        within limits: [AuthorityLimit], in scheme: String? = nil
    ) -> AccessRefused? {
        if caller.identity == maker.identity { return .ownWork(who: caller.name, permission) }
        if let refused = refusal(to: permission, in: scheme) { return refused }
        guard permission.secondPerson == .aboveLimit, let asked else { return nil }
        let limit = limit(of: permission, in: asked.amount.currency, among: limits)
        guard asked.total.minorUnits > limit.minorUnits else { return nil }
        return .aboveLimit(who: caller.name, permission, asked: asked.total, limit: limit)
    }
}
