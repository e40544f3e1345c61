/// A SHA-256 digest. Rule rooms have no hash function of their own; the edge hands one in.
///
/// Four words, so that a million of them take no memory of their own.
package struct Digest: Sendable, Hashable {
    /// The bytes as they lie in memory.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// `write` fills in the 32 bytes.
    package init(_ write: (UnsafeMutableRawBufferPointer) -> Void) {
        var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
        withUnsafeMutableBytes(of: &words, write)
        self.words = words
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init { $0.copyBytes(from: bytes) }
    }

    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: words, body)
    }

    package var bytes: [UInt8] { withBytes { Array($0) } }

    package static func == (a: Digest, b: Digest) -> Bool { a.words == b.words }

    package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

    /// Reads 64 hexadecimal digits.
    package init?(hexadecimal text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            let pair = String(decoding: digits[index...index + 1], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        self.init(bytes)
    }

    /// What the first link of a chain follows.
    package static let none = Digest { _ in }
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
