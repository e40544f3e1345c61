import Measures
package import Supply

extension FactTable {
    static let premises = FactTable(
        "premises", key: ["id"],
        columns: [
            "code", "scheme", "address", "postcode", "jurisdiction", "price_zone", "class",
        ])
}

extension FactTable {
    static let supplyPoint = FactTable(
        "supply_point", key: ["id"],
        columns: [
            "code", "premises_id", "commodity", "cycle", "market_id", "network_parent",
        ])
}

extension SupplyStore {
    /// Records a scheme. Its time zone, currency and jurisdiction never change: nil where it exists
    /// with other values.
    package func put(_ scheme: Scheme, event: Int64) throws -> FactChange? {
        if let known = try self.scheme(scheme.code) { return known == scheme ? .unchanged : nil }
        try db.execute(
            sql: """
                INSERT INTO scheme (code, name, jurisdiction, currency, zone, contact, event_id)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                scheme.code, scheme.name, scheme.jurisdiction, scheme.currency.rawValue,
                scheme.zone, scheme.contact, event,
            ])
        return .new
    }

    package func scheme(_ code: String) throws -> Scheme? {
        try schemes().first { $0.code == code }
    }

    package func schemes() throws -> [Scheme] {
        let sql = """
            SELECT code, name, jurisdiction, currency, zone, contact FROM scheme ORDER BY code
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            guard let currency = Currency(rawValue: row[3]) else {
                throw BrokenRow(what: "scheme \(row[0] as String) has no currency")
            }
            return Scheme(
                code: row[0], name: row[1], jurisdiction: row[2], currency: currency,
                zone: row[4], contact: row[5])
        }
    }

    package func put(_ premises: Premises, event: Int64) throws -> FactChange {
        try FactTable.premises.put(
            [premises.id.databaseValue],
            [
                premises.code.databaseValue, premises.scheme.databaseValue,
                premises.address.databaseValue, premises.postcode.databaseValue,
                premises.jurisdiction.databaseValue, premises.priceZone.databaseValue,
                premises.customerClass.databaseValue,
            ], event: event, in: books)
    }

    package func premises(_ id: Int64, known: Knowledge = .now) throws -> Premises? {
        try FactTable.premises.row(known, "AND id = ?", with: [id.databaseValue], in: db)
            .map(premises)
    }

    /// Premises by id.
    package func premises(
        _ ids: [Int64], known: Knowledge = .now
    ) throws -> [Int64: Premises] {
        var found: [Int64: Premises] = [:]
        try FactTable.premises.rows(known, whose: "id", isAmong: ids, in: db) {
            found[$0[0]] = premises($0)
        }
        return found
    }

    package func allPremises(known: Knowledge = .now) throws -> [Premises] {
        try Array(FactTable.premises.rows(known, "ORDER BY id", in: db).map(premises))
    }

    private func premises(_ row: Row) -> Premises {
        Premises(
            id: row[0], code: row[1], scheme: row[2], address: row[3], postcode: row[4],
            jurisdiction: row[5], priceZone: row[6], customerClass: row[7])
    }

    /// Records a supply point. `marketID` is its NMI, MPAN or MPRN; `networkParent` the code of
    /// the point that feeds it.
    package func put(
        _ point: SupplyPoint, marketID: String? = nil, networkParent: String? = nil,
        event: Int64
    ) throws -> FactChange {
        try FactTable.supplyPoint.put(
            [point.id.databaseValue],
            [
                point.code.databaseValue, point.premisesID.databaseValue,
                point.commodity.rawValue.databaseValue,
                point.cycle?.rawValue.databaseValue ?? .null, marketID.databaseValue,
                networkParent.databaseValue,
            ], event: event, in: books)
    }

    package func supplyPoint(_ id: Int64, known: Knowledge = .now) throws -> SupplyPoint? {
        try FactTable.supplyPoint.row(known, "AND id = ?", with: [id.databaseValue], in: db)
            .map(supplyPoint)
    }

    /// Supply points by id.
    package func supplyPoints(
        _ ids: [Int64], known: Knowledge = .now
    ) throws -> [Int64: SupplyPoint] {
        var found: [Int64: SupplyPoint] = [:]
        try FactTable.supplyPoint.rows(known, whose: "id", isAmong: ids, in: db) {
            found[$0[0]] = try supplyPoint($0)
        }
        return found
    }

    package func supplyPoint(code: String, known: Knowledge = .now) throws -> SupplyPoint? {
        try FactTable.supplyPoint.row(known, "AND code = ?", with: [code.databaseValue], in: db)
            .map(supplyPoint)
    }

    package func supplyPoints(known: Knowledge = .now) throws -> [SupplyPoint] {
        try Array(FactTable.supplyPoint.rows(known, "ORDER BY id", in: db).map(supplyPoint))
    }

    private func supplyPoint(_ row: Row) throws -> SupplyPoint {
        guard let commodity = Commodity(rawValue: row[3]) else {
            throw BrokenRow(what: "supply point \(row[1] as String) has no commodity")
        }
        let cycle: String? = row[4]
        return SupplyPoint(
            id: row[0], code: row[1], premisesID: row[2], commodity: commodity,
            cycle: cycle.flatMap { Cycle(rawValue: $0) })
    }

    /// Supply points by market identifier, or by code where they have none.
    package func supplyPointsByMarketID() throws -> [String: Int64] {
        let sql = "SELECT COALESCE(market_id, code), id FROM supply_point WHERE known_to = {now}"
        let pairs = try Row.fetchAll(db, sql: sql).map { ($0[0] as String, $0[1] as Int64) }
        return Dictionary(pairs) { first, _ in first }
    }
}
