// Runs, pages, bills, findings and postings: what billing writes, and views of it.
extension Migration {
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

    /// What a bill can be held to, and the program's rules that its run was planned with.
    static let proofs = [
        "ALTER TABLE bill ADD COLUMN facts_digest {bytes}",
        "ALTER TABLE bill ADD COLUMN rules_digest {bytes}",
        "ALTER TABLE bill_run ADD COLUMN rule_version {integer} NOT NULL DEFAULT 1",
    ]

    /// Every index makes writing rows dearer. A run's bills are a range of ids (`BillID`), its
    /// numbers are in `number_span`, and its outcomes are asked for run by run.
    static let fewerIndexes = [
        "DROP INDEX bill_by_run", "DROP INDEX issued_bill_by_run",
        "DROP INDEX outcome_by_supply_point",
    ]

    /// What run pages come to, for who reviews the run. Pages of earlier programs have none.
    static let figures = [
        """
        CREATE TABLE page_figures (
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          batch_no {integer} NOT NULL,
          digest {bytes} NOT NULL,
          content {bytes} NOT NULL,
          PRIMARY KEY (run_id, batch_no)) {strict}
        """
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
