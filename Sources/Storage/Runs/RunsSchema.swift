extension Schema {
    /// Bill runs: their plan, their steps, and the outcome of each supply point.
    static let runs = [
        """
        -- A bill run as it was planned.
        CREATE TABLE bill_run (
          id {integer} NOT NULL PRIMARY KEY,
          through_day TEXT NOT NULL, -- the last day to bill
          sla_day TEXT NOT NULL, -- to be released by
          planned_event {integer} NOT NULL REFERENCES event (id), -- facts as known then
          supply_points {integer} NOT NULL,
          batches {integer} NOT NULL,
          rule_version {integer} NOT NULL DEFAULT 1) {strict} -- of the program's own rules
        """,
        """
        -- The states a run has been through, in order: the last one is the state it is in.
        CREATE TABLE bill_run_step (
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          step_no {integer} NOT NULL,
          state TEXT NOT NULL,
          event_id {integer} NOT NULL REFERENCES event (id),
          PRIMARY KEY (run_id, step_no)) {strict}
        """,
        """
        -- The premises of a batch, by their ids.
        CREATE TABLE bill_run_batch (
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          batch_no {integer} NOT NULL,
          first_premises {integer} NOT NULL,
          last_premises {integer} NOT NULL,
          supply_points {integer} NOT NULL,
          PRIMARY KEY (run_id, batch_no)) {strict}
        """,
        """
        -- What came of a supply point in a run: exactly one row for each. Follows from pages.
        CREATE TABLE outcome (
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          supply_point_id {integer} NOT NULL,
          batch_no {integer} NOT NULL,
          kind TEXT NOT NULL
            CHECK (kind IN ('billed', 'held', 'not-due', 'void', 'not-in-supply')),
          PRIMARY KEY (run_id, supply_point_id)) {strict}{clustered}
        """,
    ]
}
