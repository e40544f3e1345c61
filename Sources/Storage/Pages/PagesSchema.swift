extension Schema {
    /// The journal of immutable pages, and what is stored beside them.
    static let pages = [
        """
        -- The journal: pages of canonical bytes, chained by SHA-256. Never changed, never deleted.
        CREATE TABLE page (
          sequence {integer} NOT NULL PRIMARY KEY, -- without gaps
          kind TEXT NOT NULL CHECK (kind IN ('run', 'release', 'entry')),
          run_id {integer} NOT NULL,
          batch_no {integer} NOT NULL,
          previous {bytes} NOT NULL, -- digest of the page before it
          digest {bytes} NOT NULL, -- of previous, sequence, event and content
          content {bytes} NOT NULL,
          event_id {integer}, -- the last event known when it was linked
          event_digest {bytes}, -- and that event's place in its chain
          UNIQUE (kind, run_id, batch_no)) {strict}
        """,
        """
        -- Pages of which the rows are not written yet. A page is taken from here in the transaction that
        -- writes the last of its rows.
        CREATE TABLE rows_due (
          sequence {integer} NOT NULL PRIMARY KEY REFERENCES page (sequence),
          written {integer} NOT NULL DEFAULT 0) {strict} -- how many of its rows stand already, in their order
        """,
        """
        -- The numbers that a release page gave, written with it: the next release goes on from the last of
        -- them, and a bill is found by its number before it has rows.
        CREATE TABLE number_span (
          series TEXT NOT NULL, -- code of the scheme
          first_number {integer} NOT NULL,
          last_number {integer} NOT NULL,
          sequence {integer} NOT NULL REFERENCES page (sequence),
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          PRIMARY KEY (series, first_number)) {strict}{clustered}
        """,
        "CREATE INDEX number_span_by_page ON number_span (sequence)",
        "CREATE INDEX number_span_by_run ON number_span (run_id)",
        """
        -- What a run page comes to, for who reviews the run. Pages of earlier programs have none.
        CREATE TABLE page_figures (
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          batch_no {integer} NOT NULL,
          digest {bytes} NOT NULL, -- of the page
          content {bytes} NOT NULL, -- sums and shapes of bills (PageFigures)
          PRIMARY KEY (run_id, batch_no)) {strict}
        """,
    ]
}
