import Interchange
import Ledger
import Measures
package import Storage

/// Writes the journal for hledger, ledger or beancount, a chunk at a time.
package struct ExportJournal {
    package enum Program: String, Sendable, CaseIterable { case hledger, ledger, beancount }

    private let books: Books

    package init(_ books: Books) { self.books = books }

    /// Gives the number of entries written.
    package func callAsFunction(
        for program: Program, write: ([UInt8]) throws -> Void
    ) throws -> Int {
        let accounts = Dictionary(
            try books.customers.accounts().map { ($0.id, $0.code) },
            uniquingKeysWith: { first, _ in first })
        let currencies = try books.ledger.postingSums().keys.sorted().compactMap(Currency.init)
        guard let format = JournalExport.Format(rawValue: program.rawValue) else { return 0 }
        var export = JournalExport(format, currencies: currencies) { accounts[$0] }
        var (bytes, count): ([UInt8], Int) = ([], 0)
        export.header(title: try books.utilityName(), to: &bytes)
        try books.ledger.forEachEntry { entry in
            try export.append(entry, to: &bytes)
            count += 1
            guard bytes.count >= 1 << 20 else { return }
            try write(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        try write(bytes)
        return count
    }
}
