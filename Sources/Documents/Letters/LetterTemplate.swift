/// A letter with places for values, as a utility writes it:
///
///     subject: Your {{title}} {{bill_number}} is ready
///
///     Dear {{customer}},
///
///     {{#if estimated}}It is based on an estimate. {{give_reading}}{{/if}}
///
///     # Charges
///
///     {{table charges}}
///
/// Blank lines part the paragraphs, `#` begins a heading. There is nothing else: no loops, no
/// code, no markup, so that nothing a customer is called can become any.
package struct LetterTemplate: Sendable {
    package let file: String
    let subject: [Piece]
    let body: [Piece]

    indirect enum Piece: Sendable {
        case text(String)
        case field(LetterField, line: Int)
        case table(LetterTableName)
        case choice(Question, then: [Piece], otherwise: [Piece])
    }

    enum Question: Sendable {
        case condition(LetterCondition)
        case isThere(LetterField)
    }

    /// A mistake in a template, with its place from 1.
    package struct Fault: Error, Hashable, Sendable {
        package let file: String
        package let line: Int
        package let column: Int
        package let value: String
        package let rule: String
        package let suggestion: String?
    }

    /// All the mistakes of a template.
    package struct Refused: Error, Hashable, Sendable {
        package let faults: [Fault]
    }

    package init(_ text: String, file: String) throws(Refused) {
        var reader = TemplateReader(file: file)
        let (subject, body) = reader.read(text)
        guard reader.faults.isEmpty else { throw Refused(faults: reader.faults) }
        self.file = file
        self.subject = subject
        self.body = body
    }
}

/// Cuts a template into pieces and notes every mistake.
struct TemplateReader {
    let file: String
    private(set) var faults: [LetterTemplate.Fault] = []
    private var marks: [Mark] = []
    private var position = 0
    private var depth = 0

    /// Text, or what stands between `{{` and `}}`.
    private struct Mark {
        let text: String
        let isTag: Bool
        let line: Int
        let column: Int
    }

    /// The most mistakes that are reported at once.
    private static let maximumFaults = 200

    private static let deepest = 16

    init(file: String) { self.file = file }

    mutating func read(
        _ text: String
    ) -> (subject: [LetterTemplate.Piece], body: [LetterTemplate.Piece]) {
        var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        let prefix = "subject:"
        guard let first = lines.first, first.hasPrefix(prefix) else {
            note(
                line: 1, column: 1, value: String(lines.first ?? ""),
                rule: "a template begins with a line \"subject: …\"")
            return ([], [])
        }
        lines[0] = ""
        let subject = pieces([
            String(repeating: " ", count: prefix.count) + first.dropFirst(prefix.count)
        ])
        let body = pieces(lines.map(String.init))
        if faults.isEmpty, !says(subject) {
            note(line: 1, column: 1, value: "", rule: "a subject says something")
        }
        if faults.isEmpty, !says(body) {
            note(line: 1, column: 1, value: "", rule: "a letter says something")
        }
        return (subject, body)
    }

    /// Whether there is anything but blanks.
    private func says(_ pieces: [LetterTemplate.Piece]) -> Bool {
        pieces.contains { piece in
            if case .text(let text) = piece { !text.allSatisfy(\.isWhitespace) } else { true }
        }
    }

    private mutating func pieces(_ lines: [String]) -> [LetterTemplate.Piece] {
        marks = []
        position = 0
        for (index, line) in lines.enumerated() { cut(line, index + 1) }
        let pieces = sequence()
        while position < marks.count {
            note(marks[position], "there is no {{#if …}} that this ends")
            position += 1
            _ = sequence()
        }
        return pieces
    }

