import Billing
import GRDB
import Measures
import Operations
import Storage
import Testing

/// Rows of no page, wherever somebody put them: pages and tables are compared as sets.
@Suite("Planted rows")
struct PlantedRowsTests {
    /// A row like another, but for some columns.
    private static func plant(
        _ table: String, _ columns: String, instead: [String: String], of row: String
    ) -> String {
        let names = columns.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let values = names.map { instead[$0] ?? $0 }.joined(separator: ", ")
        return "INSERT INTO \(table) (\(names.joined(separator: ", "))) "
            + "SELECT \(values) FROM \(table) \(row) LIMIT 1"
    }

    private static let bill = """
        id, run_id, batch_no, account_id, premises_id, currency, from_day, to_day, net, tax, \
        total, estimated, facts_digest, rules_digest
        """
    private static let segment = """
        bill_id, segment_no, supply_point_id, agreement_id, tariff_version_id, from_day, to_day, \
        net, tax, total
        """
    private static let reading = """
        register_id, closing_day, bill_id, opening_day, opening_value, opening_type, \
        closing_value, closing_type, consumption
        """
    private static let finding = """
        id, run_id, supply_point_id, code, severity, rule, figures, currency, money_at_risk, \
        owner, raised_on, due_on
        """
    private static let line = """
        bill_id, line_no, segment_no, charge, from_day, to_day, quantity, unit, price, amount, \
        tax_code
        """
    private static let tax =
        "bill_id, tax_no, segment_no, tax_code, percent, base, amount, included"
    private static let issue = "series, number, bill_id, run_id, issued_on, due_on"
    private static let posting = """
        page_sequence, posting_no, entry_no, day, reference, ledger_account, account_id, \
        currency, amount, bill_id
        """

    /// Below and above every place, between the places of two pages, and of a run that is not.
    private static let ids = [
        "-5", "15", "-9223372036854775808", "9223372036854775807", "10099999999", "990000100001",
        "10000200000",
    ]

    private static let byID: [(table: String, columns: String, key: String)] = [
        ("bill", bill, "id"), ("segment", segment, "bill_id"), ("bill_line", line, "bill_id"),
        ("bill_tax", tax, "bill_id"), ("bill_reading", reading, "bill_id"),
        ("finding", finding, "id"),
    ]

    private static let planted: [(table: String, sql: String)] =
        byID.flatMap { table, columns, key in
            ids.prefix(table == "bill" ? ids.count : 3).map {
                (table, plant(table, columns, instead: [key: $0], of: ""))
            }
        } + [
            (
                "issued_bill",
                plant(
                    "issued_bill", issue,
                    instead: [
                        "number": "(SELECT MAX(number) + 1 FROM issued_bill)", "bill_id": "15",
                    ],
                    of: "")
            ),
            ("posting", plant("posting", posting, instead: ["page_sequence": "-1"], of: "")),
            ("posting", plant("posting", posting, instead: ["page_sequence": "1"], of: "")),
            (
                "outcome",
                "INSERT INTO outcome (run_id, supply_point_id, batch_no, kind) "
                    + "VALUES (99, 1, 1, 'billed')"
            ),
            (
                "outcome",
                "INSERT INTO outcome (run_id, supply_point_id, batch_no, kind) "
                    + "VALUES (-1, 1, 1, 'billed')"
            ),
            (
                "page_figures",
                "INSERT INTO page_figures SELECT run_id, 777, digest, content FROM page_figures "
                    + "LIMIT 1"
            ),
        ]

    @Test("beside the places of all pages are found by the proof and by the quick checks")
    func everywhere() async throws {
        let years = try await TwoYears.shared.value
        for (table, sql) in Self.planted {
            try years.tampered(sql) { installation in
                let fault = try installation.read(rows: .none) { try VerifyJournal($0)().fault }
                switch fault {
                case .stray(let row), .row(let row, _): #expect(row.table == table)
                default: Issue.record("\(String(describing: fault)) after \(sql)")
                }
                let ill = try installation.examine(Check.quick, writingRows: false)
                    .filter { !$0.isWell }
                // The least and the greatest number of all are seen by counting only.
                guard !sql.contains("922337203685477580") else { return }
                #expect(!ill.isEmpty, "\(sql)")
            }
        }
    }

    @Test(
        "behind the last bill of a page are found by the quick checks too",
        arguments: [
            plant(
                "bill", bill, instead: ["id": "id / 100000 * 100000 + 99999"],
                of: "WHERE run_id = 3"),
            plant(
                "segment", segment, instead: ["bill_id": "bill_id / 100000 * 100000 + 99998"],
                of: ""),
            plant("finding", finding, instead: ["id": "id / 100000 * 100000 + 99999"], of: ""),
        ])
    func behind(sql: String) async throws {
        let ill = try await TwoYears.shared.value.tampered(sql) {
            try $0.examine(Check.quick, writingRows: false).filter { !$0.isWell }
        }
        #expect(ill.contains { $0.name == "rows of no page" }, "\(ill)")
    }

