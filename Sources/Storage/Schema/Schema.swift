/// The tables, in one text for both engines; `Dialect` fills in the words that differ.
///
/// Facts carry `known_from` and `known_to`: the events that brought them and replaced them.
/// A query as known at event E keeps rows with `known_from <= E AND known_to > E`.
/// Days are ISO dates; `to_day` is the first day after a period. Money is minor units, quantities are millionths of their unit.
enum Schema {
    /// The version this program reads and writes; `installation.schema_version` must agree.
    static let version = 1

    static let migrations: [(version: Int, statements: [String])] = [
        (1, installation + customers + supply + metering + tariffs + runs + ledger + views)
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

    static let customers = [
        """
        CREATE TABLE party (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          name TEXT NOT NULL,
          email TEXT,
          language TEXT NOT NULL,
          kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organisation')),
          phone TEXT,
          postal_address TEXT,
          vulnerability TEXT NOT NULL DEFAULT '',
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX party_by_code ON party (code, known_from)",
        """
        CREATE TABLE account (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          party_id {integer} NOT NULL,
          opened_on TEXT,
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX account_by_code ON account (code, known_from)",
        "CREATE INDEX account_by_party ON account (party_id)",
    ]

    static let supply = [
        """
        CREATE TABLE premises (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          scheme TEXT NOT NULL REFERENCES scheme (code),
          address TEXT NOT NULL,
          postcode TEXT NOT NULL,
          jurisdiction TEXT NOT NULL DEFAULT '',
          price_zone TEXT NOT NULL DEFAULT '',
          class TEXT NOT NULL DEFAULT '',
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX premises_by_code ON premises (code, known_from)",
        """
        CREATE TABLE supply_point (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          premises_id {integer} NOT NULL,
          commodity TEXT NOT NULL CHECK (commodity IN ('water', 'gas', 'electricity', 'heat')),
          cycle TEXT,
          market_id TEXT,
          network_parent TEXT,
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX supply_point_by_code ON supply_point (code, known_from)",
        "CREATE INDEX supply_point_by_premises ON supply_point (premises_id)",
        """
        CREATE TABLE agreement (
          id {integer} NOT NULL,
          code TEXT NOT NULL,
          account_id {integer} NOT NULL,
          supply_point_id {integer} NOT NULL,
          tariff TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('occupied', 'void')),
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          {known},
          CHECK (from_day < to_day),
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE UNIQUE INDEX agreement_by_code ON agreement (code, known_from)",
        "CREATE INDEX agreement_by_supply_point ON agreement (supply_point_id)",
        "CREATE INDEX agreement_by_account ON agreement (account_id)",
        // A dated fact that a tariff may need: a return factor, a band, an agreed capacity.
        """
        CREATE TABLE property (
          supply_point_id {integer} NOT NULL,
          name TEXT NOT NULL,
          value TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          {known},
          CHECK (from_day < to_day),
          PRIMARY KEY (supply_point_id, name, from_day, known_from)) {strict}
        """,
    ]

    static let metering = [
        // A register of a meter, and the supply point it hangs at between two days.
        """
        CREATE TABLE register (
          id {integer} NOT NULL,
          supply_point_id {integer} NOT NULL,
          meter_serial TEXT NOT NULL,
          code TEXT NOT NULL,
          usage TEXT NOT NULL,
          unit TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('register', 'interval')),
          interval_minutes {integer} NOT NULL DEFAULT 0,
          dials {integer} NOT NULL,
          decimals {integer} NOT NULL,
          multiplier TEXT NOT NULL,
          installed_on TEXT NOT NULL,
          removed_on TEXT NOT NULL,
          suffix TEXT NOT NULL DEFAULT '',
          {known},
          PRIMARY KEY (id, known_from)) {strict}
        """,
        "CREATE INDEX register_by_supply_point ON register (supply_point_id)",
        "CREATE INDEX register_by_serial ON register (meter_serial, code)",
        // A dial at the end of a local day. `type` is the code of the rules' table B1.
        """
        CREATE TABLE reading (
          register_id {integer} NOT NULL,
          day TEXT NOT NULL,
          value {integer} NOT NULL,
          type TEXT NOT NULL,
          source TEXT NOT NULL,
          method TEXT NOT NULL,
          status TEXT NOT NULL,
          {known},
          PRIMARY KEY (register_id, day, known_from)) {strict}{clustered}
        """,
        // A month of one channel: values and qualities of its intervals, in market or UTC days.
        """
        CREATE TABLE interval_block (
          register_id {integer} NOT NULL,
          month TEXT NOT NULL,
          first_day TEXT NOT NULL,
          day_count {integer} NOT NULL,
          interval_minutes {integer} NOT NULL,
          content {bytes} NOT NULL,
          {known},
          PRIMARY KEY (register_id, month, known_from)) {strict}
        """,
    ]

    static let tariffs = [
        """
        CREATE TABLE tariff_version (
          id {integer} NOT NULL PRIMARY KEY,
          code TEXT NOT NULL,
          digest TEXT NOT NULL,
          file_name TEXT NOT NULL,
          book TEXT NOT NULL,
          {known}) {strict}
        """,
        "CREATE INDEX tariff_version_by_code ON tariff_version (code, known_from)",
        // What the utility decided for its runs; one row stands at a time.
        """
        CREATE TABLE policy_version (
          id {integer} NOT NULL PRIMARY KEY,
          digest TEXT NOT NULL,
          file_name TEXT NOT NULL,
          policy TEXT NOT NULL,
          {known}) {strict}
        """,
    ]

    static let runs = [
        """
        CREATE TABLE bill_run (
          id {integer} NOT NULL PRIMARY KEY,
          through_day TEXT NOT NULL,
          sla_day TEXT NOT NULL,
          planned_event {integer} NOT NULL REFERENCES event (id),
          supply_points {integer} NOT NULL,
          batches {integer} NOT NULL) {strict}
        """,
        // The states a run has been through, in order: the last one is the state it is in.
        """
        CREATE TABLE bill_run_step (
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          step_no {integer} NOT NULL,
          state TEXT NOT NULL,
          event_id {integer} NOT NULL REFERENCES event (id),
          PRIMARY KEY (run_id, step_no)) {strict}
        """,
        """
        CREATE TABLE bill_run_batch (
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          batch_no {integer} NOT NULL,
          first_premises {integer} NOT NULL,
          last_premises {integer} NOT NULL,
          supply_points {integer} NOT NULL,
          PRIMARY KEY (run_id, batch_no)) {strict}
        """,
        // The journal: immutable pages of canonical bytes, chained by SHA-256.
        """
        CREATE TABLE page (
          sequence {integer} NOT NULL PRIMARY KEY,
          kind TEXT NOT NULL CHECK (kind IN ('run', 'release', 'entry')),
          run_id {integer} NOT NULL,
          batch_no {integer} NOT NULL,
          previous {bytes} NOT NULL,
          digest {bytes} NOT NULL,
          content {bytes} NOT NULL,
          UNIQUE (kind, run_id, batch_no)) {strict}
        """,
        """
        CREATE TABLE outcome (
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          supply_point_id {integer} NOT NULL,
          batch_no {integer} NOT NULL,
          kind TEXT NOT NULL
            CHECK (kind IN ('billed', 'held', 'not-due', 'void', 'not-in-supply')),
          PRIMARY KEY (run_id, supply_point_id)) {strict}{clustered}
        """,
        "CREATE INDEX outcome_by_supply_point ON outcome (supply_point_id, run_id)",
        """
        CREATE TABLE bill (
          id {integer} NOT NULL PRIMARY KEY,
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          batch_no {integer} NOT NULL,
          account_id {integer} NOT NULL,
          premises_id {integer} NOT NULL,
          currency TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          net {integer} NOT NULL,
          tax {integer} NOT NULL,
          total {integer} NOT NULL,
          estimated {integer} NOT NULL) {strict}
        """,
        "CREATE INDEX bill_by_account ON bill (account_id)",
        "CREATE INDEX bill_by_run ON bill (run_id)",
        """
        CREATE TABLE segment (
          bill_id {integer} NOT NULL REFERENCES bill (id),
          segment_no {integer} NOT NULL,
          supply_point_id {integer} NOT NULL,
          agreement_id {integer} NOT NULL,
          tariff_version_id {integer} NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          net {integer} NOT NULL,
          tax {integer} NOT NULL,
          total {integer} NOT NULL,
          PRIMARY KEY (bill_id, segment_no)) {strict}{clustered}
        """,
        "CREATE INDEX segment_by_supply_point ON segment (supply_point_id, to_day)",
        """
        CREATE TABLE bill_line (
          bill_id {integer} NOT NULL REFERENCES bill (id),
          line_no {integer} NOT NULL,
          segment_no {integer} NOT NULL,
          charge TEXT NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          quantity TEXT NOT NULL,
          unit TEXT NOT NULL,
          price TEXT NOT NULL,
          amount {integer} NOT NULL,
          tax_code TEXT NOT NULL,
          PRIMARY KEY (bill_id, line_no)) {strict}{clustered}
        """,
        """
        CREATE TABLE bill_tax (
          bill_id {integer} NOT NULL REFERENCES bill (id),
          tax_no {integer} NOT NULL,
          segment_no {integer} NOT NULL,
          tax_code TEXT NOT NULL,
          percent TEXT NOT NULL,
          base {integer} NOT NULL,
          amount {integer} NOT NULL,
          included {integer} NOT NULL,
          PRIMARY KEY (bill_id, tax_no)) {strict}{clustered}
        """,
        // The readings a bill stands on. The next bill opens with the closing value here.
        """
        CREATE TABLE bill_reading (
          register_id {integer} NOT NULL,
          closing_day TEXT NOT NULL,
          bill_id {integer} NOT NULL REFERENCES bill (id),
          opening_day TEXT NOT NULL,
          opening_value {integer} NOT NULL,
          opening_type TEXT NOT NULL,
          closing_value {integer} NOT NULL,
          closing_type TEXT NOT NULL,
          consumption {integer} NOT NULL,
          PRIMARY KEY (bill_id, register_id, closing_day)) {strict}{clustered}
        """,
        "CREATE INDEX bill_reading_by_register ON bill_reading (register_id, closing_day)",
        """
        CREATE TABLE finding (
          id {integer} NOT NULL PRIMARY KEY,
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          supply_point_id {integer} NOT NULL,
          code TEXT NOT NULL,
          severity TEXT NOT NULL CHECK (severity IN ('warning', 'blocking')),
          rule TEXT NOT NULL,
          figures TEXT NOT NULL,
          currency TEXT NOT NULL,
          money_at_risk {integer} NOT NULL,
          owner TEXT NOT NULL,
          raised_on TEXT NOT NULL,
          due_on TEXT NOT NULL) {strict}
        """,
        "CREATE INDEX finding_by_supply_point ON finding (supply_point_id)",
        "CREATE INDEX finding_by_run ON finding (run_id, code)",
        // A person's decision on a finding: accepted as right, or closed as mended.
        """
        CREATE TABLE finding_decision (
          finding_id {integer} NOT NULL PRIMARY KEY REFERENCES finding (id),
          decision TEXT NOT NULL CHECK (decision IN ('accepted', 'mended')),
          event_id {integer} NOT NULL REFERENCES event (id)) {strict}
        """,
        // A released bill: its number is part of a series without gaps.
        """
        CREATE TABLE issued_bill (
          series TEXT NOT NULL,
          number {integer} NOT NULL,
          bill_id {integer} NOT NULL UNIQUE REFERENCES bill (id),
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          issued_on TEXT NOT NULL,
          due_on TEXT NOT NULL,
          PRIMARY KEY (series, number)) {strict}{clustered}
        """,
        "CREATE INDEX issued_bill_by_run ON issued_bill (run_id)",
    ]

    static let ledger = [
        """
        CREATE TABLE posting (
          page_sequence {integer} NOT NULL REFERENCES page (sequence),
          posting_no {integer} NOT NULL,
          entry_no {integer} NOT NULL,
          day TEXT NOT NULL,
          reference TEXT NOT NULL,
          ledger_account TEXT NOT NULL,
          account_id {integer},
          currency TEXT NOT NULL,
          amount {integer} NOT NULL,
          bill_id {integer},
          PRIMARY KEY (page_sequence, posting_no)) {strict}{clustered}
        """,
        """
        CREATE INDEX posting_by_account ON posting (account_id, day)
        WHERE account_id IS NOT NULL
        """,
    ]

    /// What people query: codes beside ids, money in minor units, ISO days.
    static let views = [
        """
        CREATE VIEW issued_bill_view AS
        SELECT issued_bill.series, issued_bill.number, bill.id AS bill_id,
          account.code AS account, premises.code AS premises, bill.from_day, bill.to_day,
          bill.currency, bill.net, bill.tax, bill.total, issued_bill.issued_on,
          issued_bill.due_on, bill.run_id
        FROM issued_bill
        JOIN bill ON bill.id = issued_bill.bill_id
        JOIN account ON account.id = bill.account_id AND account.known_to = {now}
        JOIN premises ON premises.id = bill.premises_id AND premises.known_to = {now}
        """,
        """
        CREATE VIEW open_finding_view AS
        SELECT finding.*, supply_point.code AS supply_point
        FROM finding
        JOIN supply_point ON supply_point.id = finding.supply_point_id
          AND supply_point.known_to = {now}
        WHERE finding.id NOT IN (SELECT finding_id FROM finding_decision)
        """,
    ]
}
