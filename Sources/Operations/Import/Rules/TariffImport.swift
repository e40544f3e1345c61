import Billing
import Interchange
import Measures
import Storage
import Tariffs

/// Tariff books: each file is a row. One with mistakes is rejected with all of them.
struct TariffImport {
    let run: ImportRun
    static let largestBook = 16 << 20

    init(_ run: ImportRun) { self.run = run }

    func take(_ files: [FileBytes]) throws -> [String] {
        var seen: [String: String] = [:]
        for (index, file) in files.enumerated() {
            let text = try run.text(of: file)
            do {
                let book = try TariffBook.readNew(yaml: text, file: file.name)
                try take(book, text, file: file, seen: &seen)
            } catch let refused as TariffBookRefused {
                try run.tally.reject(refused.faults.map(run.rejection))
            }
            run.tell(index + 1, of: files.count, "books")
        }
        return []
    }

    private func take(
        _ book: TariffBook, _ text: String, file: FileBytes, seen: inout [String: String]
    ) throws {
        if let first = seen.updateValue(file.name, forKey: book.code) {
            let twice = Rejection(
                line: 1, field: "tariff", value: book.code,
                rule: "a tariff stands in one book (\(first), \(file.name))",
                advice: "Keep one of the two.")
            return try run.tally.reject([twice])
        }
        let change = try run.books.tariffs.putTariff(
            code: book.code, book: text, fileName: file.name, event: run.event)
        run.tally.accept(change)
    }
}

/// The utility's billing policy: one file, one row.
struct PolicyImport {
    let run: ImportRun

    init(_ run: ImportRun) { self.run = run }

    func take(_ file: FileBytes) throws -> [String] {
        let text = try run.text(of: file)
        do {
            let schemes = try run.books.supply.schemes().map(\.code)
            _ = try BillingPolicy.read(
                yaml: text, file: file.name, on: run.today, schemes: schemes)
            let change = try run.books.tariffs.putPolicy(
                text: text, fileName: file.name, event: run.event)
            run.tally.accept(change)
        } catch let refused as PolicyRefused {
            try run.tally.reject(refused.faults.map(run.rejection))
        }
        return []
    }
}

extension ImportRun {
    func text(of file: FileBytes) throws -> String {
        let bytes = try file.all(limit: TariffImport.largestBook)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FileRefused(
                value: file.name, rule: "a book is UTF-8 text",
                advice: "Save it as UTF-8 in the editor.")
        }
        return text
    }

    func rejection(_ fault: YAMLFault) -> Rejection {
        Rejection(
            line: fault.line, field: fault.field, value: fault.value,
            rule: "\(fault.file), column \(fault.column): \(fault.rule)",
            advice: fault.suggestion ?? "Correct the book.")
    }
}
