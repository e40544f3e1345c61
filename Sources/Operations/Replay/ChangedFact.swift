/// What a bill depends on, in the order in which a replay puts later knowledge in the place of
/// earlier: each kind moves the bill from where the kinds before it have left it.
package enum FactKind: String, Sendable, Hashable, CaseIterable {
    /// Dials and intervals.
    case readings
    /// Registers: what they count, their multiplier, where they hang.
    case meters
    case agreements
    case properties
    /// Prices by the hour or day, and indexes.
    case prices
    case tariffs
    case policy
    /// Cycles, supply points, accepted findings, the bill before.
    case other
}

/// A fact that is not what it was: nil before is new, nil after is gone.
package struct ChangedFact: Sendable, Hashable {
    /// Such as `reading of M1 (m3) on 2025-03-31`.
    package let subject: String
    package let before: String?
    package let after: String?

    init(_ subject: String, before: String?, after: String?) {
        self.subject = subject
        self.before = before
        self.after = after
    }
}

extension [ChangedFact] {
    /// What differs between two lists of named facts, in order of their names.
    static func between(
        _ before: [(name: String, text: String)], _ after: [(name: String, text: String)]
    ) -> [ChangedFact] {
        let old = Dictionary(before) { $0 + ", " + $1 }
        let new = Dictionary(after) { $0 + ", " + $1 }
        return Set(old.keys).union(new.keys).sorted()
            .filter { old[$0] != new[$0] }
            .map { ChangedFact($0, before: old[$0], after: new[$0]) }
    }
}

extension Dictionary where Key == String, Value == String {
    fileprivate init(
        _ named: [(name: String, text: String)], joined: (String, String) -> String
    ) {
        self.init(named.map { ($0.name, $0.text) }, uniquingKeysWith: joined)
    }
}
