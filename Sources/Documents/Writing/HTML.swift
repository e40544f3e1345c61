/// Writes HTML. Text and attribute values can only get in escaped.
package struct HTML {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package var string: String { String(decoding: bytes, as: UTF8.self) }

    package typealias Attributes = KeyValuePairs<String, String>

    /// `<name …>content</name>`. Names of tags and attributes are the program's own.
    package mutating func tag(
        _ name: StaticString, _ attributes: Attributes = [:], content: (inout HTML) -> Void
    ) {
        open(name, attributes)
        content(&self)
        bytes += "</".utf8
        write(name)
        bytes.append(UInt8(ascii: ">"))
    }

    /// `<name …>text</name>`, the text escaped.
    package mutating func tag(
        _ name: StaticString, _ attributes: Attributes, text: String
    ) {
        tag(name, attributes) { $0.text(text) }
    }

    package mutating func tag(_ name: StaticString, _ text: String) { tag(name, [:], text: text) }

    /// A tag without content or end: `<meta …>`.
    package mutating func void(_ name: StaticString, _ attributes: Attributes = [:]) {
        open(name, attributes)
    }

    package mutating func text(_ text: String) { escape(text) }

    /// Text of people: kept apart, so that its direction does not turn what stands around it.
    package mutating func isolated(_ text: String) { tag("bdi", text) }

    package mutating func lineBreak() { bytes.append(UInt8(ascii: "\n")) }

    /// Markup written in the program itself.
    package mutating func markup(_ markup: StaticString) { write(markup) }

    /// A style sheet made by the program from values that cannot hold text.
    mutating func style(_ colour: BrandColour, _ sheet: StaticString) {
        bytes += "<style>:root{--brand:\(colour.css);--on-brand:\(colour.textCSS)}".utf8
        write(sheet)
        bytes += "</style>".utf8
    }

    private mutating func open(_ name: StaticString, _ attributes: Attributes) {
        bytes.append(UInt8(ascii: "<"))
        write(name)
        for (key, value) in attributes {
            bytes.append(UInt8(ascii: " "))
            bytes += key.utf8
            bytes += "=\"".utf8
            escape(value)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { bytes += $0 }
    }

    /// Escapes what has a meaning in HTML; control characters become `�`.
    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            case 9, 10, 13: bytes.append(UInt8(ascii: " "))
            case 0..<0x20, 0x7F: bytes += "\u{FFFD}".utf8
            default: bytes.append(byte)
            }
        }
    }
}
