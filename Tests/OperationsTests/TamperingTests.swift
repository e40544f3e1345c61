import Ledger
import Measures
import Operations
import Storage
import Testing

@Suite("Books that somebody altered")
struct TamperingTests {
    /// The page of the last release of which the tables below speak.
    static let release = "(SELECT MIN(sequence) + 2 FROM page WHERE kind = 'release')"
    static let bill = "(SELECT MIN(id) + 1 FROM bill WHERE run_id = 3)"

    @Test("as they are they hold")
    func whole() async throws {
        let years = try await TwoYears.shared.value
        let installation = try years.open()
        let verdict = try installation.read { try VerifyJournal($0)() }
        #expect(verdict.fault == nil)
        #expect(verdict.pages > 24 && verdict.bills == verdict.entries)
        #expect(verdict.trialBalance == ["AUD": 0, "GBP": 0])
        let pages = try installation.read { try VerifyJournal($0).pagesAlone() }
        #expect(pages.fault == nil && pages.head == verdict.head)
        #expect(pages.entries == verdict.entries && pages.postings == verdict.postings)
        #expect(pages.trialBalance == verdict.trialBalance && verdict.postings > verdict.entries)
        #expect(try installation.examine(Check.all).filter { !$0.isWell } == [])
        try installation.close()
    }

    @Test(
        "a row: verify names it with its page",
        arguments: [
            // what somebody did, the table and column that verify names
            (
                "UPDATE posting SET amount = amount + 1 WHERE posting_no = 1 "
                    + "AND page_sequence = \(release)", "posting", "amount"
            ),
            (
                "UPDATE posting SET account_id = account_id + 1 WHERE account_id IS NOT NULL "
                    + "AND page_sequence = \(release)", "posting", "account_id"
            ),
            (
                "DELETE FROM posting WHERE posting_no = 2 AND page_sequence = \(release)",
                "posting", "posting_no"
            ),
            (
                "INSERT INTO posting SELECT page_sequence, posting_no + 100000, entry_no, day, "
                    + "reference, ledger_account, account_id, currency, amount, bill_id "
                    + "FROM posting WHERE page_sequence = \(release)", "posting", "page_sequence"
            ),
            ("UPDATE bill SET total = total - 1 WHERE id = \(bill)", "bill", "total"),
            ("UPDATE bill SET account_id = 1 WHERE id = \(bill)", "bill", "account_id"),
            (
                "UPDATE bill_line SET amount = amount + 1 WHERE line_no = 1 "
                    + "AND bill_id = \(bill)", "bill_line", "amount"
            ),
            (
                "UPDATE bill_line SET price = '0' WHERE line_no = 1 AND bill_id = \(bill)",
                "bill_line", "price"
            ),
            ("DELETE FROM bill_line WHERE bill_id = \(bill)", "bill_line", "bill_id"),
            ("UPDATE segment SET net = net + 1 WHERE bill_id = \(bill)", "segment", "net"),
            (
                "UPDATE bill_reading SET closing_value = closing_value + 1 "
                    + "WHERE bill_id = (SELECT MIN(bill_id) FROM bill_reading)",
                "bill_reading", "closing_value"
            ),
            (
                "DELETE FROM finding WHERE id = (SELECT MIN(id) FROM finding)", "finding", "id"
            ),
            (
                "UPDATE finding SET money_at_risk = money_at_risk + 1 "
                    + "WHERE id = (SELECT MAX(id) FROM finding)", "finding", "money_at_risk"
            ),
            (
                "UPDATE outcome SET kind = 'void' WHERE run_id = 2 AND supply_point_id = 7",
                "outcome", "kind"
            ),
            ("DELETE FROM outcome WHERE run_id = 2 AND supply_point_id = 7", "outcome", ""),
            (
                "UPDATE issued_bill SET due_on = '2099-01-01' WHERE bill_id = \(bill)",
                "issued_bill", "due_on"
            ),
        ])
    func row(sql: String, table: String, column: String) async throws {
        let fault = try await fault(after: sql)
        guard case .row(let row, let page) = fault else {
            Issue.record("\(String(describing: fault)) after \(sql)")
            return
        }
        #expect(row.table == table)
        #expect(column.isEmpty || row.column == column)
        #expect(page > 0)
    }

