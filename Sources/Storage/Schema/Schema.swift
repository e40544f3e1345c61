/// The tables, in one text for both engines; `Dialect` fills in the words that differ.
///
/// Facts carry `known_from` and `known_to`: the events that brought them and replaced them.
/// A query as known at event E keeps rows with `known_from <= E AND known_to > E`.
/// Days are ISO dates; `to_day` is the first day after a period. Money is minor units, quantities are millionths of their unit.
enum Schema {
    /// The version this program reads and writes; `installation.schema_version` must agree.
    static var version: Int { migrations.version }

    static let migrations = [
        Migration(
            version: 1,
            statements: installation + customers + supply + metering + tariffs + runs + ledger
                + views),
        Migration(version: 2, statements: proofs),
        Migration(version: 3, statements: work + behind),
        Migration(version: 4, statements: fewerIndexes),
        Migration(version: 5, statements: figures),
        Migration(version: 6, statements: [], references: Reference.ofProjections),
        Migration(version: 7, statements: proofOfEvents),
        Migration(version: 8, statements: versionsOfData),
        Migration(version: 9, statements: priceSeries),
        Migration(version: 10, statements: judgedFacts),
    ]

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
