import Billing
import Foundation
import GRDB
import Measures
import Operations
import Storage
import Testing

/// Rows of bills follow behind their pages, and nobody who asks can tell.
@Suite("Rows behind the pages")
struct RowsBehindTests {
    /// The fourth month of the sample town billed in small batches, and released where asked for;
    /// rows of the run are not written.
    private static func billed(released: Bool = true) async throws -> (SampleTown, run: Int64) {
        let town = try await SampleTown()
        let (books, through) = (town.installation, SampleTown.town.months.lastDay(3))
        try books.write { try $0.moveBusinessDay(to: through + 3, by: "clerk") }
        let run = try PlanRun(installation: books, actor: "clerk")(through: through, batchSize: 15)
        try await CalculateRun(installation: books, actor: "clerk")(run: run)
        guard released else { return (town, run) }
        try ReviewRun(installation: books, actor: "manager").approve(run: run, reason: "test")
        try ReleaseRun(installation: books, actor: "clerk")(run: run)
        return (town, run)
    }

    /// Counted beside the program, which would write the rows first.
    private static func count(_ sql: String, _ town: SampleTown) throws -> Int {
        let queue = try DatabaseQueue(path: town.installation.file)
        defer { try? queue.close() }
        return try queue.read { try Int.fetchOne($0, sql: sql) ?? -1 }
    }

    private static let due = "SELECT count(*) FROM rows_due"

    @Test("are due once the pages are durable, and there for the first who asks")
    func due() async throws {
        let (town, run) = try await Self.billed()
        let bills = "SELECT count(*) FROM bill WHERE run_id = \(run)"
        let pages = try Self.count("SELECT count(*) FROM page WHERE run_id = \(run)", town)
        #expect(pages > 8)
        #expect(try Self.count(Self.due, town) == pages)
        #expect(try Self.count(bills, town) == 0)
        let spans = try town.installation.read(rows: .none) { try $0.numbers(ofRun: run) }
        let issued = try town.installation.read { try $0.issuedBills(ofRun: run, last: .max) }
        #expect(try Self.count(Self.due, town) == 0)
        #expect(issued.count == spans.reduce(0) { $0 + $1.bills } && issued.count > 50)
        #expect(try Self.count(bills, town) == issued.count)
        #expect(try town.installation.writeRowsDue() == 0)
        #expect(try town.installation.examine(Check.all).filter { !$0.isWell } == [])
    }

    @Test("of one bill or account are written without those of all others")
    func narrow() async throws {
        let (town, run) = try await Self.billed()
        let pages = try Self.count(Self.due, town)
        let span = try town.installation.read(rows: .none) { try $0.numbers(ofRun: run) }[0]
        let number = ReleasePage.Issue(
            series: span.series, number: span.numbers.upperBound, billID: 0
        ).reference
        let (bill, account) = try town.installation.read(rows: .bill(number)) { books in
            let id = try #require(try books.billID(number))
            let bill = try #require(try books.bill(id))
            #expect(try books.issue(ofBill: id)?.reference == number)
            #expect(
                try books.statement(ofAccount: bill.accountID, through: .openEnd).last?.billID == id
            )
            return (bill, try #require(try books.account(bill.accountID)))
        }
        let left = try Self.count(Self.due, town)
        #expect(left < pages && left > 0)
        let issued = try town.installation.read(rows: .account(account.code)) {
            try $0.issuedBills(ofAccount: account.id)
        }
        #expect(issued.first?.billID == bill.id && issued.count > 1)
        #expect(try Self.count(Self.due, town) == left)
        let unknown = try town.installation.read(rows: .bill("NOBODY-00000001")) {
            try $0.billID("NOBODY-00000001")
        }
        #expect(unknown == nil)
        try town.installation.writeRowsDue()
        #expect(try town.installation.examine(Check.all).filter { !$0.isWell } == [])
    }

    @Test("give the same numbers on a dry run, which leaves no rows due")
    func dryRun() async throws {
        let (town, run) = try await Self.billed(released: false)
        let pages = try Self.count(Self.due, town)
        try ReviewRun(installation: town.installation, actor: "manager")
            .approve(run: run, reason: "test")
        let release = ReleaseRun(installation: town.installation, actor: "clerk")
        let expected = try release.preview(run: run)
        #expect(try Self.count(Self.due, town) == pages)
        #expect(try release(run: run) == expected)
        #expect(try Self.count(Self.due, town) == 2 * pages)
    }

    @Test("of a run that is given up are written all the same, and its estimates end")
    func aborted() async throws {
        let (town, run) = try await Self.billed(released: false)
        try ReviewRun(installation: town.installation, actor: "clerk").abort(
            run: run, reason: "test")
        #expect(try Self.count(Self.due, town) > 0)
        #expect(try town.installation.examine(Check.all).filter { !$0.isWell } == [])
        #expect(try Self.count("SELECT count(*) FROM outcome WHERE run_id = \(run)", town) > 100)
    }
}
