package import Access
package import Measures
package import Storage

/// Somebody leaves: from that day on they may nothing, and what they showed to be believed ends at
/// once where it is today.
package struct RemovePerson: Act {
    package static let name = "remove-person"
    package static let permission = Permission.managePeople
    package let person: String
    /// The first day without them; nil for today.
    package let on: Day?

    package init(_ person: String, on: Day? = nil) {
        self.person = person
        self.on = on
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Person.ID> {
        let found = try books.personHere(person)
        let day = try books.firstDay(on)
        let left = Person(id: found.id, name: found.name, leftOn: day)
        let people = try books.access.people().map { $0.id == found.id ? left : $0 }
        try books.refuseNoAdministrator(
            people, try books.access.grants(), on: day, without: found.name)
        let isToday = try day == books.businessDay()
        var decision = Decision<Person.ID>(
            event: "person-left", of: Subject(.person, found.id.rawValue)
        ) { books, event in
            _ = try books.access.put(left, event: event)
            if isToday {
                for credential in try books.access.credentials(of: found.id) {
                    _ = try books.access.endCredential(credential.id, event: event)
                }
            }
            return found.id
        }
        decision.before = ["name": .string(found.name), "left": .day(found.leftOn)]
        decision.after = ["name": .string(found.name), "left": .day(day)]
        return decision
    }
}

extension Books {
    /// Somebody is left who can manage people and has a key to show for it, once `ended` holds no
    /// longer.
    func refuseNoAdministrator(
        _ people: [Person], _ grants: [RoleGrant], on day: Day, without name: String,
        ended: Int64? = nil
    ) throws {
        let able = try Administrators.lasting(people, grants, on: day).contains { person in
            try access.credentials(of: person).contains { $0.kind == .key && $0.id != ended }
        }
        if !able { throw AccessRefused.lastAdministrator(name: name) }
    }
}
