/// A row of one of the import files, as a value. What it names (an account, a meter) is only an
/// identifier here; whether that exists is for the import to say.
package protocol ImportRow: Sendable {
    associatedtype Column: CSVColumn

    /// The file's usual name, such as `meters.csv`.
    static var fileName: String { get }

    init(_ fields: inout RowFields<Column>)
}

/// Reads an import file row by row. Every data row comes out once: read, or rejected.
package final class RowReader<Row: ImportRow> {
    package enum Outcome {
        case row(Row, line: Int)
        /// What is wrong with one row: a rejection for each bad field.
        case rejected([Rejection])
    }

    private let csv: CSVReader<Row.Column>
    /// Rows given out so far, read and rejected.
    package private(set) var rows = 0

    /// Reads the header. Throws `FileRefused`. `lines` is made with `quotes: true`.
    package init(_ lines: LineReader) throws {
        csv = try CSVReader(lines)
    }

    /// Reads a file that is in memory already.
    package convenience init(_ bytes: [UInt8], encoding: TextEncoding = .utf8) throws {
        try self.init(LineReader(bytes, encoding: encoding, quotes: true))
    }

    /// The next row, or nil at the end.
    package func next() throws -> Outcome? {
        guard let record = try csv.next() else { return nil }
        rows += 1
        switch record {
        case .rejected(let rejection): return .rejected([rejection])
        case .row(let row):
            var fields = RowFields(row)
            let value = Row(&fields)
            guard fields.rejections.isEmpty else { return .rejected(fields.rejections) }
            return .row(value, line: row.line)
        }
    }
}
