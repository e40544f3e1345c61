import ArgumentParser
import Foundation
import Measures
import Operations
import Wording

extension RunCommand {
    struct AfterRelease: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "late-facts",
            abstract: "Released bills that facts learnt since their run would change, in money.",
            discussion: "Makes all released bills again in memory with what is known now. Posts "
                + "nothing: a list to decide corrections by.")
        @OptionGroup var options: InstallationOptions
        @Option(help: "Only runs through this day or a later one; bills before stay as they are.")
        var since: Day?

        func run() async throws {
            let bar = ProgressBar("Looking")
            let found = try await LateFacts(
                try options.open(),
                workers: ProcessInfo.processInfo.activeProcessorCount)(
                    since: since, report: bar.report)
            say(options.json ? LateFactsText.json(found).text : LateFactsText.text(found))
        }
    }
}
