import Measures
package import Supply

extension FactTable {
    static let agreement = FactTable(
        "agreement", key: ["id"],
        columns: [
            "code", "account_id", "supply_point_id", "tariff", "kind", "from_day", "to_day",
        ])
}

extension FactTable {
    static let property = FactTable(
        "property", key: ["supply_point_id", "name", "from_day"], columns: ["value", "to_day"])
}

extension SupplyProperty {
    fileprivate var keys: [DatabaseValue] {
        [supplyPointID.databaseValue, name.databaseValue, "\(period.start)".databaseValue]
    }

    fileprivate var values: [DatabaseValue] {
        [value.databaseValue, "\(period.end)".databaseValue]
    }
}

extension SupplyStore {
    package func put(_ agreement: Agreement, code: String, event: Int64) throws -> FactChange {
        try FactTable.agreement.put(
            [agreement.id.databaseValue],
            [
                code.databaseValue, agreement.accountID.databaseValue,
                agreement.supplyPointID.databaseValue, agreement.tariff.databaseValue,
                agreement.kind.rawValue.databaseValue,
                "\(agreement.period.start)".databaseValue,
                "\(agreement.period.end)".databaseValue,
            ], event: event, in: books)
    }

    /// The agreements of a supply point, by their first day.
    package func agreements(
        ofSupplyPoint id: Int64, known: Knowledge = .now
    ) throws -> [Agreement] {
        try agreements(ofSupplyPoints: [id], known: known)[id] ?? []
    }

    package func agreements(ofAccount id: Int64, known: Knowledge = .now) throws -> [Agreement] {
        try agreements(ofAccounts: [id], known: known)[id] ?? []
    }

    /// Agreements by supply point, and there by their first day.
    package func agreements(
        ofSupplyPoints ids: [Int64], known: Knowledge = .now
    ) throws -> [Int64: [Agreement]] {
        Dictionary(
            grouping: try agreements(known, whose: "supply_point_id", isAmong: ids),
            by: \.supplyPointID)
    }

    /// Agreements by account, and there by their first day.
    package func agreements(
        ofAccounts ids: [Int64], known: Knowledge = .now
    ) throws -> [Int64: [Agreement]] {
        Dictionary(
            grouping: try agreements(known, whose: "account_id", isAmong: ids), by: \.accountID)
    }

    private func agreements(
        _ known: Knowledge, whose column: String, isAmong ids: [Int64]
    ) throws -> [Agreement] {
        var found: [Agreement] = []
        try FactTable.agreement.rows(
            known, whose: column, isAmong: ids, order: "ORDER BY from_day, id", in: db
        ) {
            found.append(try agreement($0))
        }
        return found
    }

    package func agreements(known: Knowledge = .now) throws -> [Agreement] {
        let asked = "ORDER BY supply_point_id, from_day, id"
        return try FactTable.agreement.rows(known, asked, in: db).map(agreement)
    }

    private func agreement(_ row: Row) throws -> Agreement {
        guard let kind = Agreement.Kind(rawValue: row[5]) else {
            throw BrokenRow(what: "agreement \(row[1] as String) has no kind")
        }
        return Agreement(
            id: row[0], accountID: row[2], supplyPointID: row[3], tariff: row[4], kind: kind,
            period: try row.period(6, 7))
    }

    package func put(_ property: SupplyProperty, event: Int64) throws -> FactChange {
        try FactTable.property.put(
            property.keys, property.values, event: event, in: books)
    }

    /// Records a property of a supply point that has none of this name and first day.
    package func add(_ property: SupplyProperty, event: Int64) throws -> FactChange {
        try FactTable.property.add(property.keys, property.values, event: event, in: books)
        return .new
    }

    /// The properties of a supply point, by name and first day.
    package func properties(
        ofSupplyPoint id: Int64, known: Knowledge = .now
    ) throws -> [SupplyProperty] {
        let asked = "AND supply_point_id = ? ORDER BY name, from_day"
        return try Array(
            FactTable.property.rows(known, asked, with: [id.databaseValue], in: db).map(property))
    }

    package func properties(known: Knowledge = .now) throws -> [SupplyProperty] {
        let asked = "ORDER BY supply_point_id, name, from_day"
        return try Array(FactTable.property.rows(known, asked, in: db).map(property))
    }

    private func property(_ row: Row) throws -> SupplyProperty {
        SupplyProperty(
            supplyPointID: row[0], name: row[1], value: row[3],
            period: try row.period(2, 4))
    }
}
