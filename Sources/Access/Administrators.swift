package import Measures

/// Who can manage people for all schemes.
package enum Administrators {
    /// Those who can on a day: any two of them are two pairs of eyes.
    package static func here(
        _ people: [Person], _ grants: [RoleGrant], on day: Day
    ) -> Set<Person.ID> {
        let present = Set(people.filter { $0.isHere(on: day) }.map(\.id))
        return holders(grants, on: day).intersection(present)
    }

    /// Those who can from a day on without a known end: whom the books can rely on.
    package static func lasting(
        _ people: [Person], _ grants: [RoleGrant], on day: Day
    ) -> Set<Person.ID> {
        let staying = Set(people.filter { $0.leftOn == nil }.map(\.id))
        return holders(grants.filter { $0.upTo == nil }, on: day).intersection(staying)
    }

    private static func holders(_ grants: [RoleGrant], on day: Day) -> Set<Person.ID> {
        let held = grants.filter {
            $0.role == .administrator && $0.scope == .everything && $0.holds(on: day)
        }
        return Set(held.map(\.person))
    }
}
