import Billing
import Measures
import Testing

@testable import Storage

/// Rows of tables that pages are projected into, on both engines.
@Suite("Rows of no page")
struct ProjectedTableTests {
    /// A page of run 1, and a run that is not there.
    private func books(_ engine: TestEngine) throws -> Installation {
        let installation = try engine.make()
        try installation.write { books in
            let event = try books.begin()
            _ = try books.runs.insertRun(
                through: day("2025-01-01"), slaDay: day("2025-01-01"), event: event,
                batches: [RunBatch(number: 1, premises: 1...1, supplyPoints: 1)])
            let page = RunPage(
                runID: 1, batch: 1, through: day("2025-01-01"), outcomes: [], bills: [],
                estimates: [])
            _ = try books.runs.appendPage(kind: .run, runID: 1, batch: 1, content: page.bytes)
            try books.runs.insert(PageFigures(runID: 1, batch: 1))
        }
        return installation
    }

    private static func row(_ table: String, _ id: String) -> String {
        switch table {
        case "outcome": "INSERT INTO outcome VALUES (\(id), 1, 1, 'billed')"
        case "bill":
            "INSERT INTO bill VALUES (\(id), 1, 1, 1, 1, 'GBP', '2025-01-01', '2025-02-01', 0, 0, 0, 0)"
        case "segment":
            "INSERT INTO segment VALUES (\(id), 1, 1, 1, 1, '2025-01-01', '2025-02-01', 0, 0, 0)"
        case "bill_line":
            "INSERT INTO bill_line VALUES (\(id), 1, 1, 'x', '', '', '1', 'kWh', '1', 1, 'z')"
        case "bill_tax": "INSERT INTO bill_tax VALUES (\(id), 1, 1, 'z', '5', 1, 1, 0)"
        case "bill_reading": "INSERT INTO bill_reading VALUES (1, '', \(id), '', 1, 'A', 1, 'A', 0)"
        case "finding":
            "INSERT INTO finding VALUES (\(id), 1, 1, 'X', 'warning', 'x', '', 'GBP', 0, 'x', '', '')"
        case "page_figures":
            "INSERT INTO page_figures SELECT \(id), 1, digest, content FROM page_figures"
        case "issued_bill": "INSERT INTO issued_bill VALUES ('S', 1, \(id), 1, '', '')"
        case "number_span": "INSERT INTO number_span VALUES ('S', 1, 1, \(id), 1)"
        default: "INSERT INTO posting VALUES (\(id), 1, 1, '', '', 'x', NULL, 'GBP', 1, NULL)"
        }
    }

    private static let planted = TestEngine.allCases.flatMap { engine in
        ProjectedTable.all.flatMap { table in
            ["-3", "77", "4611686018427387904"].map { (engine, table.name, $0) }
        }
    }

    @Test("are named in every table, wherever they stand", arguments: planted)
    func everywhere(engine: TestEngine, table: String, id: String) throws {
        let installation = try books(engine)
        let none = try installation.read(rows: .none) { try $0.runs.strayRows() }
        #expect(none == [])
        // The column list of bill ends with two digests that may be null.
        let sql = Self.row(table, id).replacing("0, 0, 0, 0)", with: "0, 0, 0, 0, NULL, NULL)")
        try installation.withoutReferences(sql)
        let (quick, counted) = try installation.read(rows: .none) { books in
            var said = RowCounts()
            said.add(1, to: "page_figures")
            return (try books.runs.strayRows(), try books.runs.strayRow(said))
        }
        #expect(quick.map(\.table) == [table] && counted?.table == table)
        #expect(counted?.row.contains(id) == true)
    }

    @Test("behind the last bill of a page are named too", arguments: TestEngine.allCases)
    func behind(engine: TestEngine) throws {
        let installation = try books(engine)
        try installation.withoutReferences(Self.row("segment", "10000100001"))
        let found = try installation.read(rows: .none) { try $0.runs.strayRows() }
        #expect(found.map(\.row) == ["bill_id 10000100001"])
    }
}
