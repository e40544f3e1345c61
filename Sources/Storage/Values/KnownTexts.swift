/// A cache from the bytes of a text column to its decoded value: the same few texts come very
/// often. 64 entries, for texts of up to 16 bytes.
struct KnownTexts<Value> {
    private struct Text: Equatable {
        var (low, high, count) = (UInt64(0), UInt64(0), -1)
    }

    private static var room: Int { 64 }
    private static var longest: Int { 16 }

    private var texts = [Text](repeating: Text(), count: room)
    private var values = [Value?](repeating: nil, count: room)
    private let read: (UnsafeRawBufferPointer) -> Value?

    /// `read` decodes a text; nil for one it cannot decode.
    init(_ read: @escaping (UnsafeRawBufferPointer) -> Value?) { self.read = read }

    /// The decoded value; nil where the text cannot be decoded.
    mutating func value(_ bytes: UnsafeRawBufferPointer) -> Value? {
        guard bytes.count <= KnownTexts.longest else { return read(bytes) }
        let text = KnownTexts.text(bytes)
        let mixed = (text.low ^ text.high &* 31 ^ UInt64(bytes.count)) &* 0x9E37_79B9_7F4A_7C15
        let index = Int(mixed >> 58)
        if texts[index] == text { return values[index] }
        let value = read(bytes)
        (texts[index], values[index]) = (text, value)
        return value
    }

    /// Up to 16 bytes as two numbers, whose bytes may overlap.
    private static func text(_ bytes: UnsafeRawBufferPointer) -> Text {
        var text = Text()
        text.count = bytes.count
        if bytes.count >= 8 {
            text.low = bytes.loadUnaligned(as: UInt64.self)
            text.high = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
        } else {
            for byte in bytes { text.low = text.low << 8 | UInt64(byte) }
        }
        return text
    }
}

extension KnownTexts where Value == String {
    /// For texts without a decoding.
    init() { self.init { String(decoding: $0, as: UTF8.self) } }
}

extension KnownTexts {
    /// For enumerations: `read` gives the case of a word.
    init(words read: @escaping (String) -> Value?) {
        self.init { read(String(decoding: $0, as: UTF8.self)) }
    }
}
