import Interchange
import Measures
import Storage
import Supply

/// One import inside its transaction: which importer takes which file.
struct ImportRun {
    let books: Books
    let event: Int64
    let tally: ImportTally
    /// The business day: nothing that is read lies after it.
    let today: Day
    let options: ImportOptions

    /// Takes a CSV file row by row.
    func rows<Importer: RowImport>(
        of file: FileBytes, _ importer: Importer
    ) throws -> [String] {
        let lines = try file.lines(quotes: true)
        let reader = try RowReader<Importer.Row>(lines)
        while let outcome = try reader.next() {
            switch outcome {
            case .rejected(let rejections): try tally.reject(rejections)
            case .row(let row, let line):
                switch try importer.take(row, line: line) {
                case .success(let change): tally.accept(change)
                case .failure(let wrong):
                    let column = wrong.field as? Importer.Row.Column
                    try tally.reject([wrong.rejection(line, column?.name ?? "")])
                }
            }
            if tally.rows % 4096 == 0 { try goOn(lines.bytesTaken, of: file.size) }
        }
        tell(file.size, of: file.size)
        return importer.notes
    }

    /// Tells how far it has come, or stops where it was told to leave.
    func goOn(_ done: Int, of total: Int) throws {
        if options.cancellation.isRequested { throw FileTakenBack() }
        tell(done, of: total)
    }

    func tell(_ done: Int, of total: Int, _ unit: String = "bytes") {
        options.report?(Progress(min(done, total), of: total, unit))
    }
}

/// Takes the rows of one kind of file. It knows the books and what came before in the file.
protocol RowImport: AnyObject {
    associatedtype Row: ImportRow
    var notes: [String] { get }
    func take(_ row: Row, line: Int) throws -> Result<FactChange, RowWrong>
}

extension RowImport {
    var notes: [String] { [] }

    /// A row that breaks a rule, named by the column to blame.
    func wrong<Taken>(
        _ column: Row.Column, _ value: String, rule: String, advice: String
    ) -> Result<Taken, RowWrong> {
        .failure(RowWrong(field: column, value: value, rule: rule, advice: advice))
    }
}
