/// Where each column of ours stands in a file.
struct CSVHeader<Column: CSVColumn> {
    /// Place of each column in a row, by its raw value; -1 for an optional one left out.
    let slots: [Int]

    init(_ names: [String], line: Int) throws(FileRefused) {
        var slots = [Int](repeating: -1, count: Column.allCases.count)
        for (place, name) in names.enumerated() {
            guard let column = Column.allCases.first(where: { $0.name == name }) else {
                throw Self.unknown(name, place, line)
            }
            guard slots[column.rawValue] < 0 else {
                throw FileRefused(
                    line: line, field: name, rule: "a column stands once in the header",
                    advice: "Take one of the two out.")
            }
            slots[column.rawValue] = place
        }
        for column in Column.allCases
        where slots[column.rawValue] < 0 && !Column.optional.contains(column) {
            throw FileRefused(
                line: line, field: column.name, rule: "the header has the column \(column.name)",
                advice: "Its columns are: \(Self.known).")
        }
        self.slots = slots
    }

    private static func unknown(_ name: String, _ place: Int, _ line: Int) -> FileRefused {
        FileRefused(
            line: line, field: "column \(place + 1)", value: name,
            rule: "the header names only known columns",
            advice: "Rename or remove the column. Known are: \(known).")
    }

    private static var known: String { Column.allCases.map(\.name).joined(separator: ", ") }

    static var empty: FileRefused {
        FileRefused(
            rule: "a CSV file begins with a header row",
            advice: "The file is empty. Its columns are: \(known).")
    }

    static func cut(_ line: Line) -> FileRefused {
        FileRefused(
            line: line.number, rule: "the header row ends with a line break",
            advice: "The file may be cut: send it again.")
    }
}
