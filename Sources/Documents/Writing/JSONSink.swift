import Measures

/// Where JSON goes part by part: into a tree of values, or straight into the bytes of a file.
protocol JSONSink {
    /// The next value of what is open, or of the member just named.
    mutating func put(_ value: JSONValue)
    /// The name of the next member; its value follows.
    mutating func name(_ name: StaticString)
    mutating func object(_ body: (inout Self) -> Void)
    mutating func array(_ body: (inout Self) -> Void)
}

extension JSONSink {
    mutating func put(_ name: StaticString, _ value: JSONValue) {
        self.name(name)
        put(value)
    }

    /// A member that `body` writes; null where there is none.
    mutating func put<Part>(
        _ name: StaticString, _ part: Part?, by body: (Part, inout Self) -> Void
    ) {
        self.name(name)
        if let part { body(part, &self) } else { put(.null) }
    }

    /// A member that is a list, each part written by `body`.
    mutating func put<Part>(
        _ name: StaticString, each parts: [Part], _ body: (Part, inout Self) -> Void
    ) {
        self.name(name)
        array { json in for part in parts { body(part, &json) } }
    }

    mutating func put(_ name: StaticString, _ texts: [String]) {
        put(name, each: texts) { $1.put(.string($0)) }
    }
}

/// JSON on one line as it is written, without a tree of values.
struct JSONLine: JSONSink {
    private var bytes: [UInt8] = []
    private var isFirst = true

    /// What `body` writes, as the bytes of a file: a line with its end.
    static func file(_ body: (inout JSONLine) -> Void) -> [UInt8] {
        var line = JSONLine()
        line.bytes.reserveCapacity(8192)
        body(&line)
        line.bytes.append(UInt8(ascii: "\n"))
        return line.bytes
    }

    /// A comma where something stands before.
    private mutating func part() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    mutating func put(_ value: JSONValue) {
        part()
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .string(let text): put(text)
        default: bytes += value.line.utf8
        }
    }

    /// A text in quotes; one with characters to escape is written by `JSONValue`.
    private mutating func put(_ text: String) {
        var copy = text
        let isPlain = copy.withUTF8 { text in
            guard !text.contains(where: Self.isEscaped) else { return false }
            bytes.append(UInt8(ascii: "\""))
            bytes.append(contentsOf: text)
            bytes.append(UInt8(ascii: "\""))
            return true
        }
        if !isPlain { bytes += JSONValue.string(text).line.utf8 }
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    mutating func name(_ name: StaticString) {
        part()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        isFirst = true
    }

    mutating func object(_ body: (inout JSONLine) -> Void) {
        whole(UInt8(ascii: "{"), to: UInt8(ascii: "}"), body)
    }

    mutating func array(_ body: (inout JSONLine) -> Void) {
        whole(UInt8(ascii: "["), to: UInt8(ascii: "]"), body)
    }

    private mutating func whole(_ open: UInt8, to close: UInt8, _ body: (inout JSONLine) -> Void) {
        part()
        bytes.append(open)
        isFirst = true
        body(&self)
        bytes.append(close)
        isFirst = false
    }
}

/// JSON as a value, for what goes into a larger one or is laid out for people.
struct JSONTree: JSONSink {
    /// Those of an array have no name.
    private var parts: [JSONValue.Member] = []
    private var name = ""

    static func value(_ body: (inout JSONTree) -> Void) -> JSONValue {
        var tree = JSONTree()
        body(&tree)
        return tree.parts.first?.value ?? .null
    }

    mutating func put(_ value: JSONValue) { parts.append(.init(name, value)) }
    mutating func name(_ name: StaticString) { self.name = name.description }

    mutating func object(_ body: (inout JSONTree) -> Void) {
        var inner = JSONTree()
        body(&inner)
        put(.object(inner.parts))
    }

    mutating func array(_ body: (inout JSONTree) -> Void) {
        var inner = JSONTree()
        body(&inner)
        put(.array(inner.parts.map(\.value)))
    }
}
