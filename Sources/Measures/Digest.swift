/// A SHA-256 digest. Rule rooms have no hash function of their own; the edge hands one in.
package struct Digest: Sendable, Hashable {
    package let bytes: [UInt8]

    /// Nil unless there are exactly 32 bytes.
    package init?(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        guard self.bytes.count == 32 else { return nil }
    }

    /// Reads 64 hexadecimal digits.
    package init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: 64, by: 2) {
            let pair = String(decoding: digits[place...place + 1], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        self.init(bytes)
    }

    /// What the first link of a chain follows.
    package static let none = Digest(zeroes: ())

    private init(zeroes: Void) { bytes = [UInt8](repeating: 0, count: 32) }
}

extension Digest: CustomStringConvertible {
    /// 64 hexadecimal digits.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// The first twelve digits, for people.
    package var short: String { String(description.prefix(12)) }
}

/// A hash function over bytes, handed in from the edge.
package typealias HashFunction = @Sendable (UnsafeRawBufferPointer) -> Digest
