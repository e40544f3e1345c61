extension Schema {
    /// The chain of events and their pins.
    static let proofs = [
        """
        -- The link of each event. Who, to what and why enter the digest as salted commitments: a value and
        -- its salt can be erased, and the chain still verifies.
        CREATE TABLE event_proof (
          event_id {integer} NOT NULL PRIMARY KEY REFERENCES event (id),
          digest {bytes} NOT NULL,
          page_sequence {integer} NOT NULL, -- the last page known then
          page_digest {bytes} NOT NULL,
          actor_commitment {bytes} NOT NULL,
          subject_commitment {bytes} NOT NULL,
          reason_commitment {bytes} NOT NULL,
          actor_salt {bytes}, -- null once the value is erased
          subject_salt {bytes},
          reason_salt {bytes}) {strict}
        """,
        """
        -- What an event brought to each table and what it ended there, as digests of sets of rows.
        CREATE TABLE event_pin (
          event_id {integer} NOT NULL REFERENCES event (id),
          table_name TEXT NOT NULL,
          brought {integer} NOT NULL, -- how many rows
          brought_digest {bytes} NOT NULL,
          ended {integer} NOT NULL,
          ended_digest {bytes} NOT NULL,
          PRIMARY KEY (event_id, table_name)) {strict}{clustered}
        """,
    ]
}
