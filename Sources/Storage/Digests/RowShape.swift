import Measures

/// The columns of a table in the order of its digests, and the encoding of a row as bytes.
///
/// The bytes hold the table's name and, for each value, its column, its kind and itself. Nulls are
/// left out, and so are defaults of columns added later (`LaterColumns`). New columns go to the
/// end. A personal value stands there as a commitment, with a salt from the row's seal.
struct RowShape: Sendable {
    let table: String
    let columns: [String]
    /// The columns whose values are hidden, by their place.
    let hidden: [Int]
    private let tags: [UInt64]
    private let later: [DatabaseValue?]

    enum Kind: UInt64 { case hidden, int, text, bytes }

    init(_ table: String, _ columns: [String], hiding hidden: [Int] = []) {
        self.table = table
        self.columns = columns
        self.hidden = hidden
        tags = columns.map(RowShape.tag)
        later = columns.map { LaterColumns.defaults[table]?[$0] }
    }

    /// A column's name as 16 bits (FNV-1a, folded). A test checks that no two columns of a table
    /// share them.
    static func tag(_ name: String) -> UInt64 {
        var hash: UInt32 = 2_166_136_261
        for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return UInt64((hash >> 16) ^ (hash & 0xFFFF))
    }

    /// The tag before a value: its column and its kind.
    func mark(_ index: Int, _ kind: Kind) -> UInt64 { tags[index] << 2 | kind.rawValue }

    /// The digest of a row with its values in the order of `columns`.
    func digest(
        _ values: some Sequence<DatabaseValue>, with writer: inout CanonicalWriter
    ) -> Digest {
        writer.clear()
        writer.write(table)
        for (index, value) in values.enumerated() { write(value, at: index, to: &writer) }
        return writer.withBytes(SHA256.digest)
    }

    /// The digest with which a row counts in the pin of its event: of one from before salts the one
    /// without them, also after a value of it was erased.
    func digest(
        _ values: [DatabaseValue], sealedBy seal: FactSeal?, with writer: inout CanonicalWriter
    ) -> Digest {
        guard let seal else { return digest(values, with: &writer) }
        return seal.unsalted ?? saltedDigest(values, seal, with: &writer)
    }

    /// The digest with a commitment in the place of each hidden value.
    func saltedDigest(
        _ values: [DatabaseValue], _ seal: FactSeal, with writer: inout CanonicalWriter
    ) -> Digest {
        writer.clear()
        writer.write(table)
        for (index, value) in values.enumerated() {
            let part = hidden.firstIndex(of: index).map { seal.parts[$0] } ?? .nothing
            switch (part, value) {
            case (.salt(let salt), .text(let text)):
                write(Commitment(text, salt: salt).digest, at: index, to: &writer)
            case (.erased(let digest), _): write(digest, at: index, to: &writer)
            default: write(value, at: index, to: &writer)
            }
        }
        return writer.withBytes(SHA256.digest)
    }

    private func write(
        _ commitment: Digest, at index: Int, to writer: inout CanonicalWriter
    ) {
        writer.write(unsigned: mark(index, .hidden))
        writer.write(commitment)
    }

    private func write(_ value: DatabaseValue, at index: Int, to writer: inout CanonicalWriter) {
        guard value != later[index] else { return }
        switch value {
        case .null: return
        case .int(let number):
            writer.write(unsigned: mark(index, .int))
            writer.write(number)
        case .text(let text):
            writer.write(unsigned: mark(index, .text))
            writer.write(text)
        case .bytes(let bytes):
            writer.write(unsigned: mark(index, .bytes))
            writer.write(bytes.count)
            bytes.withUnsafeBytes { writer.write(raw: $0) }
        }
    }
}
