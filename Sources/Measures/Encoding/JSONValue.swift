/// A JSON text as a value: names keep the order in which they were put, numbers stay exact.
///
/// The only JSON writer of the house. Exact decimals that a reader must not round (prices,
/// quantities, money) go out as strings; `number` is for figures a format wants as numbers.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    /// A plain decimal of at most six places.
    case number(Quantity)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package static func count(_ value: Int) -> JSONValue { .int(Int64(value)) }
    /// The exact decimal as a string, or `n/d` where no decimal is exact.
    package static func exact(_ value: Exact) -> JSONValue { .string(value.text) }
    /// The amount in major units as a string: `"-12.60"`.
    package static func money(_ amount: Money) -> JSONValue { .string(amount.plain) }
    /// The ISO day as a string, or null.
    package static func day(_ day: Day?) -> JSONValue { .optional(day.map(\.description)) }
    package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(nilLiteral: ()) { self = .null }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}

extension JSONValue {
    /// Indented by two blanks a level, for people and files; no line break at the end.
    package var text: String { written(indented: true) }
    /// All on one line, for JSON lines and logs.
    package var line: String { written(indented: false) }

    /// The line as the bytes of a file, ended by a line break.
    package var fileLine: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4096)
        write(to: &bytes, indented: false, depth: 0)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private func written(indented: Bool) -> String {
        var bytes: [UInt8] = []
        write(to: &bytes, indented: indented, depth: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(to bytes: inout [UInt8], indented: Bool, depth: Int) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .int(let value): bytes += String(value).utf8
        case .number(let value): bytes += value.description.utf8
        case .string(let value): JSONValue.write(value, to: &bytes)
        case .array(let values):
            JSONValue.write(
                values, open: "[", close: "]", to: &bytes, indented: indented, depth: depth
            ) { value, bytes in
                value.write(to: &bytes, indented: indented, depth: depth + 1)
            }
        case .object(let members):
            JSONValue.write(
                members, open: "{", close: "}", to: &bytes, indented: indented, depth: depth
            ) { member, bytes in
                JSONValue.write(member.name, to: &bytes)
                bytes += (indented ? ": " : ":").utf8
                member.value.write(to: &bytes, indented: indented, depth: depth + 1)
            }
        }
    }

    private static func write<Part>(
        _ parts: [Part], open: String, close: String, to bytes: inout [UInt8],
        indented: Bool, depth: Int, each: (Part, inout [UInt8]) -> Void
    ) {
        func newLine(_ depth: Int) {
            guard indented, !parts.isEmpty else { return }
            bytes.append(UInt8(ascii: "\n"))
            bytes += repeatElement(UInt8(ascii: " "), count: depth * 2)
        }
        bytes += open.utf8
        for (index, part) in parts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            newLine(depth + 1)
            each(part, &bytes)
        }
        newLine(depth)
        bytes += close.utf8
    }

    /// Quoted, with quotes, backslashes and control characters escaped; the rest as UTF-8.
    private static func write(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { text in
            if text.contains(where: isEscaped) {
                writeEscaped(text, to: &bytes)
            } else {
                bytes.append(contentsOf: text)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func writeEscaped(
        _ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
    ) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case 0..<0x20, 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }
}
