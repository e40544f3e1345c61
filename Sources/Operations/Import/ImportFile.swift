import Interchange
import Measures
package import Storage

/// Somebody hands in a file: all its good rows are stored, or, cut or broken, none.
///
/// One transaction and one event. The same file again changes nothing.
package struct ImportFile: Sendable {
    let installation: Installation
    let options: ImportOptions

    package init(_ installation: Installation, options: ImportOptions) {
        self.installation = installation
        self.options = options
    }

    /// Throws `FileRefused` where the file as a whole cannot be taken in.
    package func callAsFunction(_ kind: ImportKind, _ path: String) throws -> ImportReport {
        let source = try ImportSource(kind, path)
        var report = ImportReport(kind: kind, file: source.name, digest: source.digest)
        report.isDryRun = options.isDryRun
        if let done = try doneBefore(source) { return done.told(report) }
        let tally = ImportTally(rejectFile: options.rejectFile ?? path + ".rejects.csv")
        do {
            report = try take(source, tally, report)
            try tally.finish()
        } catch {
            tally.discard()
            throw error
        }
        return report
    }

    /// The import of the very same file, where it left no row to be sent again. Of rules it is
    /// looked at whether they still hold.
    private func doneBefore(_ source: ImportSource) throws -> ImportedFile? {
        if source.kind.isRules { return nil }
        let last = try installation.read { books in
            try books.imports(of: source.digest, kind: source.kind.rawValue).last
        }
        return last?.rejected == 0 ? last : nil
    }

    private func take(
        _ source: ImportSource, _ tally: ImportTally, _ report: ImportReport
    ) throws -> ImportReport {
        do {
            guard options.isDryRun else {
                return try installation.write { try store(source, tally, report, in: $0) }
            }
            return try installation.tryOut { try store(source, tally, report, in: $0) }
        } catch let nothing as NothingNew {
            return nothing.report
        }
    }

    private func store(
        _ source: ImportSource, _ tally: ImportTally, _ report: ImportReport, in books: Books
    ) throws -> ImportReport {
        let earlier = try books.imports(of: source.digest, kind: source.kind.rawValue)
        let key = "\(source.kind.rawValue):\(source.digest)"
        let event = try books.record(
            Act(
                "import-\(source.kind.rawValue)", of: source.name, by: options.actor,
                key: earlier.isEmpty ? key : "\(key):\(earlier.count + 1)"))
        let many = books.takingMany()
        let run = ImportRun(
            books: many, event: event, tally: tally, today: try books.businessDay(),
            report: options.report, leave: options.leave)
        let notes = try run.take(source)
        try many.finish()
        let report = told(report, tally, notes, event)
        if let last = earlier.last { try refuseRepeat(of: last, report) }
        try books.add(
            ImportedFile(
                digest: source.digest, kind: source.kind.rawValue, name: source.name,
                rows: tally.rows, accepted: tally.accepted, rejected: tally.rejected,
                event: event))
        return report
    }

    /// A file with rejections may be sent again; where that brings nothing, nothing is stored.
    private func refuseRepeat(of last: ImportedFile, _ report: ImportReport) throws {
        guard report.new == 0, report.superseded == 0, report.rejected == last.rejected else {
            return
        }
        var report = report
        report.event = nil
        report.alreadyDone = last.event
        throw NothingNew(report: report)
    }

    private func told(
        _ report: ImportReport, _ tally: ImportTally, _ notes: [String], _ event: Int64
    ) -> ImportReport {
        precondition(tally.accepted + tally.rejected == tally.rows, "every row is counted once")
        var report = report
        report.rows = tally.rows
        report.accepted = tally.accepted
        report.rejected = tally.rejected
        report.new = tally.new
        report.superseded = tally.superseded
        report.unchanged = tally.unchanged
        report.notes = notes
        report.rejectFile = tally.rejectFile
        report.firstRejections = tally.first
        report.event = options.isDryRun ? nil : event
        return report
    }
}

/// Takes the transaction back: the file brought nothing that an earlier import did not.
private struct NothingNew: Error {
    let report: ImportReport
}

extension ImportedFile {
    fileprivate func told(_ report: ImportReport) -> ImportReport {
        var report = report
        report.rows = rows
        report.accepted = accepted
        report.unchanged = accepted
        report.alreadyDone = event
        return report
    }
}
