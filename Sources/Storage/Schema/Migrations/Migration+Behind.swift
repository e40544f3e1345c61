// Rows that follow behind their pages, and what must be known before they are there.
extension Migration {
    static let behind = [
        // Pages of which the rows are not written yet. A page is taken from here in the
        // transaction that writes its rows.
        """
        CREATE TABLE rows_due (
          sequence {integer} NOT NULL PRIMARY KEY REFERENCES page (sequence)) {strict}
        """,
        // The numbers that a release page gave, written with it: the next release goes on from
        // the last of them, and a bill is found by its number before it has rows.
        """
        CREATE TABLE number_span (
          series TEXT NOT NULL,
          first_number {integer} NOT NULL,
          last_number {integer} NOT NULL,
          sequence {integer} NOT NULL REFERENCES page (sequence),
          run_id {integer} NOT NULL REFERENCES bill_run (id),
          PRIMARY KEY (series, first_number)) {strict}{clustered}
        """,
        "CREATE INDEX number_span_by_page ON number_span (sequence)",
        "CREATE INDEX number_span_by_run ON number_span (run_id)",
        // Of pages from before: their rows are all there.
        """
        INSERT INTO number_span (series, first_number, last_number, sequence, run_id)
        SELECT issued_bill.series, MIN(issued_bill.number), MAX(issued_bill.number),
          page.sequence, page.run_id
        FROM issued_bill
        JOIN bill ON bill.id = issued_bill.bill_id
        JOIN page ON page.kind = 'release' AND page.run_id = bill.run_id
          AND page.batch_no = bill.batch_no
        GROUP BY issued_bill.series, page.sequence, page.run_id
        """,
    ]
}
