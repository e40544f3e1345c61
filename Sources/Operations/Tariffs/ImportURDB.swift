package import Interchange
import Storage
package import Tariffs

/// An analyst takes in rates of the US Utility Rate Database: as books, and as bills of a year.
package struct ImportURDB: Sendable {
    package struct Imported: Sendable {
        /// As the database has it; empty for a rate that has none.
        package let label: String
        package let book: TariffBook
        /// The book as it is written.
        package let yaml: String
    }

    package init() {}

    /// The rates of a file, or the one with the label. Each book is read back as `tariff check`
    /// reads it, so that what is written can be used.
    package func callAsFunction(
        _ file: String, label: String? = nil, _ order: TariffBook.Blocks.Filling.Order = .shares
    ) throws -> [Imported] {
        let answer = try URDBAnswer(json: TariffFiles.text(file), file: file)
        return try answer.rates(label: label).map { rate in
            let book = rate.book(order)
            let yaml = book.yaml(notes: rate.notes)
            let read = try TariffBook.read(yaml: yaml, file: book.code + ".yaml")
            return Imported(label: rate.label, book: read, yaml: yaml)
        }
    }

    /// A load over a standard year, from a file with a column `kW`.
    package func load(_ file: String) throws -> LoadCurve {
        try LoadCurve(csv: TariffFiles.text(file), file: file)
    }

    package func write(_ imported: Imported, to file: String) throws {
        try WholeFile.write(imported.yaml, to: file)
    }
}
