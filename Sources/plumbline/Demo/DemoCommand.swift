import ArgumentParser
import DemoTown
import Documents
import Foundation
import Operations
import Wording

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Build a utility of made-up people and bill its last two years.",
        discussion: """
            Writes import files, takes them in as anybody would, runs every month, and ends with \
            the last run, its exceptions, the tracker and one explained bill. With --database the \
            books are made there and the folder names it, so that later commands need --data only.
            """)
    @Option(help: "The folder to build in; an earlier demo there is replaced.")
    var data = "demo"
    @Option(help: "Address of a database to make the books in; those there are kept.")
    var database: String?
    @Option(help: "The schema to make there.")
    var schema: String = InstallationPlace.usualSchema
    @Option(help: "Supply points.")
    var supplyPoints = 10_000
    @Option(help: "The same seed gives the same utility.")
    var seed: UInt64 = 2026
    @Option(help: "The folder of the demo's tariff books.")
    var books = "Books/demo"

    func run() async throws {
        let place = try database.map { try InstallationPlace.at(url: $0, schema: schema) }
        try place?.checkFree()
        try clear()
        let town = DemoTown(seed: seed, supplyPoints: supplyPoints)
        let demo = BuildDemo(
            folder: data, books: books, town: town,
            workers: ProcessInfo.processInfo.activeProcessorCount, database: place?.address)
        let started = Date()
        say(
            "Building a utility of \(grouped(town.manifest.allSupplyPoints)) supply points in \(data)/ …"
        )
        let door = try demo.start()
        try place?.write(to: data)
        try await bill(demo, of: town, in: door)
        try show(door, seconds: Date().timeIntervalSince(started))
    }

    /// Bills the earlier months without a word, and prints what the last one gives.
    private func bill(
        _ demo: BuildDemo, of town: DemoTown, in door: Door
    ) async throws {
        let last = town.months.lastIndex
        let history = ProgressBar("History")
        for month in 0..<last {
            _ = try demo.take(month: month, into: door)
            _ = try await demo.bill(month: month, in: door)
            history.report(Progress(month + 1, of: last, "months billed and released"))
        }
        say("\nNow the month of \(town.months.firstDay(last).firstOfMonth): its files come in.\n")
        for report in try demo.take(month: last, into: door) {
            say(ImportText.brief(report))
        }
        let bar = ProgressBar("Billing through \(town.months.lastDay(last))")
        let review = try await demo.bill(month: last, in: door, report: bar.report)
        say("\n" + RunText.summary(review) + "\n")
    }

    private func show(_ door: Door, seconds: Double) throws {
        say(ExceptionsText.causes(try Exceptions(door, asOf: nil)) + "\n")
        say(TrackerText.totals(try Tracker(door, asOf: nil)) + "\n")
        guard let bill = try ListBills(door).ofRun(nil, last: 1).first else { return }
        say(ExplanationText.bill(try ShowBill(door).document(bill.reference)))
        say(DemoCommand.next(data, bill: bill.reference, seconds: seconds))
    }

    private static func next(_ data: String, bill: String, seconds: Double) -> String {
        """

        The demo took \(String(format: "%.1f", seconds)) s. Where to look next:
          plumbline tracker --data \(data) --held        what is held, and why
          plumbline exceptions list RD-HIGH --data \(data)
          plumbline bill show \(bill) --data \(data) --format html -o bill.html
          plumbline ledger verify --data \(data)         prove the journal
          plumbline tracker --data \(data) --as-of 2025-12-31
        plumbline is .build-release/release/plumbline.
        """
    }

    /// Removes an earlier demo; refuses a folder that holds something else.
    private func clear() throws {
        let files = FileManager.default
        guard files.fileExists(atPath: data) else { return }
        guard files.fileExists(atPath: data + "/files/customers.csv") else {
            throw ValidationError("\(data) holds something that is no demo; name another folder.")
        }
        try files.removeItem(atPath: data)
    }
}
