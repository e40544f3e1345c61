package import Access
import Measures

extension FactTable {
    static let person = FactTable("person", key: ["id"], columns: ["name", "left_on"])

    static let roleGrant = FactTable(
        "role_grant", key: ["person_id", "role", "scheme", "from_day"], columns: ["to_day"])

    static let authorityLimit = FactTable(
        "authority_limit", key: ["role", "permission", "currency"], columns: ["maximum"])
}

extension AccessStore {
    /// Whether a person was ever recorded: from then on every act needs one.
    package func hasPeople() throws -> Bool {
        try Int64.fetchOne(db, sql: "SELECT id FROM person LIMIT 1") != nil
    }

    package func people() throws -> [Person] {
        try FactTable.person.rows(.now, "ORDER BY id", in: db).map(person)
    }

    package func person(_ id: Person.ID) throws -> Person? {
        try FactTable.person.row(.now, "AND id = ?", with: [id.rawValue.databaseValue], in: db)
            .map(person)
    }

    /// The number of the next person, which nobody else gets; numbers are not used again.
    package func nextPersonID() throws -> Person.ID {
        Person.ID(rawValue: try books.numbers.hold(.person) + 1)
    }

    /// Records a new person under the next number.
    package func add(_ person: Person, event: Int64) throws {
        _ = try put(person, event: event)
        try books.numbers.settle(.person)
    }

    package func put(_ person: Person, event: Int64) throws -> FactChange {
        try FactTable.person.put(
            [person.id.rawValue.databaseValue],
            [person.name.databaseValue, (person.leftOn?.description).databaseValue],
            event: event, in: books)
    }

    private func person(_ row: Row) throws -> Person {
        let left: String? = row[2]
        return Person(
            id: .init(rawValue: row[0]), name: row[1],
            leftOn: try left.map { _ in try row.day(2) })
    }
}

extension AccessStore {
    package func grants() throws -> [RoleGrant] {
        try FactTable.roleGrant.rows(.now, "ORDER BY person_id, role, scheme, from_day", in: db)
            .map(grant)
    }

    package func grants(of person: Person.ID) throws -> [RoleGrant] {
        try FactTable.roleGrant.rows(
            .now, "AND person_id = ? ORDER BY role, scheme, from_day",
            with: [person.rawValue.databaseValue], in: db
        ).map(grant)
    }

    /// One row for each scheme of the scope.
    package func put(_ grant: RoleGrant, event: Int64) throws {
        for scheme in grant.scope.codes {
            _ = try FactTable.roleGrant.put(
                [
                    grant.person.rawValue.databaseValue, grant.role.rawValue.databaseValue,
                    scheme.databaseValue, "\(grant.from)".databaseValue,
                ], [(grant.upTo?.description).databaseValue], event: event, in: books)
        }
    }

    private func grant(_ row: Row) throws -> RoleGrant {
        let (role, scheme, end): (String, String, String?) = (row[1], row[2], row[4])
        guard let role = Role(rawValue: role) else { throw BrokenRow(what: "the role \(role)") }
        return RoleGrant(
            person: .init(rawValue: row[0]), role: role,
            scope: scheme.isEmpty ? .everything : .schemes([scheme]), from: try row.day(3),
            upTo: try end.map { _ in try row.day(4) })
    }
}

extension Scope {
    /// As they are stored: the codes, or one blank for all schemes.
    fileprivate var codes: [String] {
        switch self {
        case .everything: [""]
        case .schemes(let codes): codes.sorted()
        }
    }
}

extension AccessStore {
    package func limits() throws -> [AuthorityLimit] {
        try FactTable.authorityLimit.rows(.now, "ORDER BY role, permission, currency", in: db)
            .map { row in
                let (role, permission, code): (String, String, String) = (row[0], row[1], row[2])
                guard let role = Role(rawValue: role),
                    let permission = Permission(rawValue: permission),
                    let currency = Currency(rawValue: code)
                else { throw BrokenRow(what: "the limit of \(role) for \(permission) in \(code)") }
                return AuthorityLimit(
                    role: role, permission: permission,
                    maximum: Money(minorUnits: row[3], currency: currency))
            }
    }

    package func put(_ limit: AuthorityLimit, event: Int64) throws -> FactChange {
        try FactTable.authorityLimit.put(
            [
                limit.role.rawValue.databaseValue, limit.permission.rawValue.databaseValue,
                limit.maximum.currency.rawValue.databaseValue,
            ], [limit.maximum.minorUnits.databaseValue], event: event, in: books)
    }
}
