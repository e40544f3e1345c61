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
        @OptionGroup var act: ActOptions
        @Argument(help: "Its number.")
        var proposal: Int64

        func run() throws {
            let event = try act.options.open().approve(
                proposal: proposal, because: act.reason, isDryRun: act.dryRun.isSet)
            act.say("Proposal \(proposal) is approved and done.", .done(event: event))
        }
    }

    struct Refuse: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refuse", abstract: "Refuse a proposal, with a reason.")
        @OptionGroup var act: ActOptions
        @Argument(help: "Its number.")
        var proposal: Int64

        func run() throws {
            try act.perform(
                RefuseProposal(proposal), saying: "Proposal \(proposal) is refused.")
        }
    }

    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "Take your own proposal back.")
        @OptionGroup var act: ActOptions
        @Argument(help: "Its number.")
        var proposal: Int64

        func run() throws {
            try act.perform(
                WithdrawProposal(proposal), saying: "Proposal \(proposal) is withdrawn.")
        }
    }
}
