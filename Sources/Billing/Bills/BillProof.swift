package import Measures

/// What a bill can be held to: one digest of its facts and one of its rules.
package struct BillProof: Sendable, Hashable {
    /// Of the facts that the points on the bill were billed from (`PointFacts.factBytes`).
    package var facts: Digest
    /// Of its rule set.
    package var rules: Digest

    package init(facts: Digest, rules: Digest) {
        self.facts = facts
        self.rules = rules
    }
}
