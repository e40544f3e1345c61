extension Migration {
    /// Salts beside personal values, and what was erased.
    static let personalData = [
        "ALTER TABLE party ADD COLUMN seal {bytes}",
        """
        CREATE TABLE erasure (
          event_id {integer} NOT NULL REFERENCES event (id),
          table_name TEXT NOT NULL,
          row_key TEXT NOT NULL,
          known_from {integer} NOT NULL,
          parts TEXT NOT NULL,
          digest {bytes} NOT NULL,
          PRIMARY KEY (event_id, table_name, row_key, known_from, parts)) {strict}
        """,
        """
        CREATE TABLE party_erasure (
          event_id {integer} NOT NULL REFERENCES event (id),
          party_id {integer} NOT NULL,
          parts TEXT NOT NULL,
          again TEXT NOT NULL,
          PRIMARY KEY (event_id, party_id)) {strict}
        """,
        "CREATE INDEX party_erasure_by_party ON party_erasure (party_id)",
    ]
}
