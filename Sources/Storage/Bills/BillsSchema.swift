extension Schema {
    /// Bills, what they consist of, and the findings that hold others. All but decisions follow
    /// from pages.
    static let bills = [
        """
        -- A bill: of one account at one premises in one run.
        CREATE TABLE bill (
          id {integer} NOT NULL PRIMARY KEY, -- run, batch and index (BillID)
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          batch_no {integer} NOT NULL,
          account_id {integer} NOT NULL,
          premises_id {integer} NOT NULL,
          currency TEXT NOT NULL, -- ISO 4217
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL, -- the first day after it
          net {integer} NOT NULL, -- minor units
          tax {integer} NOT NULL,
          total {integer} NOT NULL,
          estimated {integer} NOT NULL, -- 1: stands on an estimate
          facts_digest {bytes}, -- of the facts it was billed from
          rules_digest {bytes}) {strict} -- of the rules it follows
        """,
        "CREATE INDEX bill_by_account ON bill (account_id)",
        """
        -- A part of a bill: one supply point under one agreement.
        CREATE TABLE segment (
          bill_id {integer} NOT NULL REFERENCES bill (id),
          segment_no {integer} NOT NULL,
          supply_point_id {integer} NOT NULL,
          agreement_id {integer} NOT NULL,
          tariff_version_id {integer} NOT NULL,
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          net {integer} NOT NULL, -- minor units
          tax {integer} NOT NULL,
          total {integer} NOT NULL,
          PRIMARY KEY (bill_id, segment_no)) {strict}{clustered}
        """,
        "CREATE INDEX segment_by_supply_point ON segment (supply_point_id, to_day)",
        """
        -- A charge on a bill over some days.
        CREATE TABLE bill_line (
          bill_id {integer} NOT NULL REFERENCES bill (id),
          line_no {integer} NOT NULL,
          segment_no {integer} NOT NULL,
          charge TEXT NOT NULL, -- its code in the tariff book
          from_day TEXT NOT NULL,
          to_day TEXT NOT NULL,
          quantity TEXT NOT NULL, -- an exact fraction or decimal
          unit TEXT NOT NULL,
          price TEXT NOT NULL, -- for a unit of it
          amount {integer} NOT NULL, -- minor units
          tax_code TEXT NOT NULL,
          PRIMARY KEY (bill_id, line_no)) {strict}{clustered}
        """,
        """
        -- A tax on a segment.
        CREATE TABLE bill_tax (
          bill_id {integer} NOT NULL REFERENCES bill (id),
          tax_no {integer} NOT NULL,
          segment_no {integer} NOT NULL,
          tax_code TEXT NOT NULL,
          percent TEXT NOT NULL,
          base {integer} NOT NULL, -- what is taxed, minor units
          amount {integer} NOT NULL,
          included {integer} NOT NULL, -- 1: contained in the lines already
          PRIMARY KEY (bill_id, tax_no)) {strict}{clustered}
        """,
        """
        -- The readings a bill stands on. The next bill opens with the closing value here.
        CREATE TABLE bill_reading (
          register_id {integer} NOT NULL,
          closing_day TEXT NOT NULL,
          bill_id {integer} NOT NULL REFERENCES bill (id),
          opening_day TEXT NOT NULL,
          opening_value {integer} NOT NULL, -- millionths of the register's unit
          opening_type TEXT NOT NULL, -- code of rules B1
          closing_value {integer} NOT NULL,
          closing_type TEXT NOT NULL,
          consumption {integer} NOT NULL, -- millionths
          PRIMARY KEY (bill_id, register_id, closing_day)) {strict}{clustered}
        """,
        "CREATE INDEX bill_reading_by_register ON bill_reading (register_id, closing_day)",
        """
        -- What a run found wrong or worth a look at a supply point.
        CREATE TABLE finding (
          id {integer} NOT NULL PRIMARY KEY,
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          supply_point_id {integer} NOT NULL,
          code TEXT NOT NULL, -- of the catalogue of exceptions, such as RD-HIGH
          severity TEXT NOT NULL CHECK (severity IN ('warning', 'blocking')),
          rule TEXT NOT NULL, -- number of the rule that failed
          figures TEXT NOT NULL, -- what it was judged by, as JSON
          currency TEXT NOT NULL,
          money_at_risk {integer} NOT NULL, -- minor units
          owner TEXT NOT NULL, -- who looks after it
          raised_on TEXT NOT NULL,
          due_on TEXT NOT NULL) {strict}
        """,
        "CREATE INDEX finding_by_supply_point ON finding (supply_point_id)",
        "CREATE INDEX finding_by_run ON finding (run_id, code)",
        """
        -- A person's decision on a finding: accepted as right, or closed as mended.
        CREATE TABLE finding_decision (
          finding_id {integer} NOT NULL PRIMARY KEY REFERENCES finding (id),
          decision TEXT NOT NULL CHECK (decision IN ('accepted', 'mended')),
          event_id {integer} NOT NULL REFERENCES event (id)) {strict}
        """,
        "CREATE INDEX finding_decision_by_event ON finding_decision (event_id)",
        """
        -- A released bill: its number is part of a series without gaps.
        CREATE TABLE issued_bill (
          series TEXT NOT NULL, -- code of the scheme
          number {integer} NOT NULL,
          bill_id {integer} NOT NULL UNIQUE REFERENCES bill (id),
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          issued_on TEXT NOT NULL,
          due_on TEXT NOT NULL, -- to be paid by
          PRIMARY KEY (series, number)) {strict}{clustered}
        """,
        """
        -- What people query: released bills with the codes of their account and premises as known now.
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
        -- Findings without a decision, with the code of their supply point as known now.
        CREATE VIEW open_finding_view AS
        SELECT finding.*, supply_point.code AS supply_point
        FROM finding
        JOIN supply_point ON supply_point.id = finding.supply_point_id
          AND supply_point.known_to = {now}
        WHERE finding.id NOT IN (SELECT finding_id FROM finding_decision)
        """,
    ]
}
