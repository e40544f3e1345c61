import Access
import Interchange
import Measures
import Storage

/// Somebody hands in a file: all its good rows are stored, or, cut or broken, none.
///
/// One transaction and one event. The same file again changes nothing.
package struct ImportFile: Sendable {
    let door: Door
    let options: ImportOptions

    package init(_ door: Door, options: ImportOptions = ImportOptions()) {
        self.door = door
        self.options = options
    }

    /// Throws `FileRefused` where the file as a whole cannot be taken in.
    package func callAsFunction(_ kind: ImportKind, _ path: String) throws -> ImportReport {
        let source = try ImportSource(kind, path, encoding: options.encoding)
        if let done = try doneBefore(source) { return done.reported(try report(of: source)) }
        if source.kind.isRules, door.caller.person != nil, !options.isDryRun {
            return try propose(source)
        }
        let tally = ImportTally(rejectFile: options.rejectFile ?? path + ".rejects.csv")
        let report = try take(source, tally)
        if report.rejectFile != nil { try tally.finish() }
        return report
    }

    /// Rules wait for a second person, once they are known to hold.
    private func propose(_ source: ImportSource) throws -> ImportReport {
        var trial = options
        trial.isDryRun = true
        var report = try ImportFile(door, options: trial)(source.kind, source.path)
        guard report.rejected == 0 else { return report }
        let texts = try source.files.map { file in
            ChangeRules.Text(file: file.name, text: try file.text(limit: TariffImport.largestBook))
        }
        let performed = try door.perform(
            ChangeRules(
                kind: source.kind.rawValue, source: source.name, digest: try source.digest(),
                texts: texts))
        report.isDryRun = false
        switch performed.waits {
        case .waits(let proposal): report.proposal = proposal
        case .done(let event): report.event = event
        }
        return report
    }

    /// The import of the very same file, where it left no row to be sent again. Of rules it is
    /// looked at whether they still hold.
    ///
    /// Meter data under a new name is digested while it is read, and looked up after that.
    private func doneBefore(_ source: ImportSource) throws -> ImportedFile? {
        if source.kind.isRules { return nil }
        let earlier = try door.read(.readBooks) { try $0.events.importedFiles() }
            .filter { $0.kind == source.kind.rawValue }
        let isNamed = earlier.contains { $0.name == source.name }
        if try !isNamed && source.isMeterData() { return nil }
        let digest = try source.digest()
        let last = earlier.last { $0.digest == digest }
        return last?.rejected == 0 ? last : nil
    }

    private func report(of source: ImportSource) throws -> ImportReport {
        var report = ImportReport(
            kind: source.kind, file: source.name, digest: try source.digest())
        report.isDryRun = options.isDryRun
        return report
    }

    private func take(_ source: ImportSource, _ tally: ImportTally) throws -> ImportReport {
        do {
            let permission: Permission = source.kind.isRules ? .changeRules : .importFacts
            return try door.step(permission, isDryRun: options.isDryRun) { step in
                try store(source, tally, step: step)
            }
        } catch let nothing as NothingNew {
            return nothing.report
        }
    }

    private func store(
        _ source: ImportSource, _ tally: ImportTally, step: JourneyStep
    ) throws -> ImportReport {
        let books = step.books
        let event = try step.record(
            "import-\(source.kind.rawValue)",
            of: Subject(.file, source.name, described: source.name))
        let many = books.takingMany()
        let run = ImportRun(
            books: many, event: event, tally: tally, today: try books.businessDay(),
            options: options)
        let notes = try run.take(source)
        try many.finish()
        let report = reported(try report(of: source), tally, notes: notes, event: event)
        try record(source, report, event: event, in: books)
        try tally.settle()
        return report
    }

    /// Now that the digest is known: whether the file was taken in before.
    private func record(
        _ source: ImportSource, _ report: ImportReport, event: Int64, in books: Books
    ) throws {
        let kind = source.kind.rawValue
        let earlier = try books.events.imports(of: report.digest, kind: kind)
        if let last = earlier.last { try refuseRepeat(of: last, source.kind, report) }
        try books.events.noteImport(
            of: ImportedFile(
                digest: report.digest, kind: kind, name: source.name, rows: report.rows,
                accepted: report.accepted, rejected: report.rejected, event: event))
    }

    /// A file with rejections may be sent again; where that brings nothing, nothing is stored.
    private func refuseRepeat(
        of last: ImportedFile, _ kind: ImportKind, _ report: ImportReport
    ) throws {
        if last.rejected == 0, !kind.isRules {
            throw NothingNew(report: last.reported(ImportReport(again: report)))
        }
        guard report.new == 0, report.superseded == 0, report.rejected == last.rejected else {
            return
        }
        var report = report
        report.event = nil
        report.alreadyDone = last.event
        throw NothingNew(report: report)
    }

    private func reported(
        _ report: ImportReport, _ tally: ImportTally, notes: [String], event: Int64
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

extension ImportReport {
    /// Of the same file, with nothing told yet.
    fileprivate init(again other: ImportReport) {
        self.init(kind: other.kind, file: other.file, digest: other.digest)
        isDryRun = other.isDryRun
    }
}

extension ImportedFile {
    fileprivate func reported(_ report: ImportReport) -> ImportReport {
        var report = report
        report.rows = rows
        report.accepted = accepted
        report.unchanged = accepted
        report.alreadyDone = event
        return report
    }
}
