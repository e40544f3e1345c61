import Billing
package import Documents
import Foundation
import Measures
package import Storage
import Typesetting

/// Prints bills as PDF. The same bill gives the same bytes, whenever and wherever it is printed.
package struct PrintBills: Sendable {
    package let installation: Installation
    package let workers: Int

    package init(installation: Installation, workers: Int = 2) {
        self.installation = installation
        self.workers = max(1, workers)
    }

    /// What was printed, and what could not be as it should.
    package struct Printed: Sendable {
        package var files = 0
        package var bytes = 0
        /// Characters that no font covers, by the number of the bill.
        package var missing: [(bill: String, characters: [Unicode.Scalar])] = []
    }

    /// One bill, released or draft.
    package func bill(_ reference: String) throws -> BillPDF.File {
        try installation.read(rows: .bill(reference)) { books in
            let explained = try ExplainedBill(books, reference)
            let run = try books.runRecord(BillID.run(of: explained.bill.id))
            let policy = try books.printingPolicy(of: run).printing
            return BillPDF.file(
                try BillDocument(explained, books), .init(address: policy.billAddress),
                Typesetter(FontShelf(folders: policy.fontFolders)), SHA256.function)
        }
    }

    /// All released bills of a run, each a file named by its number. A file is whole or not there.
    /// On a dry run all is made and nothing written.
    package func callAsFunction(
        run id: Int64?, into folder: String, isDryRun: Bool = false,
        report: @escaping Progress.Report = { _ in }
    ) async throws -> Printed {
        let (policy, slices) = try installation.read { books in
            let run = try books.runRecord(id)
            return (try books.printingPolicy(of: run).printing, try books.slices(ofRun: run.id))
        }
        if !isDryRun { try WholeFile.makeFolder(folder) }
        let shelf = FontShelf(folders: policy.fontFolders)
        let settings = BillPDF.Settings(address: policy.billAddress)
        let total = slices.reduce(0) { $0 + $1.count }
        var printed = Printed()
        try await inOrder(slices, workers: workers) { slice in
            try printSlice(slice, settings, Typesetter(shelf), isDryRun ? nil : folder)
        } take: { slice in
            printed.files += slice.files
            printed.bytes += slice.bytes
            printed.missing += slice.missing
            report(Progress(printed.files, of: total, "bills"))
        }
        return printed
    }

    private func printSlice(
        _ issues: [IssuedBill], _ settings: BillPDF.Settings, _ typesetter: Typesetter,
        _ folder: String?
    ) throws -> Printed {
        let documents = try installation.read { try $0.documents(of: issues) }
        var printed = Printed()
        for (issue, document) in zip(issues, documents) {
            let file = BillPDF.file(document, settings, typesetter, SHA256.function)
            if let folder {
                try WholeFile.write(file.bytes, to: "\(folder)/\(issue.fileName).pdf")
            }
            printed.files += 1
            printed.bytes += file.bytes.count
            if !file.missing.isEmpty { printed.missing.append((issue.reference, file.missing)) }
        }
        return printed
    }
}

extension IssuedBill {
    /// Its number, without what would lead to another folder.
    var fileName: String { reference.replacing("/", with: "-") }
}

extension Books {
    /// Bills that are printed together: some of one batch, so that its page is read once.
    fileprivate func slices(ofRun run: Int64) throws -> [[IssuedBill]] {
        let issues = try issuedBills(ofRun: run, last: .max)
        let batches = Dictionary(grouping: issues) { BillID.batch(of: $0.billID) }
        return batches.sorted { $0.key < $1.key }.flatMap { _, issues in
            stride(from: 0, to: issues.count, by: 250).map {
                Array(issues[$0..<min($0 + 250, issues.count)])
            }
        }
    }

    fileprivate func documents(of issues: [IssuedBill]) throws -> [BillDocument] {
        guard let first = issues.first?.billID,
            let stored = try page(
                kind: .run, runID: BillID.run(of: first), batch: BillID.batch(of: first))
        else { return [] }
        let bills = try RunPage(bytes: stored.content).bills
        let byID = Dictionary(bills.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let tariffs = TariffShelf()
        return try issues.map { issue in
            guard let bill = byID[issue.billID] else {
                throw BillProblem.noSuchBill(issue.reference)
            }
            let explained = try ExplainedBill(bill, issue: issue, self, tariffs)
            return try BillDocument(explained, self)
        }
    }
}
