extension Migration {
    /// Events chained, and facts pinned to the events that brought them.
    static let proofOfEvents = [
        // The link of each event. Who, to what and why enter the digest as salted commitments:
        // a value and its salt can be erased, and the chain still verifies.
        """
        CREATE TABLE event_proof (
          event_id {integer} NOT NULL PRIMARY KEY REFERENCES event (id),
          digest {bytes} NOT NULL,
          page_sequence {integer} NOT NULL,
          page_digest {bytes} NOT NULL,
          actor_commitment {bytes} NOT NULL,
          subject_commitment {bytes} NOT NULL,
          reason_commitment {bytes} NOT NULL,
          actor_salt {bytes},
          subject_salt {bytes},
          reason_salt {bytes}) {strict}
        """,
        // What an event brought to each table and what it ended there, as digests of sets of rows.
        """
        CREATE TABLE event_pin (
          event_id {integer} NOT NULL REFERENCES event (id),
          table_name TEXT NOT NULL,
          brought {integer} NOT NULL,
          brought_digest {bytes} NOT NULL,
          ended {integer} NOT NULL,
          ended_digest {bytes} NOT NULL,
          PRIMARY KEY (event_id, table_name)) {strict}{clustered}
        """,
        // The last event that was known when a page was linked.
        "ALTER TABLE page ADD COLUMN event_id {integer}",
        "ALTER TABLE page ADD COLUMN event_digest {bytes}",
        "CREATE INDEX finding_decision_by_event ON finding_decision (event_id)",
    ]
}
