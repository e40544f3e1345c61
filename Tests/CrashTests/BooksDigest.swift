import Measures
import Storage

/// What a copy of the books came to, table by table, as digests of all rows in order.
struct BooksDigest: Equatable {
    let tables: [String: String]

    /// Everything that bills, numbers, postings and pages consist of. Left out are the event
    /// log, and the columns that name its events: a command said again is on record again. So are
    /// the digests of pages, which name events; `doctor` proves them in each of the books.
    private static let queries: [String: String] = [
        "bill": "SELECT * FROM bill ORDER BY id",
        "segment": "SELECT * FROM segment ORDER BY bill_id, segment_no",
        "bill_line": "SELECT * FROM bill_line ORDER BY bill_id, line_no",
        "bill_tax": "SELECT * FROM bill_tax ORDER BY bill_id, tax_no",
        "bill_reading": "SELECT * FROM bill_reading ORDER BY bill_id, register_id, closing_day",
        "outcome": "SELECT * FROM outcome ORDER BY run_id, supply_point_id",
        "finding": "SELECT * FROM finding ORDER BY id",
        "issued_bill": "SELECT * FROM issued_bill ORDER BY series, number",
        "posting": "SELECT * FROM posting ORDER BY page_sequence, posting_no",
        "page": "SELECT sequence, kind, run_id, batch_no, content FROM page ORDER BY sequence",
        "page_figures": "SELECT * FROM page_figures ORDER BY run_id, batch_no",
        "rows_due": "SELECT * FROM rows_due ORDER BY sequence",
        "number_span": "SELECT * FROM number_span ORDER BY series, first_number",
        "bill_run": "SELECT id, through_day, sla_day, supply_points, batches FROM bill_run",
        "bill_run_step": "SELECT run_id, step_no, state FROM bill_run_step ORDER BY 1, 2",
        "import_file": "SELECT digest, row_count, accepted, rejected FROM import_file ORDER BY 1",
        "reading": """
        SELECT register_id, day, value, type, source, method, status,
          CASE known_to WHEN 9223372036854775807 THEN 1 ELSE 0 END
        FROM reading ORDER BY 1, 2, known_from
        """,
        "interval_block": """
        SELECT register_id, month, content,
          CASE known_to WHEN 9223372036854775807 THEN 1 ELSE 0 END
        FROM interval_block ORDER BY 1, 2, known_from
        """,
        "agreement": """
        SELECT id, code, from_day, to_day,
          CASE known_to WHEN 9223372036854775807 THEN 1 ELSE 0 END
        FROM agreement ORDER BY 1, known_from
        """,
    ]

    init(_ books: AskedBooks) throws {
        tables = try BooksDigest.queries.mapValues { sql in
            var (bytes, count): ([UInt8], Int) = ([], 0)
            try books.forEach(sql) { row in
                count += 1
                for value in row { bytes += Array("\(value)\u{1F}".utf8) }
                bytes.append(0x1E)
            }
            return "\(count) rows, \(bytes.withUnsafeBytes { SHA256.function($0) })"
        }
    }

    /// The tables that differ, with what each side says.
    func differences(from twin: BooksDigest) -> [String] {
        tables.keys.sorted().filter { tables[$0] != twin.tables[$0] }.map {
            "\($0): \(tables[$0] ?? "") against \(twin.tables[$0] ?? "")"
        }
    }
}

/// What must hold in any books, asked of the tables themselves.
struct BooksProof: Equatable {
    let unbalanced: Int
    let gaps: Int
    let incompleteRuns: Int

    static let well = BooksProof(unbalanced: 0, gaps: 0, incompleteRuns: 0)

    private init(unbalanced: Int, gaps: Int, incompleteRuns: Int) {
        (self.unbalanced, self.gaps, self.incompleteRuns) = (unbalanced, gaps, incompleteRuns)
    }

    init(_ books: AskedBooks) throws {
        unbalanced = try books.count(
            """
            SELECT count(*) FROM (SELECT 1 FROM posting GROUP BY currency
              HAVING sum(amount) <> 0) AS unbalanced
            """)
        gaps = try books.count(
            """
            SELECT count(*) FROM (SELECT 1 FROM issued_bill GROUP BY series
              HAVING min(number) <> 1 OR max(number) <> count(*)) AS gap
            """)
        incompleteRuns = try books.count(
            """
            SELECT count(*) FROM bill_run WHERE supply_points <>
              (SELECT count(*) FROM outcome WHERE run_id = bill_run.id)
            """)
    }
}
