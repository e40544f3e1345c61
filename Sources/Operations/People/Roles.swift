package import Access
package import Measures
package import Storage

/// Gives somebody a role, for some schemes or all.
package struct GrantRole: Act {
    package static let name = "grant-role"
    package static let permission = Permission.managePeople
    package let person: String
    package let asked: RoleAsked
    package let from: Day?
    /// The first day without it; nil for no end.
    package let upTo: Day?

    package init(_ asked: RoleAsked, to person: String, from: Day? = nil, upTo: Day? = nil) {
        self.person = person
        self.asked = asked
        self.from = from
        self.upTo = upTo
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Person.ID> {
        let found = try books.personHere(person)
        let from = try books.firstDay(from)
        if let upTo, upTo <= from { throw AccessRefused.startsBefore(today: from, upTo) }
        try books.refuseUnknownSchemes(asked.schemes)
        let grant = RoleGrant(
            person: found.id, role: asked.role, scope: asked.scope, from: from, upTo: upTo)
        var decision = Decision<Person.ID>(
            event: "role-granted", of: Subject(.person, found.id.rawValue)
        ) { books, event in
            try books.access.put(grant, event: event)
            return found.id
        }
        decision.before = try books.roles(of: found)
        decision.after = [
            "name": .string(found.name), "adds": RoleAsked.json([asked]), "from": .day(from),
            "up to": .day(upTo),
        ]
        return decision
    }
}

/// Takes a role from somebody, in all schemes, from a day on.
package struct EndRole: Act {
    package static let name = "end-role"
    package static let permission = Permission.managePeople
    package let person: String
    package let role: Role
    package let on: Day?

    package init(_ role: Role, of person: String, on: Day? = nil) {
        self.person = person
        self.role = role
        self.on = on
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Person.ID> {
        let found = try books.personHere(person)
        let day = try books.firstDay(on)
        let ended = try ended(of: found, on: day, books)
        let others = try books.access.grants().filter { grant in
            !ended.contains { $0.isSameGrant(as: grant) }
        }
        try books.refuseNoAdministrator(
            try books.access.people(), others + ended, on: day, without: found.name)
        var decision = Decision<Person.ID>(
            event: "role-ended", of: Subject(.person, found.id.rawValue)
        ) { books, event in
            for grant in ended { try books.access.put(grant, event: event) }
            return found.id
        }
        decision.before = try books.roles(of: found)
        decision.after = [
            "name": .string(found.name), "ends": .string(role.rawValue), "on": .day(day),
        ]
        return decision
    }

    private func ended(of person: Person, on day: Day, _ books: Books) throws -> [RoleGrant] {
        let held = try books.access.grants(of: person.id).filter {
            $0.role == role && ($0.upTo.map { day < $0 } ?? true)
        }
        guard !held.isEmpty else { throw AccessRefused.noSuchRole(name: person.name, role) }
        return held.map {
            RoleGrant(
                person: $0.person, role: $0.role, scope: $0.scope, from: $0.from,
                upTo: max(day, $0.from))
        }
    }
}

extension RoleGrant {
    fileprivate func isSameGrant(as other: RoleGrant) -> Bool {
        person == other.person && role == other.role && scope == other.scope && from == other.from
    }
}

extension Books {
    /// What somebody holds, as a second person is shown it.
    fileprivate func roles(of person: Person) throws -> JSONValue {
        let held = try access.grants(of: person.id).map { grant -> JSONValue in
            [
                "role": .string(grant.role.rawValue), "scope": .string(grant.scope.words),
                "from": .day(grant.from), "up to": .day(grant.upTo),
            ]
        }
        return ["name": .string(person.name), "roles": .array(held)]
    }
}

extension Scope {
    /// `all schemes`, or the codes.
    package var words: String {
        switch self {
        case .everything: "all schemes"
        case .schemes(let codes): codes.sorted().joined(separator: ", ")
        }
    }
}

/// Sets up to what amount a role decides alone.
package struct SetAuthorityLimit: Act {
    package static let name = "set-authority-limit"
    package static let permission = Permission.managePeople
    package let role: Role
    package let of: Permission
    package let maximum: Money

    package init(_ maximum: Money, for role: Role, of permission: Permission) {
        self.role = role
        of = permission
        self.maximum = maximum
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Money> {
        guard of.roles.contains(role), of.secondPerson == .aboveLimit else {
            throw AccessRefused.notAllowed(who: role.rawValue, of)
        }
        let limit = AuthorityLimit(role: role, permission: of, maximum: maximum)
        let before = try books.access.limits().first {
            $0.role == role && $0.permission == of && $0.maximum.currency == maximum.currency
        }
        let id = "\(role.rawValue) \(of.rawValue) \(maximum.currency.rawValue)"
        var decision = Decision<Money>(event: "limit-set", of: Subject(.limit, id)) {
            books, event in
            _ = try books.access.put(limit, event: event)
            return maximum
        }
        decision.before = before.map { .money($0.maximum) } ?? .null
        decision.after = .money(maximum)
        return decision
    }
}
