import ArgumentParser
import Measures
import Operations
import Tariffs
import Wording

/// `plumbline tariff import-urdb`: rates of the US Utility Rate Database as books and as bills.
struct TariffImportURDB: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-urdb",
        abstract: "Turn rates of the US Utility Rate Database into tariff books.")
    @Argument(help: "A rate, or an answer of the database, as JSON.", completion: .file())
    var file: String
    @Option(help: "The label of the rate, where the file holds several.")
    var label: String?
    @Option(help: "Write the book to this file; otherwise it is printed.")
    var out: String?
    @Option(
        help: """
            Bill a standard year with this load: a CSV file with a column kW. \
            Given again: what the year of each load comes to.
            """)
    var load: [String] = []
    @Option(help: "How tiers fill where periods share them: shared or chronological.")
    var tiers = Tiers.shared
    @Flag(name: .long, help: "Print one JSON object instead of text.")
    var json = false

    enum Tiers: String, CaseIterable, ExpressibleByArgument {
        case shared, chronological
        var order: TariffBook.Blocks.Filling.Order { self == .shared ? .shares : .time }
    }

    func run() throws {
        let journey = ImportURDB()
        let imported = try journey(file, label: label, tiers.order)
        if let out {
            guard imported.count == 1 else {
                throw ValidationError("--out takes one rate: choose it with --label.")
            }
            try journey.write(imported[0], to: out)
        }
        guard !load.isEmpty else { return sayBooks(imported) }
        guard load.count == 1 else { return try sayYears(imported) }
        let curve = try journey.load(load[0])
        let bills = try imported.map { one in
            let year = try StandardYear(one.book)
            return URDBBill(one, year: year, months: try year.bills(curve))
        }
        say(json ? URDBBill.json(bills).text : bills.map(\.text).joined(separator: "\n"))
    }

    private func sayYears(_ imported: [ImportURDB.Imported]) throws {
        let curves = try load.map(ImportURDB().load)
        let years = try imported.map { one in
            let totals = try StandardYear(one.book).totals(curves)
            return URDBYears(
                label: one.label, name: one.book.name,
                totals: zip(load, totals).map { ($0, $1) })
        }
        say(json ? URDBYears.json(years).text : years.map(\.text).joined(separator: "\n"))
    }

    private func sayBooks(_ imported: [ImportURDB.Imported]) {
        if json { return say(URDBBooks.json(imported).text) }
        say(out.map { URDBBooks.written(imported[0], to: $0) } ?? URDBBooks.text(imported))
    }
}
