import ArgumentParser
import Documents
import Foundation
import Measures
import Operations
import Wording

extension RunCommand {
    struct ExportFacts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export-facts",
            abstract: "Write the run's rules and facts as files, to be rated by another engine.",
            discussion: "The facts are those known when the run was planned. "
                + "See Docs/rate-partition.md.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The run's number; the last run unless given.")
        var id: Int64?
        @Option(help: "The folder to write rules.json and facts/ to; new or empty.")
        var out: String

        func run() async throws {
            let bar = ProgressBar("Exporting")
            let exported = try await Operations.ExportFacts(
                try options.open(),
                workers: ProcessInfo.processInfo.activeProcessorCount)(
                    run: id, to: out, report: bar.report)
            let text = PartitionText.self
            say(options.json ? text.json(exported, out).text : text.exported(exported, out))
        }
    }

    struct Digest: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "digest",
            abstract: "One digest of all bills of a run, with what they come to.",
            discussion: "The same wherever the bills were made: in books of either engine, or, "
                + "with --of, by rate-partition in any number of pieces.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The run's number; the last run unless given.")
        var id: Int64?
        @Option(
            parsing: .upToNextOption,
            help: "Files that rate-partition wrote, instead of a run in the books.")
        var of: [String] = []

        func validate() throws {
            guard of.isEmpty || id == nil else {
                throw ValidationError("Name a run or files, not both.")
            }
        }

        func run() async throws {
            let digest = try await digest(
                workers: ProcessInfo.processInfo.activeProcessorCount)
            let text = PartitionText.self
            say(options.json ? text.json(digest).text : text.digest(digest))
        }

        private func digest(workers: Int) async throws -> RunDigest {
            guard of.isEmpty else { return try await RunDigest(ofLines: of, workers: workers) }
            let bar = ProgressBar("Reading the bills")
            return try await RunDigest(
                run: id, try options.open(), workers: workers, report: bar.report)
        }
    }
}

struct RatePartitionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate-partition",
        abstract: "Bill premises that come as lines, without any books.",
        discussion: """
            Reads lines of facts on standard input, as `run export-facts` writes them, and writes \
            outcomes, estimates and bills as lines of JSON on standard output. A line that cannot \
            be read is told on standard error and left out, the others go on; exit code 3 then. \
            See Docs/rate-partition.md.
            """)
    @Option(help: "The rules.json that was exported with the facts.")
    var rules: String
    @Option(help: "Lines rated at a time; the number of cores unless given.")
    var workers: Int = ProcessInfo.processInfo.activeProcessorCount

    func run() async throws {
        let rating = try rating()
        let tally = try await rating(FileBytes.standardInput()) { bytes in
            try Output.stream(bytes)
        } reject: { rejection in
            note(rejection)
        }
        guard tally.rejected > 0 else { return }
        note(
            "\(grouped(tally.rejected)) of \(counted(tally.lines, "line")) could not be read.")
        throw ExitCode(3)
    }

    private func rating() throws -> RatePartition {
        do { return try RatePartition(rules: rules, workers: workers) } catch {
            throw FileFailed(file: rules, reason: error)
        }
    }
}
