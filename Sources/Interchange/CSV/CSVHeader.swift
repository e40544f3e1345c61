/// Where each column of ours stands in a file.
struct CSVHeader<Column: CSVColumn> {
    /// Place of each column in a row, by its raw value; -1 for an optional one left out.
    let slots: [Int]

    init(_ names: [String], line: Int) throws(FileRefused) {
        var slots = [Int](repeating: -1, count: Column.allCases.count)
        for (index, name) in names.enumerated() {
            guard let column = Column.allCases.first(where: { $0.name == name }) else {
                throw Self.unknown(name, column: index, line: line)
            }
            guard slots[column.rawValue] < 0 else {
                throw FileRefused(
                    line: line, field: name, rule: "a column stands once in the header",
                    advice: "Take one of the two out.")
            }
            slots[column.rawValue] = index
        }
        for column in Column.allCases
        where slots[column.rawValue] < 0 && !Column.optional.contains(column) {
            throw FileRefused(
                line: line, field: column.name, rule: "the header has the column \(column.name)",
                advice: "Its columns are: \(Self.known).")
        }
        self.slots = slots
    }

    private static func unknown(_ name: String, column index: Int, line: Int) -> FileRefused {
        if index == 0, let other = otherSeparator(name.lowercased(), line) { return other }
        return FileRefused(
            line: line, field: "column \(index + 1)", value: name,
            rule: "the header names only known columns",
            advice: "Rename or remove the column. Known are: \(known).")
    }

    /// Where something else than commas stands between the columns.
    static func otherSeparator(_ header: String, _ line: Int) -> FileRefused? {
        separator(of: header).map { other in
            FileRefused(
                line: line, value: header,
                rule: "commas stand between the columns, and here it is \(other)",
                advice: "Save it as CSV with commas, its numbers with a point. Its columns are: "
                    + "\(known).")
        }
    }

    /// What stands between the columns instead of commas, where one of ours is seen so.
    private static func separator(of name: String) -> String? {
        let others: [(Character, String)] = [
            (";", "a semicolon"), ("\t", "a tab"), ("|", "an upright bar"),
        ]
        return others.first { mark, _ in
            let names = name.split(separator: mark).map { $0.trimmingBlanks }
            return names.count > 1
                && names.contains { name in
                    Column.allCases.contains { $0.name == name }
                }
        }?.1
    }

    private static var known: String { Column.allCases.map(\.name).joined(separator: ", ") }

    static var empty: FileRefused {
        FileRefused(
            rule: "a CSV file begins with a header row",
            advice: "The file is empty. Its columns are: \(known).")
    }

    static func cut(_ line: Line) -> FileRefused {
        if line.bytes.contains(13) { return returnsAlone(line) }
        return FileRefused(
            line: line.number, rule: "the header row ends with a line break",
            advice: "The file may be cut: send it again.")
    }

    private static func returnsAlone(_ line: Line) -> FileRefused {
        FileRefused(
            line: line.number, rule: "lines end with LF or CR LF, and these end with CR alone",
            advice: "Save it again as CSV, with the line breaks of Windows or Unix.")
    }
}

extension Substring {
    /// Without blanks and quotes at its ends.
    fileprivate var trimmingBlanks: Substring {
        var text = self
        while let first = text.first, " \"".contains(first) { text.removeFirst() }
        while let last = text.last, " \"".contains(last) { text.removeLast() }
        return text
    }
}
