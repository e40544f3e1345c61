import Measures

/// One row of a file that was not taken in, and why. The other rows are not touched by it.
///
/// All importers hand these out; `RejectFile` writes them for the person who sent the file.
package struct Rejection: Error, Sendable, Hashable {
    /// Line of the file, from 1, where the row begins.
    package var line: Int
    /// Name of the column or of the record's field; empty where the whole row is meant.
    package var field: String
    /// The text as it stands in the file, cut to 80 characters; what could steer a terminal or
    /// break the line is named by its number, such as <U+001B>.
    package var value: String
    /// The rule that it breaks, as a sentence.
    package var rule: String
    /// What to do about it.
    package var advice: String

    package init(line: Int, field: String, value: String, rule: String, advice: String) {
        self.line = line
        self.field = Rejection.cut(field)
        self.value = Rejection.cut(value)
        self.rule = rule.shown
        self.advice = advice.shown
    }

    private static func cut(_ text: String) -> String {
        (text.count > 80 ? text.prefix(79) + "…" : text).shown
    }
}

/// The file as a whole was refused: nothing of it may be stored.
package struct FileRefused: Error, Sendable, Hashable {
    /// Where it was seen; line 0 speaks of the file as a whole.
    package var at: Rejection
    /// Offset of the offending byte in the file, where that says more than the line.
    package var byte: Int?

    package init(_ at: Rejection, byte: Int? = nil) {
        self.at = at
        self.byte = byte
    }

    package init(
        line: Int = 0, field: String = "", value: String = "", rule: String, advice: String,
        byte: Int? = nil
    ) {
        let at = Rejection(line: line, field: field, value: value, rule: rule, advice: advice)
        self.init(at, byte: byte)
    }
}

extension Rejection: CustomStringConvertible {
    /// `line 3, reading_day "2025-02-30": a day is written 2025-03-31. Correct the date.`
    package var description: String {
        var place: [String] = line > 0 ? ["line \(line)"] : []
        if !field.isEmpty { place.append(value.isEmpty ? field : "\(field) \"\(value)\"") }
        if field.isEmpty, !value.isEmpty { place.append("\"\(value)\"") }
        let reason = place.isEmpty ? rule : place.joined(separator: ", ") + ": " + rule
        return advice.isEmpty ? reason : reason + ". " + advice
    }
}

extension FileRefused: CustomStringConvertible {
    package var description: String {
        byte.map { at.description + " (byte \($0))" } ?? at.description
    }
}

/// The reject file: one CSV row for each rejection, to be corrected and sent again.
package enum RejectFile {
    package static let header = "line,field,value,rule,advice\n"

    /// UTF-8 CSV with a header row.
    package static func bytes(_ rejections: some Sequence<Rejection>) -> [UInt8] {
        var text = header
        for one in rejections { text += row(one) }
        return Array(text.utf8)
    }

    /// One row with its line break, for writers that append as they go.
    package static func row(_ one: Rejection) -> String {
        let texts = [one.field, one.value, one.rule, one.advice].map(csvField)
        return "\(one.line)," + texts.joined(separator: ",") + "\n"
    }
}
