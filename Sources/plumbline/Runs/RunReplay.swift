import ArgumentParser
import Foundation
import Measures
import Operations
import Wording

extension RunCommand {
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay",
            abstract: "Make a run's bills again from what was known when it was planned.",
            discussion: "Compares the bytes with the stored pages. Exit code 4 where they differ.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The run's number; the last run unless given.")
        var id: Int64?
        @Option(help: "Only this batch.")
        var batch: Int?

        func run() async throws {
            let bar = ProgressBar("Replaying")
            let replay = try await ReplayRun(
                try options.open(),
                workers: ProcessInfo.processInfo.activeProcessorCount)(
                    run: id, batch: batch, report: bar.report)
            say(options.json ? ReplayText.json(replay).text : ReplayText.run(replay))
            if !replay.isIdentical { throw ExitCode(4) }
        }
    }
}
