package import Measures

/// A person who works with the books. The number is the identity; names change.
package struct Person: Sendable, Hashable {
    package struct ID: RawRepresentable, Sendable, Hashable, Codable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    /// What `--as` and lists call them; one person's at a time.
    package let name: String
    /// The first day on which they are gone; nil for who is here.
    package let leftOn: Day?

    package init(id: ID, name: String, leftOn: Day? = nil) {
        self.id = id
        self.name = name
        self.leftOn = leftOn
    }

    package func isHere(on day: Day) -> Bool { leftOn.map { day < $0 } ?? true }
}

/// A role that a person holds for some schemes on some days.
package struct RoleGrant: Sendable, Hashable {
    package let person: Person.ID
    package let role: Role
    package let scope: Scope
    package let from: Day
    /// The first day without it; nil while it has no end.
    package let upTo: Day?

    package init(
        person: Person.ID, role: Role, scope: Scope = .everything, from: Day, upTo: Day? = nil
    ) {
        self.person = person
        self.role = role
        self.scope = scope
        self.from = from
        self.upTo = upTo
    }

    func isHeld(by person: Person.ID, on day: Day) -> Bool {
        self.person == person && holds(on: day)
    }

    package func holds(on day: Day) -> Bool { from <= day && (upTo.map { day < $0 } ?? true) }
}
