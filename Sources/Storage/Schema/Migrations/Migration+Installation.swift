// The tables of version 1 that belong to no room of facts.
extension Migration {
    static let installation = [
        """
        CREATE TABLE installation (
          name TEXT NOT NULL PRIMARY KEY,
          value TEXT NOT NULL) {strict}
        """,
        // What happened: who did what to what, when and why. Never changed, never deleted.
        """
        CREATE TABLE event (
          id {integer} NOT NULL PRIMARY KEY,
          recorded_at TEXT NOT NULL,
          business_day TEXT NOT NULL,
          actor TEXT NOT NULL,
          action TEXT NOT NULL,
          subject TEXT NOT NULL,
          reason TEXT NOT NULL DEFAULT '',
          idempotency_key TEXT UNIQUE) {strict}
        """,
        "CREATE INDEX event_by_day ON event (business_day)",
        """
        CREATE TABLE import_file (
          digest TEXT NOT NULL,
          kind TEXT NOT NULL,
          name TEXT NOT NULL,
          row_count {integer} NOT NULL,
          accepted {integer} NOT NULL,
          rejected {integer} NOT NULL,
          event_id {integer} NOT NULL PRIMARY KEY REFERENCES event (id),
          CHECK (accepted + rejected = row_count)) {strict}
        """,
        "CREATE INDEX import_file_by_digest ON import_file (digest)",
        """
        CREATE TABLE scheme (
          code TEXT NOT NULL PRIMARY KEY,
          name TEXT NOT NULL,
          jurisdiction TEXT NOT NULL,
          currency TEXT NOT NULL,
          zone TEXT NOT NULL,
          contact TEXT NOT NULL DEFAULT '',
          event_id {integer} NOT NULL REFERENCES event (id)) {strict}
        """,
    ]
}
