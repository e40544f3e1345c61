import ArgumentParser
import Measures
import Operations
import Wording

extension BillCommand {
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replay",
            abstract: "Make a bill again from what was known when its run was planned.",
            discussion: "With --as-known, say what it would be with other knowledge, and why. "
                + "Without, exit code 4 where the bill's page does not come out the same.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The bill's number or id.")
        var bill: String
        @Option(help: "With the knowledge at the end of this day, such as 2026-10-31.")
        var asKnown: Day?

        func run() async throws {
            let door = try options.open()
            if let asKnown {
                let then = try ShowBill(door).asKnown(bill, on: asKnown)
                return say(options.json ? ReplayText.json(then).text : ReplayText.bill(then))
            }
            let id = try ShowBill(door).id(bill)
            let replay = try await ReplayRun(door)(bill: id)
            say(options.json ? ReplayText.json(replay).text : ReplayText.bill(bill, id: id, replay))
            if !replay.isIdentical { throw ExitCode(4) }
        }
    }
}
