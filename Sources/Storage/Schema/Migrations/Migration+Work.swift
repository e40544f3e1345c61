// Work in hand: the batches of a run being calculated that have no page yet, as workers share
// them out. Both tables are empty while no run is being calculated.
extension Migration {
    static let work = [
        // Times are milliseconds since 1970 by the server's clock, never by a worker's.
        """
        CREATE TABLE run_work (
          run_id {integer} NOT NULL PRIMARY KEY REFERENCES bill_run (id),
          opened_at {integer} NOT NULL,
          began_at {integer}) {strict}
        """,
        // `token` counts the leases: only the last one may deliver. `content` is the page of a
        // batch that was delivered before its turn in the chain.
        """
        CREATE TABLE batch_work (
          run_id {integer} NOT NULL REFERENCES run_work (run_id),
          batch_no {integer} NOT NULL,
          token {integer} NOT NULL DEFAULT 0,
          worker TEXT,
          leased_until {integer},
          failures {integer} NOT NULL DEFAULT 0,
          problem TEXT,
          content {bytes},
          PRIMARY KEY (run_id, batch_no)) {strict}
        """,
    ]
}
