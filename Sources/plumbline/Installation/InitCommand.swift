import ArgumentParser
import Measures
import Operations
import Storage
import Wording

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new, empty installation in a data folder or a database.",
        discussion: """
            With --database the books are a schema of a PostgreSQL database. With --data as well, \
            the folder names that database, and later commands need --data only.
            """)
    @OptionGroup var options: InstallationOptions
    @Option(help: "The name of the utility, as it stands on its bills.")
    var name: String = "Utility"
    @Option(help: "The business day to begin with; today unless given.")
    var today: Day?
    @OptionGroup var dryRun: DryRunOption

    func run() throws {
        let day = today ?? Zone.utc.day(of: Clock.system.now())
        try Installation.check(name: name, today: day)
        let place = try options.address().map { try make(in: $0, day) } ?? makeFolder(day)
        options.say(
            InstallationText.made(name, in: place, on: day, isDryRun: dryRun.isSet))
    }

    private func makeFolder(_ day: Day) throws -> String {
        if dryRun.isSet {
            try Installation.checkFree(options.folder)
        } else {
            _ = try Installation.create(in: options.folder, name: name, businessDay: day)
        }
        return options.folder
    }

    private func make(in address: DatabaseAddress, _ day: Day) throws -> String {
        if let folder = options.data { try Installation.checkFree(folder) }
        if dryRun.isSet {
            try Installation.checkFree(address)
        } else {
            _ = try Installation.create(in: address, name: name, businessDay: day)
            if let folder = options.data { try address.write(to: folder) }
        }
        return "schema \(address.schema) of \(address.shown)"
    }
}

struct DayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "day", abstract: "The business day: show it, or move it on.",
        subcommands: [Show.self, Move.self], defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the business day.")
        @OptionGroup var options: InstallationOptions

        func run() throws {
            let day = try options.open().read { try $0.businessDay() }
            options.say(InstallationText.today(day))
        }
    }

    struct Move: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Move the business day on. It never goes back.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The new business day, such as 2026-11-01.")
        var day: Day
        @Flag(help: "Move it more than a year ahead, which can never be undone.")
        var far = false
        @OptionGroup var dryRun: DryRunOption

        func run() throws {
            let installation = try options.open()
            let before = try installation.change(isDryRun: dryRun.isSet) { books in
                let before = try books.businessDay()
                guard far || day - before <= 366 else {
                    throw Refusal(InstallationText.tooFar(day, from: before))
                }
                try books.events.moveBusinessDay(to: day, by: options.user)
                return before
            }
            options.say(
                InstallationText.moved(from: before, to: day, isDryRun: dryRun.isSet))
        }
    }
}
