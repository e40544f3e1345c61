extension Check {
    /// Things that facts reference exist. Facts reference by number, which the database cannot
    /// check, as a thing has several rows.
    package static let factReferences = Check("references of facts") { books in
        try named.flatMap { try books.maintenance.dangling($0) }
    }

    private static let named = [
        Reference("account", "party_id", to: "party"),
        Reference("supply_point", "premises_id", to: "premises"),
        Reference("agreement", "account_id", to: "account"),
        Reference("agreement", "supply_point_id", to: "supply_point"),
        Reference("property", "supply_point_id", to: "supply_point"),
        Reference("register", "supply_point_id", to: "supply_point"),
        Reference("reading", "register_id", to: "register"),
        Reference("interval_block", "register_id", to: "register"),
        Reference("need", "party_id", to: "party"),
        Reference("hold", "account_id", to: "account"),
        Reference("preference", "party_id", to: "party"),
        Reference("joint_party", "account_id", to: "account"),
        Reference("joint_party", "party_id", to: "party"),
        Reference("payer", "account_id", to: "account"),
        Reference("payer", "party_id", to: "party"),
        Reference("agent", "party_id", to: "party"),
        Reference("bill", "account_id", to: "account"),
        Reference("bill", "premises_id", to: "premises"),
    ]
}

extension MaintenanceStore {
    fileprivate func dangling(_ reference: Reference) throws -> [String] {
        let sql = """
            SELECT named.id FROM (SELECT DISTINCT \(reference.column) AS id
              FROM \(reference.table)) AS named
            WHERE NOT EXISTS (SELECT 1 FROM \(reference.parent)
              WHERE \(reference.parent).\(reference.key) = named.id)
            ORDER BY named.id LIMIT 5
            """
        return try Int64.fetchAll(db, sql: sql).map {
            "\(reference.table): \(reference.column) \($0) is no \(reference.parent)"
        }
    }
}

extension Check {
    /// The sequences are at the largest number of each kind.
    package static let numbersGiven = Check("numbers given") { try $0.numbers.problems() }
}
