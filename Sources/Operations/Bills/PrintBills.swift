import Billing
package import Documents
import Foundation
import Measures
import Storage
import Typesetting

/// Prints bills as PDF. The same bill gives the same bytes, whenever and wherever it is printed.
package struct PrintBills: Sendable {
    let door: Door
    package let workers: Int

    package init(_ door: Door, workers: Int = 2) {
        self.door = door
        self.workers = max(1, workers)
    }

    /// What was printed, and what could not be as it should.
    package struct Printed: Sendable {
        package var bills = 0
        package var files = 0
        package var bytes = 0
        /// Characters that no font covers, by the number of the bill.
        package var missing: [(bill: String, characters: [Unicode.Scalar])] = []
    }

    /// One bill, released or draft.
    package func bill(_ reference: String) throws -> BillPDF.File {
        try door.read(.readAccounts, rows: .bill(reference)) { books in
            let explained = try ExplainedBill(books, reference)
            let document = try BillDocument(explained, BillSources(books))
            return try BillPDF.file(document, of: explained.bill.id, books)
        }
    }

    /// All released bills of a run, each a file named by its number; or at most so many `together`
    /// in a file, of one batch each, named by the first and the last. A file is whole or not
    /// there. On a dry run all is made and nothing written.
    package func callAsFunction(
        run id: Int64?, into folder: String, together: Int? = nil, isDryRun: Bool = false,
        report: @escaping Progress.Report = { _ in }
    ) async throws -> Printed {
        let (policy, slices) = try door.read(.readAccounts) { books in
            let run = try books.runRecord(id)
            let slices = try books.slices(ofRun: run.id, of: together ?? 250)
            return (try books.printingPolicy(of: run).printing, slices)
        }
        if !isDryRun { try WholeFile.makeFolder(folder) }
        let printer = Printer(
            settings: BillPDF.Settings(address: policy.billAddress),
            fonts: FontLibrary(folders: policy.fontFolders), isTogether: together != nil,
            folder: isDryRun ? nil : folder)
        let total = slices.reduce(0) { $0 + $1.count }
        var printed = Printed()
        let installation = try door.reading(.readAccounts)
        try await inOrder(slices, workers: workers) { slice in
            try printer.make(slice, try installation.read { try $0.documents(of: slice) })
        } take: { slice in
            printed.add(slice)
            report(Progress(printed.bills, of: total, "bills"))
        }
        return printed
    }
}

extension BillPDF {
    /// A bill by its id, as the printing policy of its run has it.
    static func file(_ document: BillDocument, of id: Int64, _ books: Books) throws -> File {
        let policy = try BillSources(books).run(BillID.run(of: id)).policy().printing
        return file(
            document, .init(address: policy.billAddress),
            typesetter: Typesetter(FontLibrary(folders: policy.fontFolders)),
            hash: SHA256.function)
    }
}

extension PrintBills.Printed {
    fileprivate mutating func add(_ more: PrintBills.Printed) {
        bills += more.bills
        files += more.files
        bytes += more.bytes
        missing += more.missing
    }
}

/// Makes the files of some bills and writes them, where there is a folder.
private struct Printer: Sendable {
    let settings: BillPDF.Settings
    let fonts: FontLibrary
    let isTogether: Bool
    let folder: String?

    func make(
        _ issues: [IssuedBill], _ documents: [BillDocument]
    ) throws -> PrintBills.Printed {
        let typesetter = Typesetter(fonts)
        var printed = PrintBills.Printed(bills: issues.count)
        guard !isTogether else {
            try printTogether(issues, documents, typesetter: typesetter, printed: &printed)
            return printed
        }
        for (issue, document) in zip(issues, documents) {
            let file = BillPDF.file(
                document, settings, typesetter: typesetter, hash: SHA256.function)
            try write(file.bytes, issue.fileName, printed: &printed)
            if !file.missing.isEmpty { printed.missing.append((issue.reference, file.missing)) }
        }
        return printed
    }

    private func printTogether(
        _ issues: [IssuedBill], _ documents: [BillDocument], typesetter: Typesetter,
        printed: inout PrintBills.Printed
    ) throws {
        let made = BillPDF.together(
            documents, settings, typesetter: typesetter, hash: SHA256.function)
        guard let made, let first = issues.first, let last = issues.last else { return }
        try write(made.bytes, "\(first.fileName)--\(last.fileName)", printed: &printed)
        printed.missing = made.missing
    }

    private func write(
        _ bytes: [UInt8], _ name: String, printed: inout PrintBills.Printed
    ) throws {
        if let folder { try WholeFile.write(bytes, to: "\(folder)/\(name).pdf") }
        printed.files += 1
        printed.bytes += bytes.count
    }
}

extension IssuedBill {
    /// Its number, without what would lead to another folder.
    var fileName: String { reference.replacing("/", with: "-") }
}

extension Books {
    /// Bills that are printed together: some of one batch, so that its page is read once.
    fileprivate func slices(ofRun run: Int64, of size: Int) throws -> [[IssuedBill]] {
        let issues = try bills.issuedBills(ofRun: run, last: .max)
        let batches = Dictionary(grouping: issues) { BillID.batch(of: $0.billID) }
        return batches.sorted { $0.key < $1.key }.flatMap { _, issues in
            stride(from: 0, to: issues.count, by: size).map {
                Array(issues[$0..<min($0 + size, issues.count)])
            }
        }
    }

    fileprivate func documents(of issues: [IssuedBill]) throws -> [BillDocument] {
        let sources = BillSources(self)
        let bills = try issues.map { issue in
            guard let bill = try sources.bill(issue.billID) else {
                throw BillProblem.noSuchBill(issue.reference)
            }
            return bill
        }
        try sources.preload(bills)
        return try zip(issues, bills).map { issue, bill in
            try BillDocument(try ExplainedBill(bill, issue: issue, sources), sources)
        }
    }
}