    @Test(
        "a page: verify names the first that does not hold",
        arguments: [
            (
                "UPDATE page SET content = CAST(substr(content, 1, 40) || x'FF' "
                    + "|| substr(content, 42) AS BLOB) WHERE sequence = 5",
                .chain(.contentDiffers(sequence: 5))
            ),
            (
                "UPDATE page SET content = CAST(content || x'00' AS BLOB) WHERE sequence = 1",
                .chain(.contentDiffers(sequence: 1))
            ),
            ("DELETE FROM page WHERE sequence = 1", .chain(.missing(sequence: 1))),
            ("DELETE FROM page WHERE sequence = 9", .chain(.missing(sequence: 9))),
            (
                "UPDATE page SET digest = previous WHERE sequence = 4",
                .chain(.contentDiffers(sequence: 4))
            ),
            (
                "UPDATE page SET sequence = 0 WHERE sequence = 6; "
                    + "UPDATE page SET sequence = 6 WHERE sequence = 7; "
                    + "UPDATE page SET sequence = 7 WHERE sequence = 0",
                .chain(.previousDiffers(sequence: 6))
            ),
            (
                "UPDATE page SET previous = x'0102' WHERE sequence = 8",
                .content(sequence: 8)
            ),
        ] as [(String, VerifyJournal.Fault)])
    func page(sql: String, expected: VerifyJournal.Fault) async throws {
        #expect(try await fault(after: sql) == expected)
    }

    @Test("the last page, taken away with its rows or without, is missed")
    func lastPage() async throws {
        let last = "(SELECT MAX(sequence) FROM page)"
        let alone = try await fault(after: "DELETE FROM page WHERE sequence = \(last)")
        guard case .stray(let row) = alone else {
            Issue.record("rows without their page were not found")
            return
        }
        #expect(row.table == "issued_bill")
        let whole = try await fault(
            after: """
                DELETE FROM issued_bill WHERE bill_id IN
                  (SELECT bill_id FROM posting WHERE page_sequence = \(last));
                DELETE FROM posting WHERE page_sequence = \(last);
                DELETE FROM number_span WHERE sequence = \(last);
                DELETE FROM page WHERE sequence = \(last)
                """)
        guard case .pagesMissing = whole else {
            Issue.record("a page and all its rows were taken away, and nobody noticed")
            return
        }
    }

    private func fault(after sql: String) async throws -> VerifyJournal.Fault? {
        try await TwoYears.shared.value.tampered(sql) { installation in
            try installation.read { try VerifyJournal($0)().fault }
        }
    }

    @Test(
        "doctor says what is ill",
        arguments: [
            ("UPDATE posting SET amount = amount + 1 WHERE posting_no = 1", "trial balance"),
            ("DELETE FROM outcome WHERE run_id = 24 AND supply_point_id = 9", "outcomes of runs"),
            ("DELETE FROM page WHERE kind = 'run' AND run_id = 24", "outcomes of runs"),
            ("DELETE FROM issued_bill WHERE number = 17", "numbers of bills"),
            ("DELETE FROM page WHERE kind = 'release' AND run_id = 24", "numbers of bills"),
            ("UPDATE bill SET net = net + 1 WHERE id = \(bill)", "pages against rows"),
            (
                "UPDATE bill SET facts_digest = rules_digest WHERE id = \(bill)",
                "pages against rows"
            ),
            ("UPDATE tariff_version SET book = book || '# x'", "texts of rules"),
            ("UPDATE page SET content = x'00' WHERE sequence = 3", "pages against rows"),
            (
                "UPDATE agreement SET from_day = '2020-01-01' WHERE id = (SELECT MAX(later.id) "
                    + "FROM agreement AS later JOIN agreement AS before ON before.id < later.id "
                    + "AND before.supply_point_id = later.supply_point_id "
                    + "AND before.code <> later.code)", "agreements"
            ),
            ("DELETE FROM premises WHERE id = 5", "tracker adds up"),
            ("UPDATE bill_run_batch SET last_premises = 1 WHERE run_id = 3", "batches as planned"),
            ("UPDATE bill_run SET supply_points = 1 WHERE id = 3", "batches as planned"),
            ("UPDATE bill_run SET through_day = '2001-01-01' WHERE id = 3", "pages against rows"),
            ("DELETE FROM event WHERE id = 3", "foreign keys"),
            (
                "UPDATE reading SET known_to = known_from WHERE register_id = 1",
                "spans of knowledge"
            ),
            ("UPDATE installation SET value = '0' WHERE name = 'schema_version'", ""),
        ])
    func doctor(sql: String, check: String) async throws {
        let years = try await TwoYears.shared.value
        guard !check.isEmpty else {
            #expect(throws: InstallationRefused.self) { try years.tampered(sql) { _ in } }
            return
        }
        let ill = try years.tampered(sql) { try $0.examine(Check.all).filter { !$0.isWell } }
        #expect(ill.contains { $0.name == check }, "\(ill)")
        #expect(ill.allSatisfy { !$0.problems.isEmpty })
    }
}
