import ArgumentParser
import Foundation
import Measures
import Operations
import Wording

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the books to a new file, with a manifest that holds their SHA-256.")
    @OptionGroup var options: InstallationOptions
    @OptionGroup var dryRun: DryRunOption
    @Argument(help: "The file to write; it must not exist.", completion: .file())
    var file: String
    @Flag(help: "Copy damaged books too, as they are; the manifest says what failed.")
    var anyway = false
    @Flag(help: "Make the quick checks of the copy only, as doctor --quick does.")
    var quick = false

    func run() throws {
        let backUp = BackUpBooks(try options.open())
        if dryRun.isSet {
            try backUp.check(file)
            return options.say(MaintenanceText.isFree(file))
        }
        let manifest = try backUp(to: file, anyway: anyway, isQuick: quick)
        options.say(MaintenanceText.backedUp(manifest, to: file))
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup's books into the data folder, once they were checked.",
        discussion: """
            Its SHA-256 is compared with the manifest, and its books are examined as doctor does: \
            whoever can change a backup can write its manifest too.
            """)
    @OptionGroup var options: InstallationOptions
    @Argument(help: "The backup file; its manifest stands beside it.", completion: .file())
    var file: String
    @Flag(help: "Replace the installation that is in the data folder.")
    var force = false
    @Flag(help: "Restore a backup too that does not pass the checks, as it is.")
    var anyway = false
    @Flag(help: "Make the quick checks of the backup only, as doctor --quick does.")
    var quick = false
    @Option(help: "A list of erasures, beside the one in the data folder: they are done again.")
    var erasures: String?
    @Flag(help: "Check the backup only.")
    var dryRun = false

    func run() throws {
        let folder = try options.place().folderForRestoring()
        let restore = RestoreBooks(file, anyway: anyway, isQuick: quick)
        guard !dryRun else {
            return options.say(MaintenanceText.isSound(try restore.check(), in: file))
        }
        let restored = try restore(into: folder, force: force, erasures: erasures)
        options.say(MaintenanceText.restored(restored, to: folder))
    }
}

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Examine the books: integrity, journal, completeness.",
        discussion: """
            Every check is made, whatever the others find; ends with 4 where one failed. --quick \
            takes seconds however large the books are: it looks at the chain and the places of \
            pages and rows, and not at what is written in them (Docs/doctor.md).
            """)
    @OptionGroup var options: InstallationOptions
    @Flag(help: "Only what takes seconds: not what is written on pages and in rows.")
    var quick = false

    func run() throws {
        let bar = ProgressBar("Pages against rows")
        let results = try ExamineBooks(options.place())(isQuick: quick) {
            if isatty(2) == 1 { bar.report($0) }
        }
        say(options.json ? MaintenanceText.json(results).text : MaintenanceText.text(results))
        if results.contains(where: { !$0.isWell }) { throw ExitCode(4) }
    }
}
