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
        try books.write { try $0.events.moveBusinessDay(to: through + 3, by: "clerk") }
        let run = try PlanRun(Door(books, as: "clerk"))(through: through, batchSize: 15)
        try await CalculateRun(Door(books, as: "clerk"))(run: run)
        guard released else { return (town, run) }
        try ReviewRun(Door(books, as: "manager")).approve(run: run, reason: "test")
        try ReleaseRun(Door(books, as: "clerk"))(run: run)
        return (town, run)
    }

    /// Counted beside the program, which would write the rows first.
    private static func count(_ sql: String, _ town: SampleTown) throws -> Int {
        let queue = try DatabaseQueue(path: town.installation.file)
        defer { try? queue.close() }
        return try queue.read { try Int.fetchOne($0, sql: sql) ?? -1 }
    }

    /// What a hand does that reaches into the file.
    private static func change(_ sql: String, _ town: SampleTown) throws {
        let queue = try DatabaseQueue(path: town.installation.file)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
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
        let spans = try town.installation.read(rows: .none) { try $0.runs.numbers(ofRun: run) }
        let issued = try town.installation.read { try $0.bills.issuedBills(ofRun: run, last: .max) }
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
        let span = try town.installation.read(rows: .none) { try $0.runs.numbers(ofRun: run) }[0]
        let number = ReleasePage.Issue(
            series: span.series, number: span.numbers.upperBound, billID: 0
        ).reference
        let (bill, account) = try town.installation.read(rows: .bill(number)) { books in
            let id = try #require(try books.bills.billID(number))
            let bill = try #require(try books.bills.bill(id))
            #expect(try books.bills.issue(ofBill: id)?.reference == number)
            #expect(
                try books.ledger.statement(ofAccount: bill.accountID, through: .openEnd).last?
                    .billID == id
            )
            return (bill, try #require(try books.customers.account(bill.accountID)))
        }
        let left = try Self.count(Self.due, town)
        #expect(left < pages && left > 0)
        let issued = try town.installation.read(rows: .account(account.code)) {
            try $0.bills.issuedBills(ofAccount: account.id)
        }
        #expect(issued.first?.billID == bill.id && issued.count > 1)
        #expect(try Self.count(Self.due, town) == left)
        let unknown = try town.installation.read(rows: .bill("NOBODY-00000001")) {
            try $0.bills.billID("NOBODY-00000001")
        }
        #expect(unknown == nil)
        try town.installation.writeRowsDue()
        #expect(try town.installation.examine(Check.all).filter { !$0.isWell } == [])
    }

    @Test("give the same numbers on a dry run, which leaves no rows due")
    func dryRun() async throws {
        let (town, run) = try await Self.billed(released: false)
        let pages = try Self.count(Self.due, town)
        try ReviewRun(Door(town.installation, as: "manager"))
            .approve(run: run, reason: "test")
        let release = ReleaseRun(Door(town.installation, as: "clerk"))
        let expected = try release.preview(run: run)
        #expect(try Self.count(Self.due, town) == pages)
        #expect(try release(run: run) == expected)
        #expect(try Self.count(Self.due, town) == 2 * pages)
    }

    @Test("of a run that is given up are written all the same, and its estimates end")
    func aborted() async throws {
        let (town, run) = try await Self.billed(released: false)
        try ReviewRun(Door(town.installation, as: "clerk")).abort(
            run: run, reason: "test")
        #expect(try Self.count(Self.due, town) > 0)
        #expect(try town.installation.examine(Check.all).filter { !$0.isWell } == [])
        #expect(try Self.count("SELECT count(*) FROM outcome WHERE run_id = \(run)", town) > 100)
    }

    @Test("and of a page that cannot be read the doctor says so, and goes on")
    func unreadable() async throws {
        let (town, run) = try await Self.billed(released: false)
        try Self.change(
            "UPDATE page SET content = x'00' WHERE run_id = \(run) AND batch_no = 2", town)
        let ill = try town.installation.examine(Check.all).filter { !$0.isWell }.map(\.name)
        #expect(ill.contains("rows behind the pages") && ill.contains("pages against rows"))
        let fault = try town.installation.read(rows: .none) { try VerifyJournal($0)().fault }
        #expect("\(try #require(fault))".contains("was altered"))
    }

    @Test("of the numbers given are proved: a span that a hand moved is named")
    func spans() async throws {
        let town = try await SampleTown()
        try Self.change("UPDATE number_span SET last_number = last_number + 1", town)
        let fault = try town.installation.read { try VerifyJournal($0)().fault }
        #expect("\(try #require(fault))".contains("number_span"))
    }

    @Test("wait for no full reading of a page: its heads are those of its bills")
    func heads() async throws {
        let (town, run) = try await Self.billed(released: false)
        let stored = try #require(
            try town.installation.read(rows: .none) {
                try $0.runs.page(kind: .run, runID: run, batch: 1)
            })
        var page = try RunPage(bytes: stored.content)
        let heads = try RunPage.heads(of: stored.content)
        #expect(heads.map(\.id) == page.bills.map(\.id) && !heads.isEmpty)
        #expect(heads.map(\.premisesID) == page.bills.map(\.premisesID))
        #expect(heads.allSatisfy { $0.outOfBalance == 0 })
        let bill = page.bills[0]
        var segments = bill.segments
        segments[0].net += 3
        page.bills[0] = Bill(
            id: bill.id, accountID: bill.accountID, premisesID: bill.premisesID,
            currency: bill.currency, segments: segments, proof: bill.proof)
        let altered = try RunPage.heads(of: page.bytes)
        #expect(altered.map(\.outOfBalance) == [-3] + heads.dropFirst().map { _ in 0 })
    }
}
