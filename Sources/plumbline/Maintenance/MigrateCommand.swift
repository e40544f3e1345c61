import ArgumentParser
import Foundation
import Measures
import Operations
import Storage
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
    var toSchema: String = DatabaseAddress.usualSchema
    @OptionGroup var dryRun: DryRunOption

    func run() throws {
        let address = try DatabaseAddress(to, schema: toSchema)
        let source = try options.open()
        do {
            let moved = try source.move(to: address, isDryRun: dryRun.isSet)
            say(
                options.json
                    ? MoveText.json(moved, dryRun.isSet).text : dryRun.tell(summary(moved, address))
            )
        } catch let differ as BooksDiffer {
            say(
                options.json
                    ? MoveText.json(differ.tables, dryRun.isSet).text
                    : MoveText.table(differ.tables))
            throw ExitCode(4)
        }
    }

    private func summary(_ moved: [MovedTable], _ address: DatabaseAddress) -> String {
        MoveText.table(moved)
            + "\nThe books are in schema \(address.schema) of \(address.shown): "
            + "all \(moved.count) tables are the same on both sides."
    }
}
