package import Measures
package import Supply

/// A supply point with the facts that decide its state in the tracker, as known on a day.
package struct TrackedPoint: Sendable {
    package let id: Int64
    package let code: String
    package let commodity: Commodity
    package let scheme: String
    package let currency: String
    package var facts: SupplyFacts
    package var hold: OpenFinding?
}

/// The blocking finding that holds the supply point's bill.
package struct OpenFinding: Sendable, Hashable {
    package let id: Int64
    package let runID: Int64
    package let supplyPointID: Int64
    /// The supply point's code.
    package let supplyPoint: String
    package let code: Finding.Code
    package let rule: String
    package let figures: String
    package let owner: String
    /// The day the cause was first raised, not last seen (rules D2.1, I).
    package let raised: Day
    package let due: Day
    package let currency: String
    /// In minor units.
    package let moneyAtRisk: Int64
}

extension BillStore {
    /// All supply points known at the end of `day`, with the facts known then.
    package func trackedPoints(on day: Day) throws -> [TrackedPoint] {
        let known = try books.events.knowledge(on: day)
        var tracking = Tracking(books: books, day: day, known: known)
        try tracking.points()
        try tracking.agreements()
        try tracking.meters()
        try tracking.billed()
        try tracking.tariffs()
        for finding in try openFindings(known) { tracking.hold(finding) }
        return tracking.all
    }

    /// Undecided blocking findings of supply points that have not been billed since, by the day
    /// they were raised, oldest first.
    package func openFindings(_ known: Knowledge) throws -> [OpenFinding] {
        let rows = try Row.fetchAll(
            db, sql: BillStore.openFindingsSQL(), arguments: ["event": known.event])
        return try rows.map(openFinding)
    }

    /// One of them; nil where it is not open.
    package func openFinding(_ id: Int64, _ known: Knowledge) throws -> OpenFinding? {
        let ofItsPoint =
            "AND outcome.supply_point_id = (SELECT supply_point_id FROM finding WHERE id = :id)"
        return try Row.fetchOne(
            db, sql: BillStore.openFindingsSQL(of: ofItsPoint, "AND finding.id = :id"),
            arguments: ["event": known.event, "id": id]
        ).map(openFinding)
    }

    /// For each supply point the last run that billed or held it and was not abandoned; for those
    /// held, the undecided findings with the day the cause was first raised.
    private static func openFindingsSQL(of points: String = "", _ chosen: String = "") -> String {
        """
        WITH latest AS (
          SELECT outcome.supply_point_id, MAX(outcome.run_id) AS run_id
          FROM outcome JOIN bill_run ON bill_run.id = outcome.run_id
          WHERE outcome.kind IN ('billed', 'held', 'void') \(points) AND bill_run.planned_event <= :event
            AND NOT EXISTS (
              SELECT 1 FROM bill_run_step AS step
              WHERE step.run_id = outcome.run_id AND step.state = 'aborted'
                AND step.event_id <= :event)
          GROUP BY outcome.supply_point_id)
        SELECT finding.*,
          (SELECT point.code FROM supply_point AS point
           WHERE point.id = finding.supply_point_id
             AND point.known_from <= :event AND point.known_to > :event
          ) AS supply_point,
          (SELECT MIN(earlier.raised_on) FROM finding AS earlier
           WHERE earlier.supply_point_id = finding.supply_point_id
             AND earlier.code = finding.code
             AND earlier.run_id > COALESCE(
               (SELECT MAX(run.id) FROM bill_run AS run CROSS JOIN outcome AS billed
                WHERE billed.run_id = run.id AND billed.kind = 'billed'
                  AND billed.supply_point_id = finding.supply_point_id
                  AND run.id <= latest.run_id), 0)
          ) AS first_raised
        FROM latest
        JOIN outcome ON outcome.run_id = latest.run_id
          AND outcome.supply_point_id = latest.supply_point_id
          AND outcome.kind IN ('held', 'void')
        JOIN finding ON finding.run_id = latest.run_id
          AND finding.supply_point_id = latest.supply_point_id
          AND finding.severity = 'blocking'
        WHERE NOT EXISTS (
          SELECT 1 FROM finding_decision AS decision
          WHERE decision.finding_id = finding.id AND decision.event_id <= :event)
          \(chosen)
        ORDER BY finding.id
        """
    }

    func openFinding(_ row: Row) throws -> OpenFinding {
        guard let due = Day(row["due_on"] as String),
            let raised = Day(row["first_raised"] as String? ?? row["raised_on"])
        else { throw BrokenRow(what: "finding \(row["id"] as Int64)") }
        return OpenFinding(
            id: row["id"], runID: row["run_id"], supplyPointID: row["supply_point_id"],
            supplyPoint: row["supply_point"] ?? "",
            code: Finding.Code(row["code"] as String), rule: row["rule"],
            figures: row["figures"], owner: row["owner"], raised: raised, due: due,
            currency: row["currency"], moneyAtRisk: row["money_at_risk"])
    }

