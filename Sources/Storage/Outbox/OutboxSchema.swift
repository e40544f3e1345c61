extension Schema {
    /// What goes out: messages, what they hold, and what became of them.
    static let outbox = [
        """
        -- A message that goes out, written with the act that causes it. Never changed, never deleted.
        CREATE TABLE outbox (
          id {integer} NOT NULL PRIMARY KEY,
          kind TEXT NOT NULL, -- mail, letter, sms, webhook, bank-file, field-order, valve-command
          message_key TEXT NOT NULL UNIQUE, -- what the receiver sees of it, the same at every try
          subject TEXT NOT NULL, -- what it is about, such as bill 10000100001
          account_id {integer}, -- whose customer it is for
          digest {bytes} NOT NULL, -- SHA-256 over salt, receiver, sender and content
          event_id {integer} NOT NULL REFERENCES event (id)) {strict} -- the act that causes it
        """,
        "CREATE INDEX outbox_by_event ON outbox (event_id)",
        "CREATE INDEX outbox_by_account ON outbox (account_id)",
        """
        -- Where a message stands. Times are milliseconds since 1970 by the server's clock.
        CREATE TABLE outbox_standing (
          message_id {integer} NOT NULL PRIMARY KEY REFERENCES outbox (id),
          kind TEXT NOT NULL, -- the message's, to find what is due of each
          state TEXT NOT NULL, -- waiting, sending, sent, failed, unknown, held, withdrawn
          tries {integer} NOT NULL DEFAULT 0, -- that failed
          handed_over {integer} NOT NULL DEFAULT 0, -- 1: the receiver may have it
          due_at {integer} NOT NULL, -- not sent before
          good_until {integer}, -- not sent after
          token {integer} NOT NULL DEFAULT 0, -- counts its leases: only the last one may hand it over
          sender TEXT, -- the process that has it in hand
          leased_until {integer}) {strict}
        """,
        "CREATE INDEX outbox_due ON outbox_standing (state, kind, due_at, message_id)",
        """
        -- What a message holds: personal data, which can be erased while the message stays.
        CREATE TABLE outbox_content (
          message_id {integer} NOT NULL PRIMARY KEY REFERENCES outbox (id),
          receiver TEXT NOT NULL, -- empty once it is erased
          sender TEXT NOT NULL, -- where answers go
          salt {bytes}, -- 16 bytes that hide the content behind the digest
          content {bytes}) {strict} -- the bytes that are handed over
        """,
        """
        -- What became of a message, step by step: tries, decisions, reports.
        CREATE TABLE outbox_step (
          message_id {integer} NOT NULL REFERENCES outbox (id),
          step_no {integer} NOT NULL,
          what TEXT NOT NULL, -- such as queued, sent, not-taken, in-doubt, lapsed, held, decided, bounced
          state TEXT NOT NULL, -- of the message from here on
          said TEXT NOT NULL DEFAULT '', -- the receiver's answer, or why; empty once it is erased
          recorded_at TEXT NOT NULL, -- UTC, by the machine's clock
          event_id {integer} REFERENCES event (id), -- of a person's act
          PRIMARY KEY (message_id, step_no)) {strict}
        """,
    ]
}
