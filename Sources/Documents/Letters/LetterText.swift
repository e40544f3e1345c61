import Measures

/// A letter as plain text of 72 columns, for plain e-mail and the terminal.
package enum LetterText {
    package static func text(_ letter: Letter, width: Int = 72) -> String {
        let head = [letter.issuer.name] + letter.issuer.contact
        let whom = [letter.addressee.name] + letter.addressee.postalAddress
        let facts = [letter.date.forPeople, "Reference: \(letter.reference)"]
        let blocks =
            [head, whom, facts, [letter.subject]].map { lines($0, width) }
            + letter.blocks.map { lines($0, width) }
        return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private static func lines(_ texts: [String], _ width: Int) -> [String] {
        texts.flatMap { $0.harmless.wrapped(to: width) }
    }

    private static func lines(_ block: Letter.Block, _ width: Int) -> [String] {
        switch block {
        case .heading(let text), .paragraph(let text): return lines([text], width)
        case .table(let content):
            let last = content.headings.count - 1
            var table = Table(
                content.headings.enumerated().map { $0 == last ? .number($1) : .text($1) })
            for row in content.rows { table.add(row) }
            return table.lines(width: width).map(trimmedEnd)
        }
    }
}
