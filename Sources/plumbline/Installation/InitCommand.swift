import ArgumentParser
import Measures
import Operations
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
        let place = try options.place()
        let make = MakeInstallation(
            place, namedIn: place.isFolder ? nil : options.data, name: name)
        let day = try make(today: today, isDryRun: dryRun.isSet)
        options.say(
            InstallationText.made(name, in: place.shown, on: day, isDryRun: dryRun.isSet))
    }
}

struct DayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "day",
        abstract: "The business day: show it, close it, open the next, or move it on.",
        subcommands: [Show.self, Close.self, Open.self, Move.self], defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the business day.")
        @OptionGroup var options: InstallationOptions

        func run() throws {
            options.say(InstallationText.today(try BusinessDay(options.open()).today()))
        }
    }

    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "close",
            abstract: "Close the business day: nothing of it is half done. What is left is kept.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption

        func run() throws {
            let end = try options.open().perform(
                CloseBusinessDay(), now: Terms(isDryRun: dryRun.isSet))
            options.say(InstallationText.closed(end, isDryRun: dryRun.isSet))
        }
    }

    struct Open: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open",
            abstract: "Open the next business day, once the one before is closed.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The business day, such as 2026-11-01.")
        var day: Day
        @Flag(help: "It is more than a year ahead, which can never be undone.")
        var far = false
        @OptionGroup var dryRun: DryRunOption

        func run() throws {
            let before = try options.open().perform(
                OpenBusinessDay(day, isMeant: far), now: Terms(isDryRun: dryRun.isSet))
            options.say(InstallationText.moved(from: before, to: day, isDryRun: dryRun.isSet))
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
            let before = try options.open().perform(
                MoveBusinessDay(to: day, isMeant: far), now: Terms(isDryRun: dryRun.isSet))
            options.say(
                InstallationText.moved(from: before, to: day, isDryRun: dryRun.isSet))
        }
    }
}
