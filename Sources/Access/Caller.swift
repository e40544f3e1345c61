package import Measures

/// Who asks for something to be done or shown.
package struct Caller: Sendable, Hashable {
    package enum Identity: Sendable, Hashable {
        case person(Person.ID)
        /// A job, by its name: it does what was set up by somebody who might.
        case job(String)
        /// The program itself, such as one that ends what a stopped process left.
        case system
        /// Books without people: whoever is at the machine is every role.
        case singleUser
    }

    package let identity: Identity
    /// What events call them.
    package let name: String

    package init(_ identity: Identity, name: String) {
        self.identity = identity
        self.name = name
    }

    package static func singleUser(_ name: String) -> Caller { Caller(.singleUser, name: name) }
    package static func job(_ name: String) -> Caller { Caller(.job(name), name: "job \(name)") }
    package static let system = Caller(.system, name: "system")

    /// Nil for jobs, the system, and the user of books without people.
    package var person: Person.ID? {
        if case .person(let id) = identity { id } else { nil }
    }

    /// Whether both are one and the same who acts: people by number; the users of books without
    /// people are told apart by the names they give, as well as that can be.
    package func isSame(as other: Caller, comparingNames same: (String, String) -> Bool) -> Bool {
        switch (identity, other.identity) {
        case (.singleUser, .singleUser): same(name, other.name)
        default: identity == other.identity
        }
    }
}

/// What a caller may do on a day: their identity with the roles they hold, as the books have them.
package struct Authority: Sendable {
    package let caller: Caller
    package let day: Day
    private let grants: [RoleGrant]

    /// Of people the grants as the books have them now; all others have none.
    package init(_ caller: Caller, on day: Day, grants: [RoleGrant] = []) {
        self.caller = caller
        self.day = day
        guard let person = caller.person else {
            self.grants = []
            return
        }
        self.grants = grants.filter { $0.isHeld(by: person, on: day) }
    }

    package var roles: Set<Role> {
        caller.identity == .singleUser ? Set(Role.allCases) : Set(grants.map(\.role))
    }

    /// The schemes for which the caller has a permission; nil where for none.
    package func scope(of permission: Permission) -> Scope? {
        switch caller.identity {
        case .singleUser, .system: return .everything
        case .job: return permission.isForJobs ? .everything : nil
        case .person:
            let scopes = grants.filter { permission.roles.contains($0.role) }.map(\.scope)
            return scopes.dropFirst().reduce(scopes.first) { $0?.joined(with: $1) }
        }
    }

    /// Why the caller may not do it for a scheme, by its code, or, for nil, for all of them.
    package func refusal(to permission: Permission, in scheme: String? = nil) -> AccessRefused? {
        guard let scope = scope(of: permission) else {
            return .notAllowed(who: caller.name, permission)
        }
        guard scope.contains(scheme) else {
            return .outsideScope(who: caller.name, permission, scheme: scheme, scope)
        }
        return nil
    }
}
