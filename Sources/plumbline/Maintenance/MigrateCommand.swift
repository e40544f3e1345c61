import ArgumentParser
import Operations
import Wording

struct MigrateDataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate-data",
        abstract: "Copy the books to a PostgreSQL database and prove that nothing changed.",
        discussion: """
            All tables are copied in one transaction, and both sides are compared table by table \
            before it is committed. The books that are copied stay as they are: work on in the \
            database only. A dry run does all of it and takes it back.
            """)
    @OptionGroup var options: InstallationOptions
    @Option(help: "Address of the database, postgresql://user@host:port/name.")
    var to: String
    @Option(help: "The schema to make there.")
    var toSchema: String = InstallationPlace.usualSchema
    @OptionGroup var dryRun: DryRunOption

    func run() throws {
        let place = try InstallationPlace.at(url: to, schema: toSchema)
        let moved = try MoveToDatabase(options.open())(place, isDryRun: dryRun.isSet)
        options.say(MoveText.moved(moved, to: place, isDryRun: dryRun.isSet))
        guard MoveText.isSame(moved) else { throw ExitCode(4) }
    }
}
