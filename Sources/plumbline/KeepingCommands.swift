import ArgumentParser
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

    func run() throws {
        let installation = try options.open()
        if dryRun.isSet {
            try installation.checkBackup(to: file)
            let answer: JSONValue = ["file": .string(file), "dry_run": true]
            return say(options.json ? answer.text : dryRun.tell("\(file) is free."))
        }
        let manifest = try installation.backup(to: file)
        say(options.json ? KeepingText.json(manifest).text : KeepingText.text(manifest, file))
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup's books into the data folder, once its SHA-256 was checked.")
    @OptionGroup var options: InstallationOptions
    @Argument(help: "The backup file; its manifest stands beside it.", completion: .file())
    var file: String
    @Flag(help: "Replace the installation that is in the data folder.")
    var force = false
    @Flag(help: "Check the backup only.")
    var dryRun = false

    func run() throws {
        guard try options.address() == nil else { throw BackupRefused.inDatabase }
        let manifest =
            dryRun
            ? try Installation.verifyBackup(at: file)
            : try Installation.restore(from: file, into: options.folder, force: force)
        if options.json { return say(KeepingText.json(manifest).text) }
        say(
            dryRun
                ? "\(file) is sound: \(manifest.utility), \(manifest.businessDay)."
                : "Restored \(manifest.utility) of \(manifest.businessDay) to \(options.folder).")
    }
}

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Examine the books: integrity, journal, completeness.")
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let results = try options.open().examine(Check.all)
        say(options.json ? KeepingText.json(results).text : KeepingText.text(results))
        if results.contains(where: { !$0.isWell }) { throw ExitCode(4) }
    }
}

/// Backups and examinations told in the terminal and as JSON.
enum KeepingText {
    static func text(_ manifest: BackupManifest, _ file: String) -> String {
        "Backed up \(manifest.utility) of \(manifest.businessDay) to \(file): "
            + "\(counted(manifest.bytes)) bytes, SHA-256 \(manifest.sha256)."
    }

    static func json(_ manifest: BackupManifest) -> JSONValue {
        [
            "utility": .string(manifest.utility),
            "business_day": .string(manifest.businessDay),
            "schema_version": .count(manifest.schemaVersion),
            "last_event": .int(manifest.lastEvent), "bytes": .count(manifest.bytes),
            "sha256": .string(manifest.sha256), "made_at": .string(manifest.madeAt),
        ]
    }

    static func text(_ results: [CheckResult]) -> String {
        let lines = results.map { result in
            result.isWell
                ? "well  \(result.name)"
                : "ILL   \(result.name)\n"
                    + result.problems.prefix(20).map { "        \($0)" }.joined(separator: "\n")
        }
        let ill = results.count { !$0.isWell }
        let verdict = ill == 0 ? "All is well." : "\(ill) of \(results.count) checks failed."
        return (lines + [verdict]).joined(separator: "\n")
    }

    static func json(_ results: [CheckResult]) -> JSONValue {
        [
            "well": .bool(results.allSatisfy(\.isWell)),
            "checks": .array(
                results.map {
                    [
                        "name": .string($0.name), "well": .bool($0.isWell),
                        "problems": .array($0.problems.map { .string($0) }),
                    ]
                }),
        ]
    }
}
