extension Schema {
    /// Events, imported files, and the installation's settings.
    static let events = [
        """
        -- Settings of the installation: its name, the business day, the version of the schema.
        CREATE TABLE installation (
          name TEXT NOT NULL PRIMARY KEY, -- name, business_day, schema_version and others
          value TEXT NOT NULL) {strict}
        """,
        """
        -- What happened: who did what to what, when and why. Never changed, never deleted.
        CREATE TABLE event (
          id {integer} NOT NULL PRIMARY KEY, -- in the order in which they happened
          recorded_at TEXT NOT NULL, -- UTC, by the machine's clock
          business_day TEXT NOT NULL, -- the utility's today
          actor TEXT NOT NULL, -- who did it
          action TEXT NOT NULL, -- what was done, such as import-readings
          subject TEXT NOT NULL, -- to what, such as run 12
          reason TEXT NOT NULL DEFAULT '', -- why, in the actor's words
          idempotency_key TEXT UNIQUE) {strict} -- the same key does a thing once
        """,
        "CREATE INDEX event_by_day ON event (business_day)",
        """
        -- A file that was imported. Accepted and rejected rows add up to the rows of the file.
        CREATE TABLE import_file (
          digest TEXT NOT NULL, -- SHA-256 of its bytes
          kind TEXT NOT NULL, -- such as readings
          name TEXT NOT NULL, -- as it was called
          row_count {integer} NOT NULL,
          accepted {integer} NOT NULL,
          rejected {integer} NOT NULL,
          event_id {integer} NOT NULL PRIMARY KEY REFERENCES event (id), -- its import
          CHECK (accepted + rejected = row_count)) {strict}
        """,
        "CREATE INDEX import_file_by_digest ON import_file (digest)",
    ]
}
