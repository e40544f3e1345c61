import ArgumentParser
import Foundation
import Measures
import Operations
import Storage
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
        let installation = try options.open()
        if dryRun.isSet {
            try installation.checkBackup(to: file)
            return options.say(MaintenanceText.isFree(file))
        }
        let manifest = try installation.backup(
            to: file, anyway: anyway, checks: quick ? Check.quick : Check.all)
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
    @Flag(help: "Check the backup only.")
    var dryRun = false

    func run() throws {
        guard try options.address() == nil else { throw BackupRefused.inDatabase }
        let checks = quick ? Check.quick : Check.all
        let manifest =
            dryRun
            ? try Installation.verifyBackup(at: file, anyway: anyway, checks: checks)
            : try Installation.restore(
                from: file, into: options.folder, force: force, anyway: anyway, checks: checks)
        options.say(
            dryRun
                ? MaintenanceText.isSound(manifest, in: file)
                : MaintenanceText.restored(manifest, to: options.folder))
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
        let results = try results()
        say(options.json ? MaintenanceText.json(results).text : MaintenanceText.text(results))
        if results.contains(where: { !$0.isWell }) { throw ExitCode(4) }
    }

    /// Books that cannot even be opened are examined too: that is what is wrong with them.
    private func results() throws -> [CheckResult] {
        let bar = ProgressBar("Pages against rows")
        let installation: Installation
        do { installation = try options.open() } catch  where error.isDamage || isUnreadable(error)
        {
            return [CheckResult(name: "opening the books", problems: ["\(error)"])]
        }
        return quick
            ? try installation.examine(Check.quick, writingRows: false)
            : try installation.examine(
                Check.all(report: { if isatty(2) == 1 { bar.report($0) } }))
    }

    private func isUnreadable(_ error: any Error) -> Bool {
        if case InstallationRefused.notAnInstallation = error { return true }
        return false
    }
}
