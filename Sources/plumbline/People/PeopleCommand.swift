import Access
import ArgumentParser
import Measures
import Operations
import Wording

struct PeopleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: "Who works with the books, and what they may do.",
        discussion: "Books without people have one user, who is every role. With the first person "
            + "that ends: from then on everybody shows a key, --key FILE.",
        subcommands: [
            List.self, Add.self, Roles.self, Key.self, Limit.self, Leave.self,
        ], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The people with their roles, and the limits.")
        @OptionGroup var options: InstallationOptions

        func run() throws {
            let people = ListPeople(try options.open())
            options.say(PeopleText.list(try people(), try people.limits()))
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Take somebody in, and write the key that they show.")
        @OptionGroup var act: ActOptions
        @Argument(help: "The name.")
        var name: String
        @Option(
            help: ArgumentHelp(
                "A role, for all schemes or some: senior, or senior:NORTH,SOUTH. As often as needed.",
                valueName: "role"))
        var role: [RoleArgument] = []
        @Option(help: "The first day; today unless given.")
        var from: Day?
        @Option(help: "The file to write the key to; readable by its owner only.")
        var writeKey: String

        func run() throws {
            try act.perform(
                writeKey,
                { AddPerson(name, roles: role.map(\.asked), from: from, key: $0.digest) },
                saying: "\(name) works with the books now; the key is in \(writeKey).")
        }
    }

    struct Roles: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "role", abstract: "Give somebody a role, or end one.")
        @OptionGroup var act: ActOptions
        @Argument(help: "The name.")
        var name: String
        @Option(help: "The role to give: senior, or senior:NORTH,SOUTH.")
        var add: RoleArgument?
        @Option(help: "The role to end, in all schemes.")
        var end: Role?
        @Option(help: "The first day of the change; today unless given.")
        var from: Day?
        @Option(help: "The first day without the role that is given; no end unless given.")
        var upTo: Day?

        func validate() throws {
            guard (add == nil) != (end == nil) else {
                throw ValidationError("Name one role: --add ROLE or --end ROLE.")
            }
        }

        func run() throws {
            if let add {
                try act.perform(
                    GrantRole(add.asked, to: name, from: from, upTo: upTo),
                    saying: "\(name) is \(add.asked.role.rawValue).")
            } else if let end {
                try act.perform(
                    EndRole(end, of: name, on: from),
                    saying: "\(name) is no \(end.rawValue) any more.")
            }
        }
    }

    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: "Give somebody another key, or end one that was lost.")
        @OptionGroup var act: ActOptions
        @Argument(help: "The name.")
        var name: String
        @Option(help: "The file to write the new key to.")
        var writeKey: String?
        @Option(help: "What it is for, such as the name of a machine.")
        var label = "key"
        @Option(help: "The number of the credential to end.")
        var end: Int64?

        func validate() throws {
            guard (writeKey == nil) != (end == nil) else {
                throw ValidationError("Say --write-key FILE, or --end NUMBER.")
            }
        }

        func run() throws {
            if let writeKey {
                try act.perform(
                    writeKey, { AddCredential(.key, $0.digest, for: name, label: label) },
                    saying: "\(name) has another key, in \(writeKey).")
            } else if let end {
                try act.perform(
                    EndCredential(end, of: name),
                    saying: "Credential \(end) of \(name) holds no longer.")
            }
        }
    }

    struct Limit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "limit",
            abstract: "Up to what amount for an account in a day a role decides alone.")
        @OptionGroup var act: ActOptions
        @Argument(help: "The role.")
        var role: Role
        @Argument(help: "What it decides: correct-bills, refund-money, write-off-debt.")
        var permission: Permission
        @Argument(help: "The amount with its currency, such as \"GBP 50.00\".")
        var amount: MoneyArgument

        func run() throws {
            try act.perform(
                SetAuthorityLimit(amount.money, for: role, of: permission),
                saying: "A \(role.rawValue) may \(permission.words) up to \(amount.money) for an "
                    + "account in a day.")
        }
    }

    struct Leave: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "leave", abstract: "Somebody leaves: their keys and roles end.")
        @OptionGroup var act: ActOptions
        @Argument(help: "The name.")
        var name: String
        @Option(help: "The first day without them; today unless given.")
        var on: Day?

        func run() throws {
            try act.perform(RemovePerson(name, on: on), saying: "\(name) has left.")
        }
    }
}
