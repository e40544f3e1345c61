extension Migration {
    /// What goes out, and what became of it.
    static let outbox = [
        """
        CREATE TABLE outbox (
          id {integer} NOT NULL PRIMARY KEY,
          kind TEXT NOT NULL,
          message_key TEXT NOT NULL UNIQUE,
          subject TEXT NOT NULL,
          account_id {integer},
          digest {bytes} NOT NULL,
          event_id {integer} NOT NULL REFERENCES event (id)) {strict}
        """,
        "CREATE INDEX outbox_by_event ON outbox (event_id)",
        "CREATE INDEX outbox_by_account ON outbox (account_id)",
        """
        CREATE TABLE outbox_standing (
          message_id {integer} NOT NULL PRIMARY KEY REFERENCES outbox (id),
          kind TEXT NOT NULL,
          state TEXT NOT NULL,
          tries {integer} NOT NULL DEFAULT 0,
          handed_over {integer} NOT NULL DEFAULT 0,
          due_at {integer} NOT NULL,
          good_until {integer},
          token {integer} NOT NULL DEFAULT 0,
          sender TEXT,
          leased_until {integer}) {strict}
        """,
        "CREATE INDEX outbox_due ON outbox_standing (state, kind, due_at, message_id)",
        """
        CREATE TABLE outbox_content (
          message_id {integer} NOT NULL PRIMARY KEY REFERENCES outbox (id),
          receiver TEXT NOT NULL,
          sender TEXT NOT NULL,
          salt {bytes},
          content {bytes}) {strict}
        """,
        """
        CREATE TABLE outbox_step (
          message_id {integer} NOT NULL REFERENCES outbox (id),
          step_no {integer} NOT NULL,
          what TEXT NOT NULL,
          state TEXT NOT NULL,
          said TEXT NOT NULL DEFAULT '',
          recorded_at TEXT NOT NULL,
          event_id {integer} REFERENCES event (id),
          PRIMARY KEY (message_id, step_no)) {strict}
        """,
    ]
}
