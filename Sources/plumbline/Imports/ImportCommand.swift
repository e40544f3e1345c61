import ArgumentParser
import Measures
import Operations
import Wording

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in files: all good rows of each, or nothing.",
        discussion: """
            A file is one transaction. Rows that break a rule are written to FILE.rejects.csv; \
            the others are stored. The same file again changes nothing; an older tariff or \
            policy, taken in after a newer one, holds again. Kinds, in the order in which they \
            build on each other: schemes, customers, needs, holds, preferences, joint-parties, \
            payers, agents, premises, supply-points, tariffs, policy, \
            agreements, properties, prices, meters, readings (CSV, NEM12 or NEM13).
            """)
    @OptionGroup var options: InstallationOptions
    @Argument(help: "What the files hold.")
    var kind: ImportKind
    @Argument(help: "Files, or for tariffs a folder of books.", completion: .file())
    var files: [String]
    @Flag(help: "Check everything and store nothing.")
    var dryRun = false
    @Option(help: "Where the rejected rows of a single file are written.")
    var rejects: String?
    @Option(help: "How the letters of CSV files are written: utf-8 or windows-1252.")
    var encoding = ImportEncoding.utf8

    func validate() throws {
        guard rejects == nil || files.count == 1 else {
            throw ValidationError("--rejects goes with one file.")
        }
    }

    func run() throws {
        let door = try options.open()
        let signals = CancellationSignals()
        var rejected = 0
        var reports: [JSONValue] = []
        for (index, file) in files.enumerated() {
            let left = WorkCancelled(.importing, done: index, of: files.count)
            if signals.cancellation.isRequested { throw left }
            let report: ImportReport
            do {
                report = try take(file, into: door, signals.cancellation)
            } catch is FileTakenBack {
                throw left
            } catch {
                throw FileFailed(file: file, reason: error)
            }
            rejected += report.rejected
            reports.append(ImportText.json(report))
            if !options.json { say(ImportText.text(report)) }
        }
        if options.json { say((reports.count == 1 ? reports[0] : .array(reports)).text) }
        if rejected > 0 { throw ExitCode(3) }
    }

    private func take(
        _ file: String, into door: Door, _ cancellation: Cancellation
    ) throws -> ImportReport {
        let bar = ProgressBar("Importing \(file)")
        var settings = ImportOptions(
            isDryRun: dryRun, rejectFile: rejects, report: bar.report)
        settings.cancellation = cancellation
        settings.encoding = encoding
        return try ImportFile(door, options: settings)(kind, file)
    }
}

extension ImportKind: ExpressibleByArgument {}

extension ImportEncoding: ExpressibleByArgument {}
