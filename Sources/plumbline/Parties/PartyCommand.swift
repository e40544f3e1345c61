import ArgumentParser
import Customers
import Operations
import Wording

struct PartyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "party", abstract: "Customers: what is known of them, and erasing it.",
        subcommands: [
            Show.self, Records.self, DueRecordsCommand.self, AddRecordCommand.self,
            EndRecordCommand.self, Erase.self, Erasures.self,
        ])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "What is known of a customer.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The customer's number.")
        var customer: String

        func run() throws {
            options.say(PartyText.shown(try ShowParty(options.open())(customer)))
        }
    }

    struct Records: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "records", abstract: "Needs, preferences and agents of a customer.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The customer's number.")
        var customer: String

        func run() throws {
            options.say(RecordText.list(try ListRecords(options.open()).ofParty(customer)))
        }
    }

    struct Erase: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase",
            abstract: "Erase personal data of somebody who is a customer no more.",
            discussion: """
                What is on bills is kept as long as tax law keeps them, and everything while they are \
                supplied or a legal hold lasts: --dry-run shows what would go and what stays until \
                when. The reason goes on record and names nobody (Docs/personal-data.md).
                """)
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
        @Argument(help: "The customer's number.")
        var customer: String
        @Option(
            help:
                "A part: \(PersonalPart.allCases.map(\.rawValue).joined(separator: ", ")). All unless given."
        )
        var part: [PersonalPart] = []
        @Option(help: "Why, without names.")
        var reason = ""

        func run() throws {
            let door = try options.open()
            let act = ErasePersonalData(customer, parts: part.isEmpty ? nil : part)
            let terms = Terms(because: reason, isDryRun: dryRun.isSet)
            let performed = try door.perform(act, terms)
            if !dryRun.isSet { try ListErasures(door).settle() }
            options.say(ErasureText.report(performed, isDryRun: dryRun.isSet))
        }
    }

    struct Erasures: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "erasures",
            abstract:
                "What was erased: to keep outside of the books, and to do again after a restore.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
        @Option(help: "Write the list to a file; what it has already stays.")
        var write: String?
        @Option(name: .customLong("repeat"), help: "Do the erasures of a list again.")
        var again: String?

        func run() throws {
            let door = try options.open()
            guard let again else {
                if let write, !dryRun.isSet { try ListErasures(door).write(to: write) }
                return options.say(ErasureText.list(try ListErasures(door)()))
            }
            let act = RepeatErasures(try ErasureList(file: again))
            let terms = Terms(because: "a list of erasures", isDryRun: dryRun.isSet)
            options.say(
                ErasureText.repeated(try door.perform(act, now: terms)).onDryRun(dryRun.isSet))
        }
    }
}

extension PersonalPart: ExpressibleByArgument {}
