package import Measures

/// The batch of a released page.
package struct ReleasedBatch: Sendable, Hashable {
    package let runID: Int64
    package let batch: RunBatch
}

// Queries of a tariff preview: released bills, and facts of their supply points.
extension BillStore {
    /// Released batches of the runs that bill through `first` or later, in the order of release.
    package func releasedBatches(through first: Day) throws -> [ReleasedBatch] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT batch.run_id, batch.batch_no, batch.first_premises, batch.last_premises,
                  batch.supply_points
                FROM page
                JOIN bill_run_batch AS batch
                  ON batch.run_id = page.run_id AND batch.batch_no = page.batch_no
                JOIN bill_run ON bill_run.id = page.run_id
                WHERE page.kind = 'release' AND bill_run.through_day >= ?
                ORDER BY page.run_id, page.batch_no
                """, arguments: [first.description]
        ).map { row in
            ReleasedBatch(
                runID: row[0],
                batch: RunBatch(
                    number: row[1], premises: try Row.range(row[2], row[3]),
                    supplyPoints: row[4]))
        }
    }

    /// The bytes of a batch's run page.
    package func pageContent(_ batch: ReleasedBatch) throws -> [UInt8] {
        try [UInt8].fetchOne(
            db,
            sql: "SELECT content FROM page WHERE kind = 'run' AND run_id = ? AND batch_no = ?",
            arguments: [batch.runID, batch.batch.number]) ?? []
    }

    /// The first and the last day of all released bills; nil where there are none.
    package func daysBilled() throws -> Period? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT MIN(bill.from_day), MAX(bill.to_day) FROM bill
                JOIN issued_bill ON issued_bill.bill_id = bill.id
                """)
        guard let row, let _ = row[0] as String? else { return nil }
        return try row.period(0, 1)
    }

    /// Supply points that have or had an interval channel.
    package func supplyPointsWithChannels() throws -> Set<Int64> {
        try Int64.fetchSet(
            db, sql: "SELECT DISTINCT supply_point_id FROM register WHERE kind = 'interval'")
    }

    /// Names of the properties that any supply point has.
    package func propertyNames() throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT DISTINCT name FROM property")
    }

    /// The code of a thing by its number, as known last.
    package func code(_ kind: CodeIndex.Kind, _ number: Int64) throws -> String? {
        let sql = "SELECT code FROM \(kind.rawValue) WHERE id = ? ORDER BY known_from DESC LIMIT 1"
        return try String.fetchOne(db, sql: sql, arguments: [number])
    }

    /// All codes of a kind by number, as known last.
    package func codes(byNumber kind: CodeIndex.Kind) throws -> [Int64: String] {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, code FROM \(kind.rawValue) ORDER BY id, known_from",
            pieces: 4096)
        var codes: [Int64: String] = [:]
        while let row = try rows.next() { codes[row[0]] = row[1] }
        return codes
    }
}
