package import Metering

// Meter data by the identifiers of people and markets, and all of it for totals.
extension MeterStore {
    /// Registers by a meter's serial number, a supply point's code or its market identifier, oldest
    /// first; none where nothing has that name.
    package func registers(called name: String, known: Knowledge = .now) throws
        -> [InstalledRegister]
    {
        let ofMeter = try registers(ofMeter: name, known: known)
        guard ofMeter.isEmpty else { return ofMeter }
        let point = try FactTable.supplyPoint.row(
            known, "AND (code = ? OR market_id = ?) ORDER BY id",
            with: [name.databaseValue, name.databaseValue], in: db)
        guard let point else { return [] }
        return try registers(ofSupplyPoint: point[0], known: known)
    }

    /// Every month of every channel, one at a time, channel by channel.
    package func forEachMonth(
        known: Knowledge = .now, _ body: (StoredMonth) throws -> Void
    ) throws {
        let rows = try db.rows(
            FactTable.intervalBlock.select("ORDER BY register_id, month"),
            [known.event, known.event], pieces: 256)
        while let row = try rows.next() { try body(try month(row)) }
    }
}
