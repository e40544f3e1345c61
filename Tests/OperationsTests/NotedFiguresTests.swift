import Billing
import Measures
import Operations
import Storage
import Testing

/// Reviewing a run asks what was noted of its pages, and gives what the pages say.
@Suite("Figures noted beside pages")
struct NotedFiguresTests {
    private static let last: Int64 = 24

    /// What a review of the last run shows, and what the law makes its bills show.
    private static func review(_ books: Books) throws -> (ControlTotals, [RunContent.Row]) {
        let run = try books.runRecord(last)
        return (try books.controlTotals(runID: run.id), try books.content(of: run).rows)
    }

    @Test("are what each page comes to, on every page of two years")
    func same() async throws {
        let installation = try await TwoYears.shared.value.open()
        defer { try? installation.close() }
        try installation.read { books in
            var pages = 0
            for run in try books.runs.all() {
                let noted = try books.runs.figures(ofRun: run.id)
                #expect(noted.count == run.batches)
                for (batch, figures) in noted {
                    let stored = try books.runs.page(kind: .run, runID: run.id, batch: batch)
                    let page = try RunPage(bytes: try #require(stored).content)
                    #expect(try books.runs.figures(of: page) == figures, "\(run.id) \(batch)")
                    pages += 1
                }
            }
            #expect(pages > 48)
        }
    }

    @Test(
        "where they are gone or not whole the pages are asked",
        arguments: [
            "DELETE FROM page_figures",
            "DELETE FROM page_figures WHERE batch_no = 2",
            "UPDATE page_figures SET content = digest",
            "UPDATE page_figures SET digest = x'00' WHERE batch_no = 1",
        ])
    func doubted(sql: String) async throws {
        let years = try await TwoYears.shared.value
        let installation = try years.open()
        defer { try? installation.close() }
        let whole = try installation.read { try Self.review($0) }
        #expect(whole.0.bills > 20 && !whole.1.isEmpty)
        let asked = try years.tampered(sql) { try $0.read { try Self.review($0) } }
        #expect(asked.0 == whole.0)
        #expect(asked.1 == whole.1)
    }

    @Test("altered or taken away they are named by verify with their page; of no page too")
    func altered() async throws {
        let years = try await TwoYears.shared.value
        func fault(_ sql: String) throws -> VerifyJournal.Fault? {
            try years.tampered(sql) { try $0.read { try VerifyJournal($0)().fault } }
        }
        let page = try years.tampered("SELECT 1") { installation in
            try installation.read {
                try $0.runs.page(kind: .run, runID: 3, batch: 2)!.link.sequence
            }
        }
        let third = "run_id = 3 AND batch_no = 2"
        #expect(
            try fault("UPDATE page_figures SET content = x'00' WHERE \(third)")
                == .figures(page: page))
        let swapped = """
            UPDATE page_figures SET (digest, content) = (SELECT digest, content
              FROM page_figures WHERE run_id = 2 AND batch_no = 2) WHERE \(third)
            """
        #expect(try fault(swapped) == .figures(page: page))
        let taken = "DELETE FROM page_figures WHERE \(third)"
        #expect(try fault(taken) == .figures(page: page))
        // Programs before rule version 4 need not have noted any.
        // (Under those rules the findings were due on other days, which is told instead.)
        let earlier = try fault("UPDATE bill_run SET rule_version = 3; \(taken)")
        #expect(earlier != .figures(page: page))
        let copied = "SELECT run_id, 99, digest, content FROM page_figures WHERE \(third)"
        guard case .stray(let row) = try fault("INSERT INTO page_figures \(copied)") else {
            Issue.record("figures of no page were not found")
            return
        }
        #expect(row.table == "page_figures")
    }
}
