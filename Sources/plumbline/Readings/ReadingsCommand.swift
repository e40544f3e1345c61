import ArgumentParser
import Measures
import Operations
import Wording

struct ReadingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readings",
        abstract: "Meter data: what a file holds, what is stored, and wrong readings.",
        subcommands: [Inspect.self, Show.self, Totals.self, Void.self])

    struct Inspect: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "inspect",
            abstract: "Say what a NEM12 or NEM13 file, or a zip of one, holds. Stores nothing.")
        @Argument(help: "The file.", completion: .file())
        var file: String
        @Flag(name: .long, help: "Print one JSON object instead of text.")
        var json = false

        func run() throws {
            let found = try Result { try InspectReadings()(file) }
                .mapError { FileFailed(file: file, reason: $0) }.get()
            say(json ? found.json.text : found.text)
            // As an import of it would end.
            if found.accepted < found.rows { throw ExitCode(3) }
        }
    }

    struct Void: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "void",
            abstract: "Void a reading that was wrong; on record, and nothing is deleted.",
            discussion: "Bills made with it stay and replay as they were; `run late-facts` tells "
                + "what they would be without it. Import the right reading afterwards.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
        @Option(help: "The meter's serial number.")
        var meter: String
        @Option(help: "The register's code; needed where the meter has more than one.")
        var register: String?
        @Option(help: "The day of the reading, such as 2026-10-31.")
        var day: Day
        @Option(help: "Why.")
        var reason: String

        func run() throws {
            let voided = try options.open().perform(
                VoidReading(meter: meter, register: register, on: day),
                now: Terms(because: reason, isDryRun: dryRun.isSet))
            options.say(VoidedReadingText.answer(voided, isDryRun: dryRun.isSet))
        }
    }
}
