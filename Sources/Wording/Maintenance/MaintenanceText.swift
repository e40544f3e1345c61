import Documents
package import Measures
package import Operations
package import Storage

/// Backups and examinations as text and JSON.
package enum MaintenanceText {
    private static func text(_ manifest: BackupManifest, _ file: String) -> String {
        "Backed up \(manifest.utility) of \(manifest.businessDay) to \(file): "
            + "\(grouped(manifest.bytes)) bytes, SHA-256 \(manifest.sha256)."
            + (manifest.failedChecks.map {
                " They are damaged: \($0.joined(separator: ", ")) failed."
            } ?? "")
    }

    private static func json(_ manifest: BackupManifest) -> JSONValue {
        [
            "utility": .string(manifest.utility),
            "business_day": .string(manifest.businessDay),
            "schema_version": .count(manifest.schemaVersion),
            "last_event": .int(manifest.lastEvent), "bytes": .count(manifest.bytes),
            "sha256": .string(manifest.sha256), "made_at": .string(manifest.madeAt),
            "failed_checks": .array((manifest.failedChecks ?? []).map { .string($0) }),
        ]
    }

    package static func text(_ results: [CheckResult]) -> String {
        let lines = results.flatMap { result in
            ["\(result.isWell ? "well" : "ILL ")  \(result.name)\(seconds(result))"]
                + problems(result).map { "        \($0)" }
        }
        return (lines + [verdict(results)]).joined(separator: "\n")
    }

    /// The first twenty problems, and how many more there are.
    private static func problems(_ result: CheckResult) -> [String] {
        let more = result.problems.count - 20
        return result.problems.prefix(20) + (more > 0 ? ["and \(grouped(more)) more"] : [])
    }

    /// How long the check took, if a second or more.
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

    package static func json(_ results: [CheckResult]) -> JSONValue {
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

    /// A backup can be written to the file.
    package static func isFree(_ file: String) -> Answer {
        Answer("\(file) is free.", ["file": .string(file), "dry_run": true]).onDryRun(true)
    }

    package static func backedUp(_ manifest: BackupManifest, to file: String) -> Answer {
        Answer(text(manifest, file), json(manifest))
    }

    package static func restored(_ restored: RestoredBooks, to folder: String) -> Answer {
        let manifest = restored.manifest
        let text = "Restored \(manifest.utility) of \(manifest.businessDay) to \(folder)."
        return Answer(
            text + ErasureText.afterRestore(restored) + held(manifest.heldMessages),
            json(manifest))
    }

    private static func held(_ count: Int) -> String {
        guard count > 0 else { return "" }
        return "\n\(counted(count, "message")) that waited \(count == 1 ? "is" : "are") held, as "
            + "they may have been sent since: plumbline outbox list --state held"
    }

    package static func isSound(_ manifest: BackupManifest, in file: String) -> Answer {
        Answer(
            "\(file) is sound: \(manifest.utility), \(manifest.businessDay).", json(manifest))
    }
}
