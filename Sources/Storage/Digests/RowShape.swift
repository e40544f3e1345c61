import Measures

/// A table's columns in the order in which its rows are pinned, and how a row becomes bytes.
///
/// The bytes hold the name of the table, and of each value its column, its kind and itself. A
/// column that is null is left out, and so is one that came with a later schema and holds its
/// default: rows from before it have the bytes they had. New columns go to the end.
struct RowShape: Sendable {
    let table: String
    let columns: [String]
    private let tags: [UInt64]
    private let later: [DatabaseValue?]

    enum Kind: UInt64 { case int = 1, text, bytes }

    init(_ table: String, _ columns: [String]) {
        self.table = table
        self.columns = columns
        tags = columns.map(RowShape.tag)
        later = columns.map { LaterColumns.defaults[table]?[$0] }
    }

    /// 16 bits that stand for a column's name (FNV-1a, folded); a test sees that a table has none
    /// of them twice.
    static func tag(_ name: String) -> UInt64 {
        var hash: UInt32 = 2_166_136_261
        for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return UInt64((hash >> 16) ^ (hash & 0xFFFF))
    }

    /// What stands before a value of the column at a place.
    func mark(_ index: Int, _ kind: Kind) -> UInt64 { tags[index] << 2 | kind.rawValue }

    /// The digest of a row, whose values come in the order of the columns.
    func digest(
        _ values: some Sequence<DatabaseValue>, with writer: inout CanonicalWriter
    ) -> Digest {
        writer.clear()
        writer.write(table)
        for (index, value) in values.enumerated() { write(value, at: index, to: &writer) }
        return writer.withBytes(SHA256.digest)
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
