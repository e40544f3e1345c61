import ArgumentParser
import Measures
import Operations
import Wording

extension RecordKind: ExpressibleByArgument {}

/// A field of a row, `name=value`.
struct FieldArgument: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        guard let split = argument.firstIndex(of: "="), split != argument.startIndex else {
            return nil
        }
        name = String(argument[..<split])
        value = String(argument[argument.index(after: split)...])
    }
}

/// Adding a dated fact, for a party or an account.
struct AddRecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract:
            "Add a need, preference or agent of a customer, a hold, joint-party or payer of an account.",
        discussion: "Fields are the columns of the file of that kind: "
            + "plumbline party add need C1 kind=dialysis from=2025-01-01 consent=\"by telephone\"")
    @OptionGroup var options: InstallationOptions
    @OptionGroup var dryRun: DryRunOption
    @Argument(help: "What to add: \(RecordKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: RecordKind
    @Argument(help: "The customer's or the account's number.")
    var owner: String
    @Argument(help: "Fields, column=value.")
    var fields: [FieldArgument]
    @Option(help: "Why.")
    var reason = ""

    func run() throws {
        var values = Dictionary(fields.map { ($0.name, $0.value) }) { _, last in last }
        values[kind.isOfAccount ? "account_id" : "customer_id"] = owner
        let terms = Terms(because: reason, isDryRun: dryRun.isSet)
        let performed = try options.open().perform(AddRecord(kind, values), terms)
        options.say(
            PeopleText.done(
                "The \(kind.rawValue) of \(owner) is on record.", performed.waits,
                isDryRun: dryRun.isSet))
    }
}

/// Ending a dated fact.
struct EndRecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a need, preference, agent, hold, joint-party or payer.")
    @OptionGroup var options: InstallationOptions
    @OptionGroup var dryRun: DryRunOption
    @Argument(help: "What to end.")
    var kind: RecordKind
    @Argument(help: "Its number.")
    var number: Int64
    @Option(help: "The first day without it; today unless given.")
    var on: Day?
    @Option(help: "Why.")
    var reason = ""

    func run() throws {
        let terms = Terms(because: reason, isDryRun: dryRun.isSet)
        let performed = try options.open().perform(EndRecord(kind, number, on: on), terms)
        options.say(
            PeopleText.done(
                "The \(kind.rawValue) \(number) has ended.", performed.waits,
                isDryRun: dryRun.isSet))
    }
}

/// Needs and holds to be looked at again.
struct DueRecordsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "Needs and holds that are to be looked at again.")
    @OptionGroup var options: InstallationOptions
    @Option(help: "Those that are by this day; today unless given.")
    var by: Day?

    func run() throws {
        options.say(RecordText.due(try ListRecords(options.open()).due(by: by)))
    }
}

struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Accounts: holds, who is liable with them, who pays.",
        subcommands: [Show.self, AddRecordCommand.self, EndRecordCommand.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Holds, joint parties and payers of an account.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The account's number.")
        var account: String

        func run() throws {
            options.say(RecordText.list(try ListRecords(options.open()).ofAccount(account)))
        }
    }
}
