import ArgumentParser
import Operations
import Wording

struct ProposalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proposal",
        abstract: "What waits for a second person, and what they say to it.",
        subcommands: [List.self, Show.self, Approve.self, Refuse.self, Withdraw.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "What waits for a second person.")
        @OptionGroup var options: InstallationOptions

        func run() throws {
            options.say(PeopleText.proposals(try ListPeople(options.open()).proposals()))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "What a proposal would change.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "Its number.")
        var proposal: Int64

        func run() throws {
            options.say(PeopleText.proposal(try ListPeople(options.open()).proposal(proposal)))
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve", abstract: "Approve a proposal: what it proposes is done.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
        @Argument(help: "Its number.")
        var proposal: Int64
        @Option(help: "Why.")
        var reason = ""

        func run() throws {
            let event = try options.open().approve(
                proposal: proposal, because: reason, isDryRun: dryRun.isSet)
            options.say(
                PeopleText.done(
                    "Proposal \(proposal) is approved and done.", .done(event: event),
                    isDryRun: dryRun.isSet))
        }
    }

    struct Refuse: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refuse", abstract: "Refuse a proposal.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "Its number.")
        var proposal: Int64
        @Option(help: "Why.")
        var reason: String

        func run() throws {
            let waits = try options.open().perform(
                RefuseProposal(proposal), Terms(because: reason)
            ).waits
            options.say(
                PeopleText.done("Proposal \(proposal) is refused.", waits, isDryRun: false))
        }
    }

    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "Take your own proposal back.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "Its number.")
        var proposal: Int64

        func run() throws {
            let waits = try options.open().perform(WithdrawProposal(proposal)).waits
            options.say(
                PeopleText.done("Proposal \(proposal) is withdrawn.", waits, isDryRun: false))
        }
    }
}
