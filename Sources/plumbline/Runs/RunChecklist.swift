import ArgumentParser
import Operations
import Wording

extension RunCommand {
    struct Checklist: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checklist",
            abstract: "What the law makes the bills of a run show, and what is missing.")
        @OptionGroup var options: InstallationOptions
        @Argument(
            help: ArgumentHelp("The run's number; the last run unless given.", valueName: "run"))
        var id: Int64?

        func run() throws {
            let content = try ShowRuns(options.open()).content(of: id)
            say(options.json ? ContentText.json(content).text : ContentText.run(content))
        }
    }
}
