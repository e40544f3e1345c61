import Access
import ArgumentParser
import Measures
import Operations

/// A role with the schemes that it is for: `senior`, or `senior:NORTH,SOUTH`.
struct RoleArgument: ExpressibleByArgument {
    let asked: RoleAsked

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let role = Role(rawValue: String(parts[0])) else { return nil }
        let schemes = parts.count == 2 ? parts[1].split(separator: ",").map(String.init) : []
        if parts.count == 2, schemes.isEmpty { return nil }
        asked = RoleAsked(role, schemes: schemes)
    }
}

/// An amount with its currency: `GBP 50.00`.
struct MoneyArgument: ExpressibleByArgument {
    let money: Money

    init?(argument: String) {
        let parts = argument.split(separator: " ")
        guard parts.count == 2, let currency = Currency.listed(String(parts[0])),
            let value = Exact(String(parts[1])), !value.isNegative,
            let money = try? Money(value, in: currency, .halfUp), money.exact == value
        else { return nil }
        self.money = money
    }
}

extension Role: ExpressibleByArgument {}
extension Permission: ExpressibleByArgument {}
