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
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
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
        @Option(help: "Why.")
        var reason = ""

        func run() throws {
            let door = try options.open()
            let secret = Secret()
            let act = AddPerson(name, roles: role.map(\.asked), from: from, key: secret.digest)
            let terms = Terms(because: reason, isDryRun: dryRun.isSet)
            let performed = try KeyFile(writeKey).keeping(secret, isDryRun: dryRun.isSet) {
                try door.perform(act, terms)
            }
            options.say(
                PeopleText.done(
                    "\(name) works with the books now; the key is in \(writeKey).",
                    performed.waits, isDryRun: dryRun.isSet))
        }
    }

    struct Roles: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "role", abstract: "Give somebody a role, or end one.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
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
        @Option(help: "Why.")
        var reason = ""

        func validate() throws {
            guard (add == nil) != (end == nil) else {
                throw ValidationError("Name one role: --add ROLE or --end ROLE.")
            }
        }

        func run() throws {
            let door = try options.open()
            let terms = Terms(because: reason, isDryRun: dryRun.isSet)
            if let add {
                let act = GrantRole(add.asked, to: name, from: from, upTo: upTo)
                let waits = try door.perform(act, terms).waits
                say("\(name) is \(add.asked.role.rawValue).", waits)
            } else if let end {
                let waits = try door.perform(EndRole(end, of: name, on: from), terms).waits
                say("\(name) is no \(end.rawValue) any more.", waits)
            }
        }

        private func say(_ text: String, _ waits: Waits) {
            options.say(PeopleText.done(text, waits, isDryRun: dryRun.isSet))
        }
    }

    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: "Give somebody another key, or end one that was lost.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
        @Argument(help: "The name.")
        var name: String
        @Option(help: "The file to write the new key to.")
        var writeKey: String?
        @Option(help: "What it is for, such as the name of a machine.")
        var label = "key"
        @Option(help: "The number of the credential to end.")
        var end: Int64?
        @Option(help: "Why.")
        var reason = ""

        func validate() throws {
            guard (writeKey == nil) != (end == nil) else {
                throw ValidationError("Say --write-key FILE, or --end NUMBER.")
            }
        }

        func run() throws {
            let door = try options.open()
            let terms = Terms(because: reason, isDryRun: dryRun.isSet)
            if let writeKey {
                let secret = Secret()
                let act = AddCredential(.key, secret.digest, for: name, label: label)
                let performed = try KeyFile(writeKey).keeping(secret, isDryRun: dryRun.isSet) {
                    try door.perform(act, terms)
                }
                say("\(name) has another key, in \(writeKey).", performed.waits)
            } else if let end {
                let waits = try door.perform(EndCredential(end, of: name), terms).waits
                say("Credential \(end) of \(name) holds no longer.", waits)
            }
        }

        private func say(_ text: String, _ waits: Waits) {
            options.say(PeopleText.done(text, waits, isDryRun: dryRun.isSet))
        }
    }

    struct Limit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "limit",
            abstract: "Up to what amount for an account in a day a role decides alone.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
        @Argument(help: "The role.")
        var role: Role
        @Argument(help: "What it decides: correct-bills, refund-money, write-off-debt.")
        var permission: Permission
        @Argument(help: "The amount with its currency, such as \"GBP 50.00\".")
        var amount: MoneyArgument
        @Option(help: "Why.")
        var reason = ""

        func run() throws {
            let act = SetAuthorityLimit(amount.money, for: role, of: permission)
            let waits = try options.open().perform(
                act, Terms(because: reason, isDryRun: dryRun.isSet)
            ).waits
            options.say(
                PeopleText.done(
                    "A \(role.rawValue) may \(permission.words) up to \(amount.money) for an account "
                        + "in a day.", waits, isDryRun: dryRun.isSet))
        }
    }

    struct Leave: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "leave", abstract: "Somebody leaves: their keys and roles end.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
        @Argument(help: "The name.")
        var name: String
        @Option(help: "The first day without them; today unless given.")
        var on: Day?
        @Option(help: "Why.")
        var reason = ""

        func run() throws {
            let waits = try options.open().perform(
                RemovePerson(name, on: on), Terms(because: reason, isDryRun: dryRun.isSet)
            ).waits
            options.say(
                PeopleText.done("\(name) has left.", waits, isDryRun: dryRun.isSet))
        }
    }
}
