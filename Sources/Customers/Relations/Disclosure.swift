package import Measures

/// Who asks about a party.
package enum Listener: Sendable, Hashable {
    case themselves
    /// Liable for the account with them.
    case joint
    case payer
    case agent(Agent)
    case stranger
}

/// What is asked.
package enum Told: String, Sendable, CaseIterable {
    case balance, bills, use
    /// Where they live and how they are reached.
    case whereabouts
    case needs
}

/// What may be told to whom on a day (rules E5.1, H2.4).
package struct Disclosure: Sendable {
    package let needs: [Need]
    package let day: Day

    package init(needs: [Need], on day: Day) { (self.needs, self.day) = (needs, day) }

    /// A record of domestic abuse hides where somebody is, and so their bills, from everybody else,
    /// and the account from who is liable with them.
    package func allows(_ told: Told, to listener: Listener) -> Bool {
        switch listener {
        case .themselves: true
        case .joint: !isProtected && [.balance, .bills, .use].contains(told)
        case .payer: told == .balance
        case .agent(let agent): allows(told, to: agent)
        case .stranger: false
        }
    }

    private func allows(_ told: Told, to agent: Agent) -> Bool {
        switch told {
        case .balance: agent.may(.information, on: day) || agent.may(.payments, on: day)
        case .bills:
            !isProtected && (agent.may(.information, on: day) || agent.may(.bills, on: day))
        case .use: agent.may(.information, on: day) || agent.may(.readings, on: day)
        case .whereabouts: !isProtected && agent.may(.contract, on: day)
        case .needs: agent.kind == .carer && agent.may(.information, on: day)
        }
    }

    private var isProtected: Bool { needs.hideWhereabouts(on: day) }
}

extension [Need] {
    /// Whether where somebody lives and how they are reached is shown to named roles only (rules
    /// E5.1, H6.6).
    package func hideWhereabouts(on day: Day) -> Bool {
        contains { $0.kind == .domesticAbuse && $0.holds(on: day) }
    }
}
