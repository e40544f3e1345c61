/// Swift source with comments and text literals blanked, so that only code is judged.
///
/// Lines stay where they are. What stands inside an interpolation is blanked with its literal.
struct Scrubber {
    private let source: [UInt8]
    private var clean: [UInt8]
    private var place = 0

    static func scrub(_ text: String) -> [UInt8] {
        var scrubber = Scrubber(text)
        scrubber.run()
        return scrubber.clean
    }

    private init(_ text: String) {
        source = Array(text.utf8)
        clean = source
    }

    private mutating func run() {
        while place < source.count {
            let start = place
            if at("//") {
                skipLine()
            } else if at("/*") {
                skipComment()
            } else if !skipLiteral() {
                place += 1
                continue
            }
            blank(start..<place)
        }
    }

    private mutating func blank(_ range: Range<Int>) {
        for index in range where clean[index] != UInt8(ascii: "\n") {
            clean[index] = UInt8(ascii: " ")
        }
    }

    private func at(_ text: String) -> Bool { source[place...].starts(with: text.utf8) }

    private mutating func skipLine() {
        while place < source.count, source[place] != UInt8(ascii: "\n") { place += 1 }
    }

    private mutating func skipComment() {
        var depth = 0
        while place < source.count {
            if at("/*") { depth += 1 }
            if at("*/") { depth -= 1 }
            let isMark = at("/*") || at("*/")
            place = min(place + (isMark ? 2 : 1), source.count)
            if depth == 0 { return }
        }
    }

    /// Skips a literal that begins here, of one line or many, raw or not.
    private mutating func skipLiteral() -> Bool {
        let hashes = source[place...].prefix { $0 == UInt8(ascii: "#") }.count
        let quote = place + hashes
        guard quote < source.count, source[quote] == UInt8(ascii: "\"") else { return false }
        place = quote
        let raw = String(repeating: "#", count: hashes)
        let mark = at("\"\"\"") ? "\"\"\"" : "\""
        place += mark.utf8.count
        while place < source.count, !at(mark + raw) { skipCharacter(raw) }
        place = min(place + mark.utf8.count + hashes, source.count)
        return true
    }

    private mutating func skipCharacter(_ raw: String) {
        guard at("\\" + raw) else { return place += 1 }
        place += 1 + raw.utf8.count
        if at("(") { skipInterpolation() } else { place += 1 }
    }

    private mutating func skipInterpolation() {
        var depth = 0
        while place < source.count {
            if at("(") { depth += 1 }
            if at(")") { depth -= 1 }
            if !skipLiteral() { place += 1 }
            if depth == 0 { return }
        }
    }
}
