import Measures

/// The fields of one row, read to typed values. A bad field leaves a rejection and a stand-in
/// value behind: whoever builds the row looks at `rejections` before using it.
package struct RowFields<Column: CSVColumn> {
    let row: CSVRow<Column>
    package private(set) var rejections: [Rejection] = []

    init(_ row: CSVRow<Column>) { self.row = row }

    package var line: Int { row.line }

    func isBlank(_ column: Column) -> Bool { row[column].isEmpty }

    /// An identifier: 1 to 40 of A-Z a-z 0-9 . _ -
    mutating func id(_ column: Column) -> String {
        let field = row[column]
        let isSound = (1...40).contains(field.bytes.count) && field.bytes.allSatisfy(isIDByte)
        if isSound, let text = field.text { return text }
        reject(
            column, rule: "\(column.name) is 1 to 40 letters, digits, dots, hyphens or underscores",
            advice: "Give each its own identifier, without blanks or accents.")
        return ""
    }

    mutating func optionalID(_ column: Column) -> String? {
        isBlank(column) ? nil : id(column)
    }

    /// A text that has to be there.
    mutating func text(_ column: Column, atMost length: Int = 200) -> String {
        let field = row[column]
        let text = field.text ?? ""
        if field.isPlain, (1...length).contains(field.bytes.count) { return text }
        let control = text.unicodeScalars.first { $0.properties.generalCategory == .control }
        if let control { return rejectControl(control, column) }
        if (1...length).contains(text.unicodeScalars.count) { return text }
        reject(
            column, rule: "\(column.name) is a text of 1 to \(length) characters on one line",
            advice: "Fill it in, or shorten it.")
        return ""
    }

    private mutating func rejectControl(
        _ control: Unicode.Scalar, _ column: Column
    ) -> String {
        let isBreak = control == "\n" || control == "\r"
        reject(
            column,
            rule: "\(column.name) is a text on one line without control characters, and holds "
                + (isBreak ? "a line break (\(control.code))" : control.code),
            advice: isBreak
                ? "Write it on one line; if more rows follow inside it, a quote is not closed."
                : "Take the character out.")
        return ""
    }

    mutating func optionalText(_ column: Column, atMost length: Int = 200) -> String? {
        isBlank(column) ? nil : text(column, atMost: length)
    }

    /// `2025-03-31`, in the years 1900 to 2199.
    mutating func day(_ column: Column) -> Day {
        if let day = row[column].day, soundDays.contains(day) { return day }
        reject(
            column, rule: "\(column.name) is a day of the calendar, written 2025-03-31",
            advice: "Correct the date.")
        return Day(number: 0)
    }

    mutating func optionalDay(_ column: Column) -> Day? {
        isBlank(column) ? nil : day(column)
    }

    /// A last day that is not before the first one; nil where it is blank.
    mutating func optionalDay(
        _ column: Column, notBefore first: Day, of firstColumn: Column
    ) -> Day? {
        guard let last = optionalDay(column) else { return nil }
        if last < first {
            reject(
                column, rule: "\(column.name) is not before \(firstColumn.name)",
                advice: "Correct one of the two dates.")
        }
        return last
    }

    /// A plain decimal.
    mutating func quantity(_ column: Column) -> Quantity {
        if let value = row[column].quantity { return value }
        reject(
            column,
            rule: "\(column.name) is a plain decimal, such as 116.445, "
                + "of at most 12 digits before the point and 6 after it",
            advice: "Write it without separators, units or exponents.")
        return .zero
    }

    mutating func optionalQuantity(_ column: Column) -> Quantity? {
        isBlank(column) ? nil : quantity(column)
    }

    /// A plain decimal above zero; `standard` where it is blank.
    mutating func positive(_ column: Column, standard: Quantity) -> Quantity {
        guard let value = optionalQuantity(column) else { return standard }
        if value <= .zero, row[column].quantity != nil {
            reject(column, rule: "\(column.name) is above zero", advice: "Correct the number.")
        }
        return value
    }

    /// A whole number within a range; nil where it is blank.
    mutating func optionalInt(_ column: Column, in range: ClosedRange<Int>) -> Int? {
        guard !isBlank(column) else { return nil }
        if let value = row[column].int, range.contains(value) { return value }
        reject(
            column,
            rule:
                "\(column.name) is a whole number from \(range.lowerBound) to \(range.upperBound)",
            advice: "Correct the number.")
        return range.lowerBound
    }

    /// One of a fixed list of words.
    mutating func word<Word>(_ column: Column, of words: [(String, Word)]) -> Word {
        let field = row[column]
        if let found = words.first(where: { field.isText($0.0) }) { return found.1 }
        let known = words.map(\.0).joined(separator: ", ")
        reject(column, rule: "\(column.name) is one of \(known)", advice: "Choose one of them.")
        return words[0].1
    }

    /// One of a fixed list of words; `standard` where it is blank.
    mutating func word<Word>(
        _ column: Column, of words: @autoclosure () -> [(String, Word)], standard: Word
    ) -> Word {
        isBlank(column) ? standard : word(column, of: words())
    }

    mutating func reject(_ column: Column, rule: String, advice: String) {
        rejections.append(
            Rejection(
                line: row.line, field: column.name, value: row[column].shown, rule: rule,
                advice: advice))
    }
}

/// The words of an enum as they stand in a file: in kebab case, such as `previous-supplier`.
func words<Word: CaseIterable>(_: Word.Type) -> [(String, Word)] {
    Word.allCases.map { word in
        let name = "\(word)".reduce(into: "") { name, letter in
            name += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
        return (name, word)
    }
}

/// The words of an enum whose raw values are the words.
func rawWords<Word: CaseIterable & RawRepresentable<String>>(_: Word.Type) -> [(String, Word)] {
    Word.allCases.map { ($0.rawValue, $0) }
}

private let soundDays =
    Day(year: 1900, month: 1, day: 1)!...Day(year: 2199, month: 12, day: 31)!

private func isIDByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 46, 95: return true
    default: return false
    }
}
