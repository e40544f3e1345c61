import ArgumentParser
import Foundation
import Measures
import Operations
import Storage

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
            let answer: JSONValue = ["file": .string(file), "dry_run": true]
            return say(options.json ? answer.text : dryRun.tell("\(file) is free."))
        }
        let manifest = try installation.backup(
            to: file, anyway: anyway, checks: quick ? Check.quick : Check.all)
        say(options.json ? KeepingText.json(manifest).text : KeepingText.text(manifest, file))
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
        if options.json { return say(KeepingText.json(manifest).text) }
        say(
            dryRun
                ? "\(file) is sound: \(manifest.utility), \(manifest.businessDay)."
                : "Restored \(manifest.utility) of \(manifest.businessDay) to \(options.folder).")
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
        say(options.json ? KeepingText.json(results).text : KeepingText.text(results))
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

/// Backups and examinations told in the terminal and as JSON.
enum KeepingText {
    static func text(_ manifest: BackupManifest, _ file: String) -> String {
        "Backed up \(manifest.utility) of \(manifest.businessDay) to \(file): "
            + "\(counted(manifest.bytes)) bytes, SHA-256 \(manifest.sha256)."
            + (manifest.failedChecks.map {
                " They are damaged: \($0.joined(separator: ", ")) failed."
            } ?? "")
    }

    static func json(_ manifest: BackupManifest) -> JSONValue {
        [
            "utility": .string(manifest.utility),
            "business_day": .string(manifest.businessDay),
            "schema_version": .count(manifest.schemaVersion),
            "last_event": .int(manifest.lastEvent), "bytes": .count(manifest.bytes),
            "sha256": .string(manifest.sha256), "made_at": .string(manifest.madeAt),
            "failed_checks": .array((manifest.failedChecks ?? []).map { .string($0) }),
        ]
    }

    static func text(_ results: [CheckResult]) -> String {
        let lines = results.flatMap { result in
            ["\(result.isWell ? "well" : "ILL ")  \(result.name)\(seconds(result))"]
                + problems(result).map { "        \($0)" }
        }
        return (lines + [verdict(results)]).joined(separator: "\n")
    }

    /// The first twenty.
    private static func problems(_ result: CheckResult) -> [String] {
        let more = result.problems.count - 20
        return result.problems.prefix(20) + (more > 0 ? ["and \(counted(more)) more"] : [])
    }

    /// How long it took, where anybody waited for it.
    private static func seconds(_ result: CheckResult) -> String {
        let tenths = (result.milliseconds + 50) / 100
        return tenths < 10 ? "" : ", \(tenths / 10).\(tenths % 10) s"
    }

    private static func verdict(_ results: [CheckResult]) -> String {
        let ill = results.filter { !$0.isWell }
        guard !ill.isEmpty else { return "All is well." }
        let well = results.filter(\.isWell).map(\.name)
        return """
            \(ill.count) of \(results.count) checks failed.
            What holds: \(well.isEmpty ? "nothing that was looked at" : well.joined(separator: ", ")).
            What to do: change nothing, and keep a copy of the books as they are. Restore the last \
            good backup to another folder and take in again what came after it; `ledger export` \
            still writes what holds of the journal.
            """
    }

    static func json(_ results: [CheckResult]) -> JSONValue {
        [
            "well": .bool(results.allSatisfy(\.isWell)),
            "checks": .array(
                results.map {
                    [
                        "name": .string($0.name), "well": .bool($0.isWell),
                        "milliseconds": .count($0.milliseconds),
                        "problems": .array($0.problems.map { .string($0) }),
                    ]
                }),
        ]
    }
}