    @Test(
        "altered or missing ones are named",
        arguments: [
            (
                "UPDATE finding SET owner = 'nobody' WHERE id = (SELECT MIN(id) FROM finding)",
                "owner"
            ),
            (
                "UPDATE finding SET due_on = '2099-01-01' WHERE id = (SELECT MAX(id) FROM finding)",
                "due_on"
            ),
            (
                "UPDATE outcome SET batch_no = 99 WHERE run_id = 2 AND supply_point_id = 7",
                "outcome"
            ),
            ("DELETE FROM page_figures WHERE run_id = 24", "noted"),
            (
                "DELETE FROM bill_tax WHERE bill_id = (SELECT MAX(bill_id) FROM bill_tax)",
                "bill_tax"
            ),
            (
                "UPDATE reading SET value = value + 1000000 WHERE known_from IN (SELECT event_id "
                    + "FROM bill_run_step WHERE state = 'calculating')", "reading"
            ),
            (
                "DELETE FROM reading WHERE known_from IN (SELECT event_id FROM bill_run_step "
                    + "WHERE state = 'calculating')", "reading"
            ),
            (
                "INSERT INTO reading (register_id, day, value, type, source, method, status, "
                    + "known_from) SELECT register_id, '2031-01-01', value, type, source, method, "
                    + "status, known_from FROM reading WHERE known_from IN (SELECT event_id "
                    + "FROM bill_run_step WHERE state = 'calculating') LIMIT 1", "reading"
            ),
        ])
    func altered(sql: String, named: String) async throws {
        let fault = try await TwoYears.shared.value.tampered(sql) { installation in
            try installation.read(rows: .none) { try VerifyJournal($0)().fault }
        }
        #expect("\(String(describing: fault))".contains(named), "\(String(describing: fault))")
    }

    /// What a hand does that reaches into the file.
    private func change(_ town: SampleTown, _ sql: String) throws {
        var careless = Configuration()
        careless.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: town.installation.file, configuration: careless)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test("are not billed by: no run is planned or released over them (rules F3)")
    func refused() async throws {
        let town = try await SampleTown()
        let (books, through) = (town.installation, SampleTown.town.months.lastDay(3))
        try books.write { try $0.events.moveBusinessDay(to: through + 3, by: "clerk") }
        let sql = Self.plant(
            "segment", Self.segment,
            instead: ["bill_id": "15", "from_day": "'2026-11-01'", "to_day": "'2027-12-01'"], of: ""
        )
        try change(town, sql)
        let refusal = #expect(throws: BooksDamaged.self) {
            try PlanRun(Door(books, as: "clerk"))(through: through)
        }
        #expect(refusal?.doing == .plan)
        #expect(
            refusal?.results.flatMap(\.problems) == [
                "table segment, bill_id 15: no page has this row"
            ])
        try change(town, "DELETE FROM segment WHERE bill_id = 15")
        let run = try PlanRun(Door(books, as: "clerk"))(through: through)
        try await CalculateRun(Door(books, as: "clerk"))(run: run)
        try ReviewRun(Door(books, as: "manager")).approve(run: run, reason: "test")
        try change(town, sql)
        #expect(throws: BooksDamaged.self) {
            try ReleaseRun(Door(books, as: "clerk"))(run: run)
        }
    }

    @Test("doctor finds nothing while a run is being released beside it, again and again")
    func beside() async throws {
        let town = try await SampleTown()
        let (books, through) = (town.installation, SampleTown.town.months.lastDay(3))
        try books.write { try $0.events.moveBusinessDay(to: through + 3, by: "clerk") }
        let run = try PlanRun(Door(books, as: "clerk"))(through: through, batchSize: 3)
        try await CalculateRun(Door(books, as: "clerk"))(run: run)
        try ReviewRun(Door(books, as: "manager")).approve(run: run, reason: "test")
        let other = try Installation.open(books.folder)
        let release = Task.detached {
            try ReleaseRun(Door(other, as: "clerk"))(run: run)
            try other.writeRowsDue()
        }
        var looks = 0
        while looks < 40 {
            let checks = looks % 2 == 0 ? Check.all() : Check.quick
            let ill = try books.examine(checks, writingRows: looks % 4 == 0).filter { !$0.isWell }
            #expect(ill == [])
            looks += 1
        }
        try await release.value
        #expect(try books.examine(Check.all()).filter { !$0.isWell } == [])
    }
}
