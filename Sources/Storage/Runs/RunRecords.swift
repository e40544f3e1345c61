package import Billing
package import Measures

/// A bill run as planned: frozen scope, and the state it has reached.
package struct RunRecord: Sendable, Hashable {
    package let id: Int64
    package let through: Day
    package let slaDay: Day
    /// Facts are read as known at this event, however long the run takes.
    package let plannedEvent: Int64
    package let plannedOn: Day
    package let supplyPoints: Int
    package let batches: Int
    package let state: RunState
    /// Number of the program's own rules that it was planned with (`RuleVersion`).
    package let ruleVersion: Int
}

/// A batch: the premises from one id to another.
package struct RunBatch: Sendable, Hashable {
    package let number: Int
    package let premises: ClosedRange<Int64>
    package let supplyPoints: Int

    package init(number: Int, premises: ClosedRange<Int64>, supplyPoints: Int) {
        self.number = number
        self.premises = premises
        self.supplyPoints = supplyPoints
    }
}

extension RunStore {
    package func all() throws -> [RunRecord] {
        try Row.fetchAll(db, sql: RunStore.selectRun + " ORDER BY bill_run.id").map(runRecord)
    }

    package func run(_ id: Int64) throws -> RunRecord? {
        try Row.fetchOne(db, sql: RunStore.selectRun + " WHERE bill_run.id = ?", arguments: [id])
            .map(
                runRecord)
    }

    private static let selectRun = """
        SELECT bill_run.*, event.business_day AS planned_on, step.state
        FROM bill_run
        JOIN event ON event.id = bill_run.planned_event
        JOIN bill_run_step AS step ON step.run_id = bill_run.id
          AND step.step_no = (SELECT MAX(step_no) FROM bill_run_step
                              WHERE run_id = bill_run.id)
        """

    private func runRecord(_ row: Row) throws -> RunRecord {
        guard let through = Day(row["through_day"] as String),
            let sla = Day(row["sla_day"] as String),
            let planned = Day(row["planned_on"] as String),
            let state = RunState(rawValue: row["state"])
        else { throw RunDamaged(runID: row["id"]) }
        return RunRecord(
            id: row["id"], through: through, slaDay: sla, plannedEvent: row["planned_event"],
            plannedOn: planned, supplyPoints: row["supply_points"], batches: row["batches"],
            state: state, ruleVersion: row["rule_version"])
    }

    /// Stores a planned run and its batches; the first step is `planned`.
    package func insertRun(
        through: Day, slaDay: Day, event: Int64, batches: [RunBatch]
    ) throws -> Int64 {
        let id = try books.numbers.next(.run)
        let points = batches.reduce(0) { $0 + $1.supplyPoints }
        try db.execute(
            sql: """
                INSERT INTO bill_run
                  (id, through_day, sla_day, planned_event, supply_points, batches,
                   rule_version)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, through.description, slaDay.description, event, points, batches.count,
                RuleVersion.current.rawValue,
            ])
        for batch in batches { try insert(batch, ofRun: id) }
        try step(runID: id, to: .planned, event: event)
        return id
    }

    private func insert(_ batch: RunBatch, ofRun id: Int64) throws {
        try db.execute(
            sql: "INSERT INTO bill_run_batch VALUES (?, ?, ?, ?, ?)",
            arguments: [
                id, batch.number, batch.premises.lowerBound, batch.premises.upperBound,
                batch.supplyPoints,
            ])
    }

    /// Records that a run has reached a state.
    package func step(
        runID: Int64, to state: RunState, event: Int64
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO bill_run_step (run_id, step_no, state, event_id)
                SELECT ?, COALESCE(MAX(step_no), 0) + 1, ?, ? FROM bill_run_step
                WHERE run_id = ?
                """,
            arguments: [runID, state.rawValue, event, runID])
    }

    /// The steps of a run with their actors, oldest first.
    package func steps(
        runID: Int64
    ) throws -> [(state: RunState, actor: String, day: Day, event: Int64)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT step.state, event.actor, event.business_day, event.id
                FROM bill_run_step AS step JOIN event ON event.id = step.event_id
                WHERE step.run_id = ? ORDER BY step.step_no
                """, arguments: [runID]
        ).map { row in
            guard let state = RunState(rawValue: row["state"]),
                let day = Day(row["business_day"] as String)
            else { throw RunDamaged(runID: runID) }
            return (state, row["actor"], day, row["id"])
        }
    }

    package func batches(runID: Int64) throws -> [RunBatch] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM bill_run_batch WHERE run_id = ? ORDER BY batch_no",
            arguments: [runID]
        ).map { row in
            RunBatch(
                number: row["batch_no"],
                premises: try Row.range(row["first_premises"], row["last_premises"]),
                supplyPoints: row["supply_points"])
        }
    }

    /// Premises with supply points, cut into ranges of about `size` supply points.
    package func cutBatches(_ known: Knowledge, size: Int) throws -> [RunBatch] {
        let rows = try db.rows(
            """
            SELECT premises_id, COUNT(*) FROM supply_point
            WHERE known_from <= ? AND known_to > ?
            GROUP BY premises_id ORDER BY premises_id
            """, [known.event, known.event], pieces: 4096)
        var batches: [RunBatch] = []
        var (first, last, count) = (Int64?.none, Int64(0), 0)
        func close() {
            guard let start = first else { return }
            batches.append(
                RunBatch(number: batches.count + 1, premises: start...last, supplyPoints: count))
            (first, count) = (nil, 0)
        }
        while let row = try rows.next() {
            first = first ?? row[0]
            last = row[0]
            count += row[1]
            if count >= size { close() }
        }
        close()
        return batches
    }
}
