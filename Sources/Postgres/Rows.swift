import CPostgres

/// The rows of a query, all of them, as the server sent them. Values are decoded when asked for.
package final class Rows {
    private let result: OpaquePointer
    package let count: Int
    package let columns: [String]
    /// Rows that an INSERT, UPDATE, DELETE or COPY changed.
    package let changed: Int
    private let types: [UInt32]

    init(_ result: OpaquePointer) throws {
        self.result = result
        count = Int(PQntuples(result))
        let width = PQnfields(result)
        columns = (0..<width).map { String(cString: PQfname(result, $0)) }
        types = (0..<width).map { PQftype(result, $0) }
        changed = Int(String(cString: PQcmdTuples(result))) ?? 0
        guard let strange = types.firstIndex(where: { !Rows.readable.contains($0) }) else { return }
        throw PostgresError(
            .other, "column \(columns[strange]) has type \(types[strange]), which is not read here")
    }

    deinit { PQclear(result) }

    private static let readable: Set<UInt32> = [
        TypeID.bool, TypeID.bytea, TypeID.char, TypeID.name, TypeID.int8, TypeID.int2,
        TypeID.int4, TypeID.text, TypeID.oid, TypeID.varchar, TypeID.void,
    ]

    /// The place of a column by its name.
    package func place(of name: String) -> Int? { columns.firstIndex(of: name) }

    package func isNull(_ row: Int, _ column: Int) -> Bool {
        PQgetisnull(result, Int32(row), Int32(column)) == 1
    }

    /// A whole number or a truth value (1 or 0). Not for null.
    package func int(_ row: Int, _ column: Int) -> Int64 {
        let bytes = raw(row, column)
        switch bytes.count {
        case 8: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        case 4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case 2: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        default: return Int64(bytes.first ?? 0)
        }
    }

    package func text(_ row: Int, _ column: Int) -> String {
        String(decoding: raw(row, column), as: UTF8.self)
    }

    package func bytes(_ row: Int, _ column: Int) -> [UInt8] { [UInt8](raw(row, column)) }

    /// Lends the bytes of a value as the server sent it.
    package func withBytes<T>(
        _ row: Int, column: Int, _ body: (UnsafeRawBufferPointer) throws -> T
    ) rethrows -> T { try body(raw(row, column)) }

    /// The value with the kind that its column has.
    package func value(_ row: Int, _ column: Int) -> Value {
        if isNull(row, column) { return .null }
        switch types[column] {
        case TypeID.bool, TypeID.int2, TypeID.int4, TypeID.int8, TypeID.oid:
            return .int(int(row, column))
        case TypeID.bytea: return .bytes(bytes(row, column))
        default: return .text(text(row, column))
        }
    }

    private func raw(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        let start = PQgetvalue(result, Int32(row), Int32(column))
        let length = PQgetlength(result, Int32(row), Int32(column))
        return UnsafeRawBufferPointer(start: start, count: Int(length))
    }
}
