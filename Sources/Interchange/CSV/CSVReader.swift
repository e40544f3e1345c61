import Glibc

/// The columns of a CSV file. A case is a column; its name in the file is the case in snake
/// case (`meterSerial` is `meter_serial`), and its raw value its place in the list.
package protocol CSVColumn: CaseIterable, Hashable, RawRepresentable, Sendable
where RawValue == Int {
    /// Columns that a file may leave out, or leave blank.
    static var optional: Set<Self> { get }
}

extension CSVColumn {
    /// As it stands in the header row.
    package var name: String {
        "\(self)".reduce(into: "") { name, letter in
            name += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
        }
    }
}

/// One row, by column. Valid until the reader is asked for the next one.
package struct CSVRow<Column: CSVColumn> {
    /// Line of the file where the row begins, from 1.
    package let line: Int
    let fields: UnsafeBufferPointer<FieldBytes>
    let slots: [Int]

    /// The field, empty where the file has no such column.
    package subscript(column: Column) -> FieldBytes {
        let slot = slots[column.rawValue]
        return slot < 0 ? FieldBytes(UnsafeBufferPointer(start: nil, count: 0)) : fields[slot]
    }
}

/// Reads a CSV file with a header row, in bounded memory.
///
/// The order of columns is free. Refuses a header with a missing, an unknown or a doubled
/// column, a file that is not UTF-8, and one with a quote that is not closed: nobody knows then
/// which rows follow. A row with too few or too many fields is rejected, as is a last row that no
/// line break ends: the file may be cut there.
package final class CSVReader<Column: CSVColumn> {
    package enum Record {
        case row(CSVRow<Column>)
        case rejected(Rejection)
    }

    private let lines: LineReader
    private var slots: [Int] = []
    private var width = 0
    private var fields: UnsafeMutablePointer<FieldBytes>
    private var capacity = 64
    private let unquoted = UnquotedText()

    /// Reads the header row. `lines` is made with `quotes: true`.
    package init(_ lines: LineReader) throws {
        self.lines = lines
        fields = .allocate(capacity: capacity)
        guard let line = try nextLine() else { throw CSVHeader<Column>.empty }
        guard line.isEnded else { throw CSVHeader<Column>.cut(line) }
        switch split(line) {
        case .success(let count): width = count
        case .failure(let rejection):
            throw CSVHeader<Column>.otherSeparator(FieldBytes(line.bytes).shown, line.number)
                ?? FileRefused(rejection)
        }
        slots = try CSVHeader<Column>(names(), line: line.number).slots
    }

    deinit { fields.deallocate() }

    /// The next row, or nil at the end. Empty lines, and lines of nothing but commas and blanks,
    /// are no rows: spreadsheets leave such behind.
    package func next() throws -> Record? {
        guard let line = try nextLine() else { return nil }
        guard line.isEnded || line.lines > 1 else { return .rejected(cut(line)) }
        switch split(line) {
        case .failure(let rejection):
            if line.lines > 1 { throw unclosed(line) }
            return .rejected(rejection)
        case .success where !line.isEnded: return .rejected(cut(line))
        case .success(width):
            let fields = UnsafeBufferPointer(start: UnsafePointer(self.fields), count: width)
            return .row(CSVRow(line: line.number, fields: fields, slots: slots))
        case .success(let count): return .rejected(wrongWidth(count, line))
        }
    }

    private func nextLine() throws -> Line? {
        while let line = try lines.next() {
            if line.bytes.allSatisfy({ $0 == 44 || $0 == 32 || $0 == 9 }) { continue }
            try refuseUnlessUTF8(line)
            return line
        }
        return nil
    }

    private func names() -> [String] {
        (0..<width).map { fields[$0].shown.lowercased() }
    }

    private func cut(_ line: Line) -> Rejection {
        Rejection(
            line: line.number, field: "", value: FieldBytes(line.bytes).shown,
            rule: "a row ends with a line break",
            advice: "The file may be cut here: send the rest of it from this row on.")
    }

    /// Where the quote opens that takes in the lines after it.
    private func unclosed(_ line: Line) -> FileRefused {
        let before = line.bytes[..<unquoted.opened]
        let opens = line.number + before.count { $0 == 10 }
        let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
        let rest = line.bytes[start...].prefix { $0 != 10 }
        return FileRefused(
            line: opens, value: FieldBytes(UnsafeBufferPointer(rebasing: rest)).shown,
            rule: "a quote that opens a field closes it, and this one takes in the lines up to "
                + "\(line.number + line.lines - 1)",
            advice: "Close the quote, and double quotes that stand inside a field. Nothing of the "
                + "file is stored.")
    }

    private func wrongWidth(_ count: Int, _ line: Line) -> Rejection {
        Rejection(
            line: line.number, field: "", value: "\(count) fields",
            rule: "a row has as many fields as the header, \(width)",
            advice: "Put texts with commas in quotes.")
    }
}

// From a line to its fields.
extension CSVReader {
    /// Cuts a line at its commas into `fields`; gives how many there are.
    private func split(_ line: Line) -> Result<Int, Rejection> {
        guard memchr(line.bytes.baseAddress!, 34, line.bytes.count) != nil else {
            return .success(splitPlain(line.bytes))
        }
        guard let texts = unquoted.split(line.bytes) else {
            return .failure(
                Rejection(
                    line: line.number, field: "", value: FieldBytes(line.bytes).shown,
                    rule: "a quote stands at both ends of its field, and doubled inside it",
                    advice: "Put the whole field in quotes and double the quotes inside it."))
        }
        for (index, text) in texts.enumerated() { put(text, at: index) }
        return .success(texts.count)
    }

    private func splitPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var (count, from) = (0, 0)
        for index in bytes.indices where bytes[index] == 44 {
            put(UnsafeBufferPointer(rebasing: bytes[from..<index]), at: count)
            count += 1
            from = index + 1
        }
        put(UnsafeBufferPointer(rebasing: bytes[from...]), at: count)
        return count + 1
    }

    private func put(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
        if index == capacity {
            let larger = UnsafeMutablePointer<FieldBytes>.allocate(capacity: capacity * 2)
            larger.moveInitialize(from: fields, count: capacity)
            fields.deallocate()
            (fields, capacity) = (larger, capacity * 2)
        }
        (fields + index).initialize(to: FieldBytes(bytes))
    }

    private func refuseUnlessUTF8(_ line: Line) throws(FileRefused) {
        guard !isASCII(line.bytes), let at = firstNotUTF8(line.bytes) else { return }
        throw FileRefused(
            line: line.number, value: FieldBytes(line.bytes).shown,
            rule: "the file is UTF-8 text",
            advice: "Save it as UTF-8, or import it with --encoding windows-1252.",
            byte: line.offset + at)
    }
}

/// Where the bytes stop being UTF-8, or nil.
private func firstNotUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var (rest, at) = (bytes.makeIterator(), 0)
    while case .valid(let scalar) = parser.parseScalar(from: &rest) { at += scalar.count }
    return at
}
