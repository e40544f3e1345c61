package import Measures

extension BillStore {
    /// Undecided findings of a code that the last run raised without holding a bill, such as meters
    /// to be read.
    package func warnings(of code: Finding.Code, _ known: Knowledge) throws -> [OpenFinding] {
        let rows = try Row.fetchAll(
            db, sql: BillStore.warningsSQL,
            arguments: ["event": known.event, "code": code.rawValue])
        return try rows.map(openFinding)
    }

    private static let warningsSQL = """
        SELECT finding.*, finding.raised_on AS first_raised,
          (SELECT point.code FROM supply_point AS point
           WHERE point.id = finding.supply_point_id
             AND point.known_from <= :event AND point.known_to > :event
          ) AS supply_point
        FROM finding
        WHERE finding.code = :code AND finding.severity = 'warning'
          AND finding.run_id = (
            SELECT MAX(run.id) FROM bill_run AS run
            WHERE run.planned_event <= :event AND NOT EXISTS (
              SELECT 1 FROM bill_run_step AS step
              WHERE step.run_id = run.id AND step.state = 'aborted'
                AND step.event_id <= :event))
          AND NOT EXISTS (
            SELECT 1 FROM finding_decision AS decision
            WHERE decision.finding_id = finding.id AND decision.event_id <= :event)
        ORDER BY finding.id
        """
}
