package import Measures

/// A value that a letter needs and that is not there: a hole is never printed.
package struct LetterIncomplete: Error, Hashable, Sendable {
    package let file: String
    package let line: Int
    package let field: LetterField
}

extension Letter {
    /// The letter about a bill, dated with the day handed in. Throws `LetterIncomplete` where the
    /// template names a value that the bill and what is given do not have.
    package init(
        _ template: LetterTemplate, about bill: BillDocument, on today: Day, given: GivenValues
    ) throws {
        let values = LetterValues(bill: bill, today: today, given: given)
        var filling = Filling(values: values, file: template.file)
        try filling.add(template.subject)
        let subject = filling.finished().compactMap(\.words).joined(separator: " ")
        filling = Filling(values: values, file: template.file)
        try filling.add(template.body)
        self.init(
            issuer: bill.issuer, language: bill.language, date: today,
            reference: bill.number ?? bill.customer.account, addressee: bill.customer,
            subject: subject, blocks: filling.finished())
    }
}

extension Letter.Block {
    fileprivate var words: String? {
        switch self {
        case .heading(let text), .paragraph(let text): text
        case .table: nil
        }
    }
}

/// Pieces becoming blocks. What a value holds never counts as a line break or a heading.
private struct Filling {
    let values: LetterValues
    let file: String
    private var blocks: [Letter.Block] = []
    private var paragraph = ""
    private var isHeading = false
    private var isLineEmpty = true

    init(values: LetterValues, file: String) {
        self.values = values
        self.file = file
    }

    mutating func add(_ pieces: [LetterTemplate.Piece]) throws {
        for piece in pieces {
            switch piece {
            case .text(let text): for character in text { add(character) }
            case .field(let field, let line): try add(field, line)
            case .table(let name):
                close()
                let table = values.table(name)
                if !table.rows.isEmpty { blocks.append(.table(table)) }
            case .choice(let question, let then, let otherwise):
                try add(holds(question) ? then : otherwise)
            }
        }
    }

    private func holds(_ question: LetterTemplate.Question) -> Bool {
        switch question {
        case .condition(let condition): values.holds(condition)
        case .isThere(let field): values[field]?.isEmpty == false
        }
    }

    private mutating func add(_ field: LetterField, _ line: Int) throws {
        guard let text = values[field], !text.isEmpty else {
            throw LetterIncomplete(file: file, line: line, field: field)
        }
        paragraph += text.split(whereSeparator: \.isNewline).joined(separator: " ")
        isLineEmpty = false
    }

    private mutating func add(_ character: Character) {
        if character.isNewline {
            if isLineEmpty || isHeading { close() } else { paragraph += " " }
            isLineEmpty = true
        } else if character == "#", paragraph.isEmpty, isLineEmpty {
            isHeading = true
        } else {
            if !character.isWhitespace { isLineEmpty = false }
            paragraph.append(character)
        }
    }

    private mutating func close() {
        let text = paragraph.split(separator: " ").joined(separator: " ")
        if !text.isEmpty { blocks.append(isHeading ? .heading(text) : .paragraph(text)) }
        paragraph = ""
        isHeading = false
    }

    mutating func finished() -> [Letter.Block] {
        close()
        return blocks
    }
}
