package import Access
package import Measures
package import Storage

/// A role to be held, as it is asked for.
package struct RoleAsked: Codable, Sendable, Hashable {
    package let role: Role
    /// Codes of schemes; none for all of them.
    package let schemes: [String]

    package init(_ role: Role, schemes: [String] = []) {
        self.role = role
        self.schemes = schemes
    }

    var scope: Scope { schemes.isEmpty ? .everything : .schemes(Set(schemes)) }
}

/// Takes somebody in, with the first roles and the first credential. The first person of books is
/// an administrator; from then on the books are nobody's who is not on the list.
package struct AddPerson: Act {
    package static let name = "add-person"
    package static let permission = Permission.managePeople

    package struct Added: Codable, Sendable, Hashable {
        package let id: Person.ID
        package let name: String
    }

    package let person: String
    package let roles: [RoleAsked]
    /// The first day; nil for today.
    package let from: Day?
    /// The digest of the key that they show.
    package let key: Digest?

    package init(_ person: String, roles: [RoleAsked], from: Day? = nil, key: Digest? = nil) {
        self.person = person
        self.roles = roles
        self.from = from
        self.key = key
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Added> {
        let name = try checkedName(books)
        let from = try books.firstDay(from)
        try books.refuseUnknownSchemes(roles.flatMap(\.schemes))
        let id = try books.access.nextPersonID()
        let grants = roles.map {
            RoleGrant(person: id, role: $0.role, scope: $0.scope, from: from)
        }
        try refuseFirstWithoutRights(books, grants)
        var decision = Decision<Added>(event: "person-added", of: Subject(.person, id.rawValue)) {
            books, event in
            try books.access.add(Person(id: id, name: name), event: event)
            for grant in grants { try books.access.put(grant, event: event) }
            if let key {
                try books.addCredential(key, .key, of: id, label: "first key", event: event)
            }
            return Added(id: id, name: name)
        }
        decision.after = ["name": .string(name), "roles": RoleAsked.json(roles)]
        return decision
    }

    private func checkedName(_ books: Books) throws -> String {
        let name = person.split { $0.isWhitespace }.joined(separator: " ")
        guard !name.isEmpty else { throw AccessRefused.notAPersonsName(person) }
        let today = try books.businessDay()
        let isTaken = try books.access.people().contains {
            $0.isHere(on: today) && isSamePerson($0.name, name)
        }
        if isTaken { throw AccessRefused.nameTaken(name: name) }
        return name
    }

    private func refuseFirstWithoutRights(_ books: Books, _ grants: [RoleGrant]) throws {
        guard try !books.access.hasPeople() else { return }
        let today = try books.businessDay()
        let isAdministrator = grants.contains {
            $0.role == .administrator && $0.scope == .everything && $0.holds(on: today)
        }
        guard isAdministrator, key != nil else {
            throw AccessRefused.firstIsAdministrator(name: person)
        }
    }
}

extension RoleAsked {
    static func json(_ roles: [RoleAsked]) -> JSONValue {
        .array(
            roles.map { asked in
                [
                    "role": .string(asked.role.rawValue),
                    "schemes": .array(asked.schemes.sorted().map { .string($0) }),
                ]
            })
    }
}

extension Books {
    /// The first day of something about a person: today, unless a later one is given.
    func firstDay(_ day: Day?) throws -> Day {
        let today = try businessDay()
        guard let day else { return today }
        guard day >= today else { throw AccessRefused.startsBefore(today: today, day) }
        return day
    }

    func refuseUnknownSchemes(_ codes: [String]) throws {
        let known = Set(try supply.schemes().map(\.code))
        if let unknown = codes.first(where: { !known.contains($0) }) {
            throw AccessRefused.schemeUnknown(unknown)
        }
    }

    /// Somebody who is here, by name.
    func personHere(_ name: String) throws -> Person {
        let today = try businessDay()
        let found = try access.people().first {
            $0.isHere(on: today) && isSamePerson($0.name, name)
        }
        guard let found else { throw AccessRefused.unknownPerson(name: name) }
        return found
    }

    @discardableResult
    func addCredential(
        _ digest: Digest, _ kind: Credential.Kind, of person: Person.ID, label: String,
        expiresAt: String? = nil, event: Int64
    ) throws -> Int64 {
        let id = try access.nextCredentialID()
        _ = try access.put(
            Credential(
                id: id, person: person, kind: kind, digest: digest, label: label,
                expiresAt: expiresAt), event: event)
        return id
    }
}
