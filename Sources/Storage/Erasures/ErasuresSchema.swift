extension Schema {
    /// What was erased, and by which event.
    static let erasures = [
        """
        -- Values of a row that an event erased. The row stays, with commitments in the place of the values.
        CREATE TABLE erasure (
          event_id {integer} NOT NULL REFERENCES event (id),
          table_name TEXT NOT NULL,
          row_key TEXT NOT NULL, -- the number of the thing or of the event
          known_from {integer} NOT NULL, -- of a fact; 0 for a row that is none
          parts TEXT NOT NULL, -- columns or parts with semicolons between them
          digest {bytes} NOT NULL, -- of a fact's row with commitments in the place of values; else empty
          PRIMARY KEY (event_id, table_name, row_key, known_from, parts)) {strict}
        """,
        """
        -- An erasure of personal data of a party, as somebody asked for it: what a restore does again.
        CREATE TABLE party_erasure (
          event_id {integer} NOT NULL REFERENCES event (id),
          party_id {integer} NOT NULL,
          parts TEXT NOT NULL, -- such as contacts;needs
          again TEXT NOT NULL, -- event and day of the erasure that it repeats; blank for a first one
          PRIMARY KEY (event_id, party_id)) {strict}
        """,
        "CREATE INDEX party_erasure_by_party ON party_erasure (party_id)",
    ]
}
