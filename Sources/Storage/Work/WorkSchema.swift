extension Schema {
    /// Open work: batches without a page, as workers share them. Both tables are empty while no run
    /// is calculated.
    static let work = [
        """
        -- A run that is being calculated. Times are milliseconds since 1970 by the server's clock.
        CREATE TABLE run_work (
          run_id {integer} NOT NULL PRIMARY KEY REFERENCES bill_run (id),
          opened_at {integer} NOT NULL,
          began_at {integer}) {strict} -- when the first batch was taken
        """,
        """
        -- A batch without a page.
        CREATE TABLE batch_work (
          run_id {integer} NOT NULL REFERENCES run_work (run_id),
          batch_no {integer} NOT NULL,
          token {integer} NOT NULL DEFAULT 0, -- counts its leases: only the last one may deliver
          worker TEXT, -- who has it in hand
          leased_until {integer},
          failures {integer} NOT NULL DEFAULT 0,
          problem TEXT, -- what went wrong last
          content {bytes}, -- its page, where it was delivered before its turn in the chain
          PRIMARY KEY (run_id, batch_no)) {strict}
        """,
    ]
}
