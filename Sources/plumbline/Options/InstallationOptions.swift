import ArgumentParser
import Foundation
import Measures
import Operations
import Wording

/// What every command that opens an installation takes.
struct InstallationOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "The data folder. Also $PLUMBLINE_DATA; otherwise ./plumbline-data.")
    var data: String?

    @Option(
        help: "Address of the database of the books, postgresql://. Also $PLUMBLINE_DATABASE.")
    var database: String?

    @Option(help: "The schema of the books there. Also $PLUMBLINE_SCHEMA; otherwise plumbline.")
    var schema: String?

    @Option(name: .customLong("as"), help: "Who is doing this. Also $PLUMBLINE_USER.")
    var actor: String?

    @Option(help: "The file with your key, in books that have people. Also $PLUMBLINE_KEY.")
    var key: String?

    @Flag(name: .long, help: "Print one JSON object instead of text.")
    var json = false

    var folder: String {
        data ?? environment["PLUMBLINE_DATA"] ?? "plumbline-data"
    }

    /// The database that is named on the command line, or, where no folder is named there, in the
    /// environment; else the folder.
    func place() throws -> InstallationPlace {
        let named = data == nil ? environment["PLUMBLINE_DATABASE"] : nil
        guard let url = database ?? named else { return .folder(folder) }
        let schema = schema ?? environment["PLUMBLINE_SCHEMA"] ?? InstallationPlace.usualSchema
        return try .at(url: url, schema: schema)
    }

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// The name under which changes are recorded.
    private var user: String {
        actor ?? environment["PLUMBLINE_USER"] ?? environment["USER"] ?? "operator"
    }

    /// Prints an answer: its JSON where that is asked for, else its text.
    func say(_ answer: Answer) { plumbline.say(json ? answer.json.text : answer.text) }

    /// The installation, opened for whoever says the command.
    func open() throws -> Door { try open(place().signIn()) }

    func open(_ signIn: SignIn) throws -> Door {
        let secret = try (key ?? environment["PLUMBLINE_KEY"]).map { try KeyFile($0).secret() }
        return try signIn.door(
            as: actor, otherwise: user, key: secret, machineUser: NSUserName())
    }
}

/// What every command that changes the books takes.
struct DryRunOption: ParsableArguments {
    @Flag(name: .customLong("dry-run"), help: "Check everything and store nothing.")
    var isSet = false

    /// What was done, or on a dry run that it was not.
    func tell(_ text: String) -> String { Answer(text, .null).onDryRun(isSet).text }
}

/// The number of a run; the last one unless given.
struct RunOption: ParsableArguments {
    @Option(name: .customLong("run"), help: "The run's number; the last run unless given.")
    var id: Int64?
}

extension Day: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
