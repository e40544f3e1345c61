import Measures

extension Formula {
    package init(parsing text: String) throws(FormulaRefused) {
        var parser = try FormulaParser(text)
        self = try parser.whole()
    }
}

/// Recursive descent over the pieces of a formula; binds `or` loosest and `-x` tightest.
private struct FormulaParser {
    private var pieces: [Piece]
    private var next = 0
    private var depth = 0
    private let end: Int

    init(_ text: String) throws(FormulaRefused) {
        guard text.utf8.count <= 10_000 else { throw FormulaRefused(reason: .tooDeep, at: 10_000) }
        pieces = try formulaPieces(Array(text.utf8))
        guard pieces.count <= 500 else {
            throw FormulaRefused(reason: .tooDeep, at: pieces[500].at)
        }
        end = text.utf8.count
    }

    mutating func whole() throws(FormulaRefused) -> Formula {
        let formula = try any()
        if let left = peek { throw refused(.unexpected(left.text)) }
        return formula
    }

    private var peek: Piece? { next < pieces.count ? pieces[next] : nil }

    private func refused(_ reason: FormulaRefused.Reason) -> FormulaRefused {
        FormulaRefused(reason: reason, at: peek?.at ?? end)
    }

    private mutating func take(_ words: String...) -> String? {
        guard let piece = peek, piece.kind != .word, words.contains(piece.text) else { return nil }
        next += 1
        return piece.text
    }

    private mutating func expect(_ word: String) throws(FormulaRefused) {
        guard take(word) != nil else { throw refused(.expectedWord(word)) }
    }

    private mutating func any() throws(FormulaRefused) -> Formula {
        depth += 1
        defer { depth -= 1 }
        guard depth < 60 else { throw refused(.tooDeep) }
        if take("if") != nil { return try choice() }
        var left = try all()
        while take("or") != nil { left = .pair(.or, left, try all()) }
        return left
    }

    private mutating func choice() throws(FormulaRefused) -> Formula {
        let condition = try any()
        try expect("then")
        let yes = try any()
        try expect("else")
        return .choose(condition, then: yes, otherwise: try any())
    }

    private mutating func all() throws(FormulaRefused) -> Formula {
        var left = try comparison()
        while take("and") != nil { left = .pair(.and, left, try comparison()) }
        return left
    }

    private mutating func comparison() throws(FormulaRefused) -> Formula {
        let left = try sum()
        guard let sign = take("<", "<=", "=", "!=", ">=", ">"),
            let op = Formula.Operator(rawValue: sign)
        else { return left }
        return .pair(op, left, try sum())
    }

    private mutating func sum() throws(FormulaRefused) -> Formula {
        var left = try product()
        while let sign = take("+", "-") {
            left = .pair(sign == "+" ? .add : .subtract, left, try product())
        }
        return left
    }

    private mutating func product() throws(FormulaRefused) -> Formula {
        var left = try signed()
        while let sign = take("*", "/") {
            left = .pair(sign == "*" ? .multiply : .divide, left, try signed())
        }
        return left
    }

    private mutating func signed() throws(FormulaRefused) -> Formula {
        depth += 1
        defer { depth -= 1 }
        guard depth < 60 else { throw refused(.tooDeep) }
        if take("-") != nil { return .negate(try signed()) }
        if take("not") != nil { return .not(try signed()) }
        return try single()
    }

    private mutating func single() throws(FormulaRefused) -> Formula {
        if take("(") != nil {
            let inner = try any()
            try expect(")")
            return inner
        }
        guard let piece = peek, piece.kind != .sign else { throw refused(.expectedValue) }
        if piece.kind == .name, reserved.contains(piece.text) { throw refused(.expectedValue) }
        next += 1
        switch piece.kind {
        case .number: return try number(piece)
        case .word: return .word(piece.text, at: piece.at)
        default: return try named(piece)
        }
    }

    private mutating func number(_ piece: Piece) throws(FormulaRefused) -> Formula {
        guard let value = Exact(piece.text) else {
            throw FormulaRefused(reason: .badNumber(piece.text), at: piece.at)
        }
        return .number(take("%") == nil ? value : value / Exact(100))
    }

    private mutating func named(_ piece: Piece) throws(FormulaRefused) -> Formula {
        guard take("(") != nil else { return .name(piece.text, at: piece.at) }
        var arguments = [try any()]
        while take(",") != nil { arguments.append(try any()) }
        try expect(")")
        return .call(piece.text, arguments, at: piece.at)
    }
}

private let reserved: Set<String> = ["if", "then", "else", "and", "or", "not"]

private struct Piece {
    enum Kind { case number, name, word, sign }
    let kind: Kind
    let text: String
    let at: Int
}

private func formulaPieces(_ bytes: [UInt8]) throws(FormulaRefused) -> [Piece] {
    var (pieces, at): ([Piece], Int) = ([], 0)
    while at < bytes.count {
        if bytes[at] == 32 || bytes[at] == 10 || bytes[at] == 9 {
            at += 1
            continue
        }
        let piece = try formulaPiece(bytes, at)
        pieces.append(piece)
        at += piece.text.utf8.count + (piece.kind == .word ? 2 : 0)
    }
    return pieces
}

private func formulaPiece(_ bytes: [UInt8], _ at: Int) throws(FormulaRefused) -> Piece {
    func run(from start: Int, while wanted: (UInt8) -> Bool) -> String {
        String(decoding: bytes[start...].prefix(while: wanted), as: UTF8.self)
    }
    let byte = bytes[at]
    if isDigit(byte) {
        return Piece(kind: .number, text: run(from: at) { isDigit($0) || $0 == 46 }, at: at)
    }
    if isLetter(byte) {
        let text = run(from: at) { isLetter($0) || isDigit($0) || $0 == 46 }
        return Piece(kind: .name, text: text, at: at)
    }
    if byte == UInt8(ascii: "\"") {
        let text = run(from: at + 1) { $0 != UInt8(ascii: "\"") }
        guard at + text.utf8.count + 1 < bytes.count else {
            throw FormulaRefused(reason: .expectedWord("\""), at: bytes.count)
        }
        return Piece(kind: .word, text: text, at: at)
    }
    let two = String(decoding: bytes[at...].prefix(2), as: UTF8.self)
    if ["<=", ">=", "!="].contains(two) { return Piece(kind: .sign, text: two, at: at) }
    let one = String(decoding: bytes[at...].prefix(1), as: UTF8.self)
    guard "+-*/()<>=,%".contains(one) else {
        throw FormulaRefused(reason: .unexpected(one), at: at)
    }
    return Piece(kind: .sign, text: one, at: at)
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
private func isLetter(_ byte: UInt8) -> Bool {
    byte == 95 || (byte | 32) >= 97 && (byte | 32) <= 122
}
