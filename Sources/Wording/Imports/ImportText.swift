import Documents
package import Measures
package import Operations

/// An import as text and JSON.
package enum ImportText {
    package static func text(_ report: ImportReport) -> String {
        if let event = report.alreadyDone {
            return "\(report.file): imported before (event \(event)); nothing changed."
        }
        var lines = [
            "\(report.file): \(counted(report.rows, "row")) = \(grouped(report.accepted)) accepted "
                + "+ \(grouped(report.rejected)) rejected"
                + (report.isDryRun ? " (dry run: nothing stored)" : ""),
            "  \(grouped(report.new)) new, \(grouped(report.superseded)) replaced what was known, "
                + "\(grouped(report.unchanged)) known already",
        ]
        if let proposal = report.proposal {
            lines.append(
                "  It waits for a second person, as proposal \(proposal): "
                    + "plumbline proposal show \(proposal)")
        }
        lines += report.notes.map { "  note: \($0)" }
        lines += report.firstRejections.map { "  rejected: \($0)" }
        if let path = report.rejectFile { lines.append("  All rejected rows: \(path)") }
        return lines.joined(separator: "\n")
    }

    /// One line, for many files in a row.
    package static func brief(_ report: ImportReport) -> String {
        let lines =
            [
                "  \(report.file): \(grouped(report.accepted)) of \(grouped(report.rows)) rows taken in"
            ]
            + report.firstRejections.prefix(2).map { "    rejected: \($0)" }
        return lines.joined(separator: "\n")
    }

    package static func json(_ report: ImportReport) -> JSONValue {
        [
            "kind": .string(report.kind.rawValue), "file": .string(report.file),
            "sha256": .string("\(report.digest)"), "rows": .count(report.rows),
            "accepted": .count(report.accepted), "rejected": .count(report.rejected),
            "new": .count(report.new), "superseded": .count(report.superseded),
            "unchanged": .count(report.unchanged),
            "notes": .array(report.notes.map { .string($0) }),
            "reject_file": .optional(report.rejectFile),
            "event": report.event.map { .int($0) } ?? .null,
            "already_imported_by_event": report.alreadyDone.map { .int($0) } ?? .null,
            "dry_run": .bool(report.isDryRun),
            "proposal": report.proposal.map { .int($0) } ?? .null,
        ]
    }
}
