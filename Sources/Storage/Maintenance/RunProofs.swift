import Billing
import Measures

// Rules between the tables of runs, bills and ledger, asked in SQL, as an auditor could without
// this program.

extension Check {
    /// The postings of each currency add up to zero (rules F5).
    package static let trialBalance = Check("trial balance") { books in
        try books.ledger.postingSums().sorted { $0.key < $1.key }.filter { $0.value != 0 }.map {
            "the postings in \($0.key) are out of balance by \($0.value) minor units"
        }
    }

    /// Each supply point of a calculated run has one outcome, in a batch that has its page.
    package static let outcomes = Check("outcomes of runs") { books in
        try books.runs.all().filter(\.state.isCalculated).flatMap { run in
            try books.maintenance.outcomeProblems(of: run)
        }
    }

    /// Bill numbers of each series are consecutive from 1, one for each released bill. Pages whose
    /// rows are due are left out.
    package static let billNumbers = Check("numbers of bills") { books in
        try books.maintenance.numberGaps() + books.maintenance.releaseProblems()
    }

    /// The batches of a run cover the premises known when it was planned, with their supply points.
    package static let batches = Check("batches as planned") { books in
        let altered = try Row.fetchAll(books.db, sql: alteredBatches).map { row in
            "run \(row[0] as Int64), batch \(row[1] as Int64): not the premises that were known"
        }
        let runs = try Row.fetchAll(books.db, sql: alteredRuns).map { row in
            "run \(row[0] as Int64): its batches are not as many, or do not add up"
        }
        return altered + runs
    }

    private static let alteredBatches = """
        SELECT batch.run_id, batch.batch_no FROM bill_run_batch AS batch
        JOIN bill_run AS run ON run.id = batch.run_id
        WHERE batch.supply_points <> (SELECT COUNT(*) \(known("BETWEEN batch.first_premises AND batch.last_premises")))
          OR NOT EXISTS (SELECT 1 \(known("= batch.first_premises")))
          OR NOT EXISTS (SELECT 1 \(known("= batch.last_premises")))
        ORDER BY batch.run_id, batch.batch_no LIMIT 20
        """

    private static func known(_ premises: String) -> String {
        "FROM supply_point AS fact WHERE fact.premises_id \(premises) "
            + "AND fact.known_from <= run.planned_event AND fact.known_to > run.planned_event"
    }

    private static let alteredRuns = """
        SELECT run.id FROM bill_run AS run LEFT JOIN bill_run_batch AS batch ON batch.run_id = run.id
        GROUP BY run.id, run.batches, run.supply_points
        HAVING COUNT(batch.batch_no) <> run.batches
          OR COALESCE(SUM(batch.supply_points), 0) <> run.supply_points
        ORDER BY run.id
        """

    /// No two agreements of a supply point share a day (AC-DOB).
    package static let agreements = Check("agreements") { books in
        try Row.fetchAll(books.db, sql: sharedDays).map { row in
            let (one, other, day): (String, String, String) = (row[0], row[1], row[2])
            return "\(one) and \(other) both hold \(day)"
        }
    }

    private static let sharedDays = """
        SELECT one.code, other.code, 
          CASE WHEN one.from_day > other.from_day THEN one.from_day ELSE other.from_day END
        FROM agreement AS one JOIN agreement AS other
          ON other.supply_point_id = one.supply_point_id AND other.known_to = {now}
          AND other.from_day < one.to_day AND one.from_day < other.to_day
        WHERE one.known_to = {now}
          AND (one.from_day, one.id) < (other.from_day, other.id)
        ORDER BY one.code LIMIT 20
        """
}

extension RunState {
    /// Every batch has its page.
    fileprivate var isCalculated: Bool {
        switch self {
        case .review, .approved, .releasing, .released: true
        case .planned, .calculating, .aborted: false
        }
    }
}

extension MaintenanceStore {
    fileprivate func outcomeProblems(of run: RunRecord) throws -> [String] {
        func count(_ sql: String) throws -> Int {
            try Int.fetchOne(db, sql: sql, arguments: [run.id]) ?? 0
        }
        let outcomes = try count("SELECT COUNT(*) FROM outcome WHERE run_id = ?")
        let due = try count(
            """
            SELECT COALESCE(CAST(SUM(supply_points) AS {integer}), 0)
            FROM rows_due JOIN page ON page.sequence = rows_due.sequence
            JOIN bill_run_batch AS batch
              ON batch.run_id = page.run_id AND batch.batch_no = page.batch_no
            WHERE page.kind = 'run' AND page.run_id = ?
            """)
        let pages = try count("SELECT COUNT(*) FROM page WHERE kind = 'run' AND run_id = ?")
        var problems: [String] = []
        let early = try count(
            """
            SELECT COUNT(*) FROM outcome
            JOIN page ON page.run_id = outcome.run_id AND page.batch_no = outcome.batch_no
            JOIN rows_due ON rows_due.sequence = page.sequence
            WHERE page.kind = 'run' AND outcome.run_id = ?
            """)
        if outcomes - early + due != run.supplyPoints {
            problems.append(
                "run \(run.id): \(run.supplyPoints) supply points planned, \(outcomes) outcomes")
        }
        if pages != run.batches {
            problems.append("run \(run.id): \(run.batches - pages) batches without their page")
        }
        return problems
    }

    /// Whether rows of any page are due.
    private func isAnyDue() throws -> Bool {
        try Int64.fetchOne(db, sql: "SELECT sequence FROM rows_due LIMIT 1") != nil
    }

    /// The first missing number of each series.
    fileprivate func numberGaps() throws -> [String] {
        guard try !isAnyDue() else { return try Check.numberSpans.problems(books) }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT bill.series, MIN(bill.number) FROM issued_bill AS bill
                WHERE bill.number > 1 AND NOT EXISTS (
                  SELECT 1 FROM issued_bill AS before
                  WHERE before.series = bill.series AND before.number = bill.number - 1)
                GROUP BY bill.series ORDER BY bill.series
                """
        ).map { row in
            let (series, after): (String, Int64) = (row[0], row[1])
            return "\(series): no number \(after - 1), but \(after)"
        }
    }

    /// Released runs without a page, a number or a posting.
    fileprivate func releaseProblems() throws -> [String] {
        try books.runs.all().filter { $0.state == .released }.flatMap(releaseProblems)
    }

    private func releaseProblems(of run: RunRecord) throws -> [String] {
        let ids = BillID.all(run: run.id)
        func count(_ what: String) throws -> Int {
            try Int.fetchOne(
                db, sql: "SELECT COUNT(*) FROM \(what) BETWEEN ? AND ?",
                arguments: [ids.lowerBound, ids.upperBound]) ?? 0
        }
        let (bills, numbers) = (
            try count("bill WHERE id"), try count("issued_bill WHERE bill_id")
        )
        let pages = try books.runs.batchesWritten(kind: .release, runID: run.id).count
        var problems: [String] = []
        if try bills != numbers && !isAnyDue() {
            problems.append("run \(run.id): \(bills) bills, \(numbers) numbers")
        }
        if pages != run.batches {
            problems.append(
                "run \(run.id): \(run.batches - pages) batches without their release page")
        }
        return problems
    }
}
