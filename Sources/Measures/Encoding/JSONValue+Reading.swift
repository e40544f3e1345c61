/// Why bytes are not one JSON value as we read it, and at which byte, from 0.
package struct JSONRefused: Error, Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        /// The text stops in the middle.
        case ended
        /// Something else belongs here.
        case unexpected
        /// Neither a whole number nor a plain decimal of at most six places.
        case number
        /// A text that is not UTF-8, or an escape that stands for nothing.
        case text
        case repeatedName(String)
        case tooDeep
    }

    package let reason: Reason
    package let offset: Int

    package init(reason: Reason, offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension JSONValue {
    /// Reads one JSON value (RFC 8259), strictly: a name stands once in an object, nothing follows
    /// the value, and a number that would lose a digit is refused.
    package init(reading bytes: UnsafeBufferPointer<UInt8>) throws(JSONRefused) {
        var reader = JSONReader(bytes: bytes)
        self = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.at == bytes.count else { throw reader.refused(.unexpected) }
    }

    package init(reading bytes: [UInt8]) throws(JSONRefused) {
        let result = bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(JSONRefused) in try JSONValue(reading: bytes) }
        }
        self = try result.get()
    }
}

/// One pass over the bytes.
private struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0

    private static let deepest = 64

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    func refused(_ reason: JSONRefused.Reason) -> JSONRefused {
        JSONRefused(reason: at < bytes.count ? reason : .ended, offset: at)
    }

    var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func skipBlanks() {
        while let byte = next, byte == 32 || byte == 9 || byte == 10 || byte == 13 { at += 1 }
    }

    /// Steps over a byte where it comes next.
    private mutating func take(_ byte: Character) -> Bool {
        guard next == byte.asciiValue else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ text: StaticString) throws(JSONRefused) {
        for index in 0..<text.utf8CodeUnitCount {
            guard next == text.utf8Start[index] else { throw refused(.unexpected) }
            at += 1
        }
    }

    mutating func value(depth: Int) throws(JSONRefused) -> JSONValue {
        skipBlanks()
        guard depth < JSONReader.deepest else { throw refused(.tooDeep) }
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth))
        case UInt8(ascii: "["): return .array(try items(depth))
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"):
            try expect("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try expect("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try expect("null")
            return .null
        default: return try number()
        }
    }

    private mutating func items(_ depth: Int) throws(JSONRefused) -> [JSONValue] {
        var items: [JSONValue] = []
        try list(upTo: "]") { reader throws(JSONRefused) in
            items.append(try reader.value(depth: depth + 1))
        }
        return items
    }

    private mutating func members(_ depth: Int) throws(JSONRefused) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        var names = Names()
        try list(upTo: "}") { reader throws(JSONRefused) in
            let name = try reader.text()
            guard names.insert(name, after: members) else {
                throw reader.refused(.repeatedName(name))
            }
            reader.skipBlanks()
            try reader.expect(":")
            members.append(JSONValue.Member(name, try reader.value(depth: depth + 1)))
        }
        return members
    }

    /// The names of an object: a few are looked through, many are kept in a set.
    private struct Names {
        private var many: Set<String> = []

        /// False where the name is among the members already.
        mutating func insert(_ name: String, after members: [JSONValue.Member]) -> Bool {
            guard members.count >= 16 else { return !members.contains { $0.name == name } }
            if many.isEmpty { many = Set(members.map(\.name)) }
            return many.insert(name).inserted
        }
    }

    /// What stands between brackets, with commas between.
    private mutating func list(
        upTo end: Character, _ item: (inout JSONReader) throws(JSONRefused) -> Void
    ) throws(JSONRefused) {
        at += 1
        skipBlanks()
        guard !take(end) else { return }
        while true {
            skipBlanks()
            try item(&self)
            skipBlanks()
            if take(end) { return }
            try expect(",")
        }
    }

    private mutating func number() throws(JSONRefused) -> JSONValue {
        let start = at
        while let byte = next, "+-.0123456789eE".utf8.contains(byte) { at += 1 }
        guard at > start else { throw refused(.unexpected) }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        let digits = text.drop { $0 == "-" }
        let isPlain = digits == "0" || digits.hasPrefix("0.") || !digits.hasPrefix("0")
        if isPlain, !text.hasPrefix("+"), let whole = Int64(text) { return .int(whole) }
        if isPlain, let decimal = Quantity(text) { return .number(decimal) }
        throw JSONRefused(reason: .number, offset: start)
    }

    mutating func text() throws(JSONRefused) -> String {
        try expect("\"")
        let start = at
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else { throw refused(.text) }
            at += 1
        }
        if next == UInt8(ascii: "\"") {
            at += 1
            return try utf8(bytes[start..<at - 1], from: start)
        }
        var unescaped = Array(bytes[start..<at])
        while !take("\"") {
            guard let byte = next, byte >= 0x20 else { throw refused(.text) }
            at += 1
            if byte == UInt8(ascii: "\\") {
                try escape(into: &unescaped)
            } else {
                unescaped.append(byte)
            }
        }
        return try utf8(unescaped[...], from: start)
    }

    private func utf8(
        _ bytes: some Collection<UInt8>, from start: Int
    ) throws(JSONRefused) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw JSONRefused(reason: .text, offset: start)
        }
        return text
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONRefused) {
        guard let byte = next else { throw refused(.ended) }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"): text += Array(String(try scalar()).utf8)
        default: throw refused(.text)
        }
    }

    /// A character by its number; beyond the first 65,536 by a pair of them.
    private mutating func scalar() throws(JSONRefused) -> Unicode.Scalar {
        var code = try hexadecimal()
        if 0xD800..<0xDC00 ~= code {
            try expect("\\u")
            let low = try hexadecimal()
            guard 0xDC00..<0xE000 ~= low else { throw refused(.text) }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw refused(.text) }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONRefused) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw refused(.text)
            }
            code = code << 4 + UInt32(digit)
            at += 1
        }
        return code
    }
}
