/// The schemes that a role is held for.
package enum Scope: Sendable, Hashable {
    case everything
    /// Codes of schemes.
    case schemes(Set<String>)

    /// Whether a scheme is inside. What belongs to no scheme in particular, or to all of them, is
    /// inside of everything only.
    package func contains(_ scheme: String?) -> Bool {
        switch self {
        case .everything: true
        case .schemes(let codes): scheme.map(codes.contains) ?? false
        }
    }

    package func joined(with other: Scope) -> Scope {
        guard case .schemes(let mine) = self, case .schemes(let others) = other else {
            return .everything
        }
        return .schemes(mine.union(others))
    }
}
