package import Billing
package import Measures

extension BillStore {
    /// The id of a bill from its printed number, such as `NORTHGATE-00000042`, or from the id
    /// itself. Looks into pages where rows are not written yet.
    package func billID(_ text: String) throws -> Int64? {
        if let id = Int64(text) {
            let sql = "SELECT id FROM bill WHERE id = ?"
            return try Int64.fetchOne(db, sql: sql, arguments: [id]) ?? bill(id)?.id
        }
        guard let dash = text.lastIndex(of: "-"),
            let number = Int64(text[text.index(after: dash)...])
        else { return nil }
        let series = String(text[..<dash])
        let sql = "SELECT bill_id FROM issued_bill WHERE series = ? AND number = ?"
        return try Int64.fetchOne(db, sql: sql, arguments: [series, number])
            ?? books.runs.billID(onPageWith: number, of: series)
    }

    /// The bill as its page holds it; nil where there is none.
    package func bill(_ id: Int64) throws -> Bill? {
        try runPage(ofBill: id)?.bills.first { $0.id == id }
    }

    /// The page that a bill is on, or nil.
    func runPage(ofBill id: Int64) throws -> RunPage? {
        let stored = try books.runs.page(
            kind: .run, runID: BillID.run(of: id), batch: BillID.batch(of: id))
        return try stored.map { try RunPage(bytes: $0.content) }
    }

    /// For each bill the released one before it for the same account and premises that shares a
    /// supply point with it; first bills are left out.
    package func lastBills(before ids: [Int64]) throws -> [Int64: Int64] {
        let sql = """
            SELECT own.id, max(past.id) FROM bill AS own
            JOIN bill AS past ON past.account_id = own.account_id
              AND past.premises_id = own.premises_id AND past.id < own.id
            JOIN issued_bill ON issued_bill.bill_id = past.id
            WHERE EXISTS (
              SELECT 1 FROM segment AS now
              JOIN segment AS earlier ON earlier.supply_point_id = now.supply_point_id
              WHERE now.bill_id = own.id AND earlier.bill_id = past.id)
              AND own.id IN \(IDPieces.marks)
            GROUP BY own.id
            """
        var found: [Int64: Int64] = [:]
        try rows(sql, of: ids) { found[$0[0]] = $0[1] }
        return found
    }

    /// What earlier released bills charged on a register, by closing day.
    package func billedReadings(
        ofRegister id: Int64, beforeBill bill: Int64
    ) throws -> [BilledReading] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT fact.opening_day, fact.opening_value, fact.opening_type,
                  fact.closing_day, fact.closing_value, fact.closing_type, fact.consumption
                FROM bill_reading AS fact
                JOIN issued_bill ON issued_bill.bill_id = fact.bill_id
                WHERE fact.register_id = ? AND fact.bill_id < ? ORDER BY fact.closing_day
                """, arguments: [id, bill]
        ).map { row in
            BilledReading(
                registerID: id, openingDay: try row.day(0), opening: Quantity(millionths: row[1]),
                openingType: row[2], closingDay: try row.day(3),
                closing: Quantity(millionths: row[4]), closingType: row[5],
                consumption: Quantity(millionths: row[6]))
        }
    }

    package func issue(ofBill id: Int64) throws -> IssuedBill? { try issues(ofBills: [id])[id] }

    /// The numbers of bills, by bill; drafts are left out.
    package func issues(ofBills ids: [Int64]) throws -> [Int64: IssuedBill] {
        let sql = """
            SELECT series, number, bill_id, issued_on, due_on FROM issued_bill
            WHERE bill_id IN \(IDPieces.marks)
            """
        var found: [Int64: IssuedBill] = [:]
        try rows(sql, of: ids) { row in
            found[row[2]] = IssuedBill(
                series: row[0], number: row[1], billID: row[2], issuedOn: try row.day(3),
                dueOn: try row.day(4))
        }
        return found
    }

    /// Released bills of an account, newest first.
    package func issuedBills(ofAccount id: Int64, last count: Int = 100) throws -> [IssuedBill] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT issued_bill.series, issued_bill.number, issued_bill.bill_id,
                  issued_bill.issued_on, issued_bill.due_on
                FROM bill JOIN issued_bill ON issued_bill.bill_id = bill.id
                WHERE bill.account_id = ? ORDER BY bill.id DESC LIMIT ?
                """, arguments: [id, count]
        ).map { row in
            IssuedBill(
                series: row[0], number: row[1], billID: row[2], issuedOn: try row.day(3),
                dueOn: try row.day(4))
        }
    }

    /// Released bills of a run in order of number.
    package func issuedBills(ofRun id: Int64, last count: Int) throws -> [IssuedBill] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT bill.series, bill.number, bill.bill_id, bill.issued_on, bill.due_on
                FROM number_span AS span JOIN issued_bill AS bill ON bill.series = span.series
                  AND bill.number BETWEEN span.first_number AND span.last_number
                WHERE span.run_id = ? ORDER BY span.series, span.first_number, bill.number
                LIMIT ?
                """, arguments: [id, count]
        ).map { row in
            IssuedBill(
                series: row[0], number: row[1], billID: row[2], issuedOn: try row.day(3),
                dueOn: try row.day(4))
        }
    }

    /// Released bills that open or close with the reading of a day, in order of number.
    package func issuedBills(onReadingOf register: Int64, _ day: Day) throws -> [IssuedBill] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT bill.series, bill.number, bill.bill_id, bill.issued_on, bill.due_on
                FROM bill_reading JOIN issued_bill AS bill ON bill.bill_id = bill_reading.bill_id
                WHERE bill_reading.register_id = ?
                  AND (bill_reading.closing_day = ? OR bill_reading.opening_day = ?)
                ORDER BY bill.series, bill.number
                """, arguments: [register, "\(day)", "\(day)"]
        ).map { row in
            IssuedBill(
                series: row[0], number: row[1], billID: row[2], issuedOn: try row.day(3),
                dueOn: try row.day(4))
        }
    }

    /// The use that released bills charged, by register and oldest first.
    package func billedUse(ofRegisters ids: [Int64]) throws -> [Int64: [BilledUse]] {
        let sql = """
            SELECT bill_reading.register_id, bill_reading.closing_day, bill_reading.consumption,
              bill_reading.closing_type
            FROM bill_reading JOIN issued_bill ON issued_bill.bill_id = bill_reading.bill_id
            WHERE bill_reading.register_id IN \(IDPieces.marks)
            ORDER BY bill_reading.closing_day
            """
        var found: [Int64: [BilledUse]] = [:]
        try rows(sql, of: ids) { row in
            let use = BilledUse(
                closing: try row.day(1), quantity: Quantity(millionths: row[2]), type: row[3])
            found[row[0], default: []].append(use)
        }
        return found
    }

    /// A tariff version by its number, superseded or not.
    package func tariffVersion(_ id: Int64) throws -> TariffVersion? {
        let row = try Row.fetchOne(
            db, sql: "SELECT id, code, digest, file_name, book FROM tariff_version WHERE id = ?",
            arguments: [id])
        return try row.map(books.tariffs.tariff)
    }
}