    /// Records a person's decision on a finding (rule D2.3).
    package func decide(_ finding: Int64, as decision: String, event: Int64) throws {
        try db.execute(
            sql: "INSERT INTO finding_decision VALUES (?, ?, ?)",
            arguments: [finding, decision, event])
    }

    /// Code and supply point of a finding, or nil.
    package func finding(_ id: Int64) throws -> (code: Finding.Code, supplyPointID: Int64)? {
        try Row.fetchOne(
            db, sql: "SELECT code, supply_point_id FROM finding WHERE id = ?", arguments: [id]
        ).map { (Finding.Code($0[0] as String), $0[1]) }
    }

    /// Ends the estimated readings of a run.
    package func endEstimates(ofRun id: Int64, event: Int64) throws {
        let standing = """
            WHERE known_to = {now} AND known_from = (
              SELECT MAX(event_id) FROM bill_run_step
              WHERE run_id = ? AND state = 'calculating')
            """
        let keys = try db.rows(
            "SELECT register_id, day FROM reading " + standing, [id], pieces: 4096
        ).map { [$0.value(0), $0.value(1)] }
        try db.execute(
            sql: "UPDATE reading SET known_to = ? " + standing, arguments: [event, id])
        for key in keys { pins.ended(FactTable.reading.keyShape, key, by: event) }
    }
}

/// One pass over the facts of all supply points.
private struct Tracking {
    let books: Books
    let day: Day
    let known: Knowledge
    var all: [TrackedPoint] = []
    private var position: [Int64: Int] = [:]

    init(books: Books, day: Day, known: Knowledge) {
        self.books = books
        self.day = day
        self.known = known
    }

    mutating func points() throws {
        let rows = try fetch(
            """
            SELECT point.id, point.code, point.commodity, point.cycle, premises.scheme,
              scheme.currency
            FROM supply_point AS point
            JOIN premises ON premises.id = point.premises_id
              AND premises.known_from <= :event AND premises.known_to > :event
            JOIN scheme ON scheme.code = premises.scheme
            WHERE point.known_from <= :event AND point.known_to > :event
            ORDER BY point.id
            """)
        while let row = try rows.next() {
            guard let commodity = Commodity(rawValue: row[2]) else {
                throw BrokenRow(what: "supply point \(row[1] as String)")
            }
            let facts = SupplyFacts(
                cycle: (row[3] as String?).flatMap { Cycle(rawValue: $0) }, agreements: [],
                hasMeter: false, hasTariff: true, billedThrough: [:], openFinding: nil)
            position[row[0]] = all.count
            all.append(
                TrackedPoint(
                    id: row[0], code: row[1], commodity: commodity, scheme: row[4],
                    currency: row[5], facts: facts))
        }
    }

    mutating func agreements() throws {
        for agreement in try books.supply.agreements(known: known) {
            guard let index = position[agreement.supplyPointID] else { continue }
            all[index].facts.agreements.append(agreement)
        }
    }

    mutating func meters() throws {
        let rows = try fetch(
            """
            SELECT DISTINCT supply_point_id FROM register
            WHERE known_from <= :event AND known_to > :event
              AND installed_on <= :day AND removed_on > :day
            """)
        while let row = try rows.next() {
            if let index = position[row[0]] { all[index].facts.hasMeter = true }
        }
    }

    mutating func billed() throws {
        let rows = try fetch(
            """
            SELECT segment.supply_point_id, segment.agreement_id, MAX(segment.to_day)
            FROM segment JOIN issued_bill ON issued_bill.bill_id = segment.bill_id
            WHERE issued_bill.issued_on <= :day
            GROUP BY segment.supply_point_id, segment.agreement_id
            """)
        while let row = try rows.next() {
            guard let index = position[row[0]], let end = Day(row[2] as String) else { continue }
            all[index].facts.billedThrough[row[1]] = end - 1
        }
    }

    mutating func tariffs() throws {
        let codes = Set(try books.tariffs.versions(known: known).map(\.code))
        for index in all.indices {
            let owed = all[index].facts.agreements.last { $0.kind == .occupied }
            all[index].facts.hasTariff = owed.map { codes.contains($0.tariff) } ?? true
        }
    }

    mutating func hold(_ finding: OpenFinding) {
        guard let index = position[finding.supplyPointID], all[index].hold == nil else { return }
        all[index].hold = finding
        all[index].facts.openFinding = (finding.code, finding.raised)
    }

    private func fetch(_ sql: String) throws -> RowCursor {
        var values: [String: any DatabaseValueConvertible] = [:]
        if sql.contains(":event") { values["event"] = known.event }
        if sql.contains(":day") { values["day"] = day.description }
        return try Row.fetchCursor(books.db, sql: sql, arguments: StatementArguments(values))
    }
}
