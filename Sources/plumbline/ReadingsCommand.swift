import ArgumentParser
import Operations

struct ReadingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readings", abstract: "Meter data files: what they hold.",
        subcommands: [Inspect.self])

    struct Inspect: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a NEM12 or NEM13 file, or a zip of one, holds. Stores nothing.")
        @Argument(help: "The file.", completion: .file())
        var file: String
        @Flag(name: .long, help: "Print one JSON object instead of text.")
        var json = false

        func run() throws {
            do {
                let found = try InspectReadings()(file)
                say(json ? found.json.text : found.text)
            } catch {
                throw FileFailed(file: file, reason: error)
            }
        }
    }
}
