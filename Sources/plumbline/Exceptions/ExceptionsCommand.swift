import ArgumentParser
import Measures
import Operations
import Wording

struct ExceptionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exceptions",
        abstract: "What stands between supply points and their bills, by cause.",
        subcommands: [Causes.self, List.self, Decide.self], defaultSubcommand: Causes.self)

    struct Causes: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "causes",
            abstract: "Open findings by cause, with money at risk, owner and age.")
        @OptionGroup var options: InstallationOptions
        @Option(help: "As known at the end of this day; the business day unless given.")
        var asOf: Day?

        func run() throws {
            let exceptions = try Exceptions(options.open(), asOf: asOf)
            say(
                options.json
                    ? ExceptionsText.json(exceptions).text
                    : ExceptionsText.causes(exceptions))
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The open findings of one cause, one by one.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The code, such as RD-HIGH; all unless given.")
        var code: String?
        @Option(help: "At most so many.")
        var last = 50

        func run() throws {
            let listed = try Exceptions.list(code, in: options.open(), last: last)
            options.say(ExceptionsText.listed(listed, of: code))
        }
    }

    struct Decide: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide",
            abstract: "Accept a finding as right, or close it as mended; on record.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
        @Argument(help: "The finding's number.")
        var finding: Int64
        @Argument(help: "accepted: the figures are right, bill them. mended: the cause is gone.")
        var decision: DecideFinding.Verdict
        @Option(help: "Why.")
        var reason: String

        func run() throws {
            try options.open().perform(
                DecideFinding(finding, decision),
                now: Terms(because: reason, isDryRun: dryRun.isSet))
            options.say(
                ExceptionsText.decided(finding, decision, isDryRun: dryRun.isSet))
        }
    }
}

extension DecideFinding.Verdict: ExpressibleByArgument {}
