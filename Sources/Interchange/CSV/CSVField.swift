/// A text as a CSV field: in quotes where it needs them, and never a formula.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break for
/// something to work out, and may send the sheet away with it (OWASP, CSV injection); some take
/// blanks off first. Such a text gets an apostrophe before it, as has one that begins with
/// apostrophes and then such a mark; so whoever takes one apostrophe away again has the text. A plain number, such as `-5.00`, stays.
package func csvField(_ text: String) -> String {
    let text = isFormula(text) && !isPlainNumber(text) ? "'" + text : text
    let special: (UInt8) -> Bool = { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
    guard text.utf8.contains(where: special) else { return text }
    return "\""
        + text.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
}

private func isFormula(_ text: String) -> Bool {
    let rest = text.unicodeScalars.drop { $0 == "'" }
    if let first = rest.first, ["\t", "\r", "\n"].contains(first) { return true }
    return switch rest.first(where: { $0 != "'" && !$0.properties.isWhitespace }) {
    case "=", "+", "-", "@": true
    // The same marks in full width.
    case "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
}

private func isPlainNumber(_ text: String) -> Bool {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    guard text.utf8.count - digits.count <= 1, let first = digits.first else { return false }
    return (48...57).contains(first) && digits.allSatisfy { (48...57).contains($0) || $0 == 46 }
}
