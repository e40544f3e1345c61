package import Measures

/// What became of an act that needs a second person.
package enum ProposalState: String, Sendable, CaseIterable {
    case waiting
    /// The second person approved it, and it was done.
    case approved
    case refused
    /// The maker took it back.
    case withdrawn
}

/// An act that waits for a second person, with the digest of the effect that was shown.
package struct Proposal: Sendable, Hashable {
    package let id: Int64
    /// The name of the act.
    package let act: String
    package let maker: Caller
    package let permission: Permission
    package let effect: Digest
    package let state: ProposalState

    package init(
        id: Int64, act: String, maker: Caller, permission: Permission, effect: Digest,
        state: ProposalState
    ) {
        self.id = id
        self.act = act
        self.maker = maker
        self.permission = permission
        self.effect = effect
        self.state = state
    }

    /// Why it cannot be approved with the effect that it would have now.
    package func refusal(of effect: Digest) -> AccessRefused? {
        guard state == .waiting else { return .decidedAlready(proposal: id, state) }
        return effect == self.effect ? nil : .otherEffect(proposal: id)
    }
}