    /// A line into texts and tags; a tag begins and ends on one line.
    private mutating func cut(_ line: String, _ number: Int) {
        var (rest, column) = (line[...], 1)
        while let start = rest.firstRange(of: "{{") {
            add(rest[..<start.lowerBound], isTag: false, line: number, column: &column)
            (rest, column) = (rest[start.upperBound...], column + 2)
            guard let end = rest.firstRange(of: "}}") else {
                note(
                    line: number, column: column, value: String(rest.prefix(80)),
                    rule: "{{ has no }} on its line")
                return
            }
            add(rest[..<end.lowerBound], isTag: true, line: number, column: &column)
            (rest, column) = (rest[end.upperBound...], column + 2)
        }
        add(rest + "\n", isTag: false, line: number, column: &column)
    }

    private mutating func add(
        _ text: Substring, isTag: Bool, line number: Int, column: inout Int
    ) {
        marks.append(Mark(text: String(text), isTag: isTag, line: number, column: column))
        column += text.count
    }

    /// Pieces up to the end, or up to the `else` or `/if` of the condition they stand in.
    private mutating func sequence() -> [LetterTemplate.Piece] {
        var pieces: [LetterTemplate.Piece] = []
        while position < marks.count {
            let mark = marks[position]
            if mark.isTag, ["else", "/if"].contains(mark.text) { return pieces }
            position += 1
            guard mark.isTag else {
                pieces.append(.text(mark.text))
                continue
            }
            if let piece = tag(mark) { pieces.append(piece) }
        }
        return pieces
    }

    private mutating func tag(_ mark: Mark) -> LetterTemplate.Piece? {
        let words = mark.text.split(separator: " ").map(String.init)
        if words.count == 2, words[0] == "#if" {
            depth += 1
            defer { depth -= 1 }
            if depth <= TemplateReader.deepest { return choice(mark, words[1]) }
            note(mark, "conditions stand in each other at most \(TemplateReader.deepest) deep")
            position = marks.count
            return nil
        }
        if words.count == 2, words[0] == "table" {
            if let name = LetterTableName(rawValue: words[1]) { return .table(name) }
            note(
                mark, "no such table", word: words[1],
                known: LetterTableName.allCases.map(\.rawValue))
            return nil
        }
        if words.count == 1, let field = LetterField(rawValue: words[0]) {
            return .field(field, line: mark.line)
        }
        note(mark, "no such value", word: mark.text, known: LetterField.allCases.map(\.rawValue))
        return nil
    }

    private mutating func choice(_ mark: Mark, _ name: String) -> LetterTemplate.Piece? {
        let then = sequence()
        var otherwise: [LetterTemplate.Piece] = []
        if position < marks.count, marks[position].text == "else" {
            position += 1
            otherwise = sequence()
        }
        guard position < marks.count, marks[position].text == "/if" else {
            note(mark, "this {{#if …}} has no {{/if}}")
            return nil
        }
        position += 1
        if let condition = LetterCondition(rawValue: name) {
            return .choice(.condition(condition), then: then, otherwise: otherwise)
        }
        if let field = LetterField(rawValue: name) {
            return .choice(.isThere(field), then: then, otherwise: otherwise)
        }
        let known = LetterCondition.allCases.map(\.rawValue) + LetterField.allCases.map(\.rawValue)
        note(mark, "no such condition", word: name, known: known)
        return nil
    }

    private mutating func note(
        _ mark: Mark, _ rule: String, word: String? = nil, known: [String] = []
    ) {
        guard faults.count < TemplateReader.maximumFaults else { return }
        let near = word.flatMap { nearest($0, known) }.map { "did you mean \"\($0)\"?" }
        let list = known.isEmpty ? nil : "known here: " + known.joined(separator: ", ")
        note(
            line: mark.line, column: mark.column, value: word ?? mark.text, rule: rule,
            suggestion: near ?? list)
    }

    private mutating func note(
        line: Int, column: Int, value: String, rule: String, suggestion: String? = nil
    ) {
        guard faults.count < TemplateReader.maximumFaults else { return }
        faults.append(
            .init(
                file: file, line: line, column: column, value: String(value.prefix(80)),
                rule: rule, suggestion: suggestion))
    }
}
