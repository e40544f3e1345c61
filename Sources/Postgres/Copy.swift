import CPostgres

/// A row on its way into a table: one value for each column, in the binary form of COPY.
package struct CopyRow {
    private var bytes: [UInt8] = []
    private var count: Int16 = 0

    package init() {}

    package mutating func addNull() {
        count += 1
        bytes.append(Int32(-1))
    }

    package mutating func add(_ value: Int64) {
        count += 1
        withUnsafeBytes(of: (Int32(8).bigEndian, value.bigEndian)) { raw in
            // The number begins at its own alignment, four bytes after the length.
            bytes.append(contentsOf: raw[..<4])
            bytes.append(contentsOf: raw[8...])
        }
    }

    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    package mutating func add(_ content: [UInt8]) { content.withUnsafeBytes { add($0) } }

    /// A text or bytes where they lie.
    package mutating func add(_ content: UnsafeRawBufferPointer) {
        count += 1
        bytes.append(Int32(content.count))
        bytes.append(contentsOf: content)
    }

    /// Moves the row to the end of `buffer` and is empty again.
    fileprivate mutating func move(to buffer: inout [UInt8]) {
        buffer.append(count)
        buffer.append(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
        count = 0
    }
}

/// Rows on their way into a table by `COPY … FROM STDIN (FORMAT binary)`, gathered until there are
/// many. Copies into several tables may be open at a time.
///
/// A broken constraint is told when the copy ends, which the next statement brings about.
package final class CopyIn {
    let table: String
    let columns: [String]
    private unowned let connection: Connection
    private var buffer: [UInt8]
    private var isOpen = true
    private static let piece = 1 << 20
    private static let header: [UInt8] =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [0, 0, 0, 0, 0, 0, 0, 0]

    init(_ connection: Connection, table: String, _ columns: [String]) {
        self.connection = connection
        self.table = table
        self.columns = columns
        buffer = CopyIn.header
    }

    /// Adds a row, which is empty afterwards. Where enough have come, all copies of the connection
    /// end, and others begin with the next row.
    package func add(_ row: inout CopyRow) throws {
        precondition(isOpen, "a copy has ended with the statement after it")
        row.move(to: &buffer)
        if buffer.count >= CopyIn.piece { try connection.endCopy() }
    }

    /// Sends all rows, in a statement of their own.
    func send() throws {
        isOpen = false
        buffer.append(Int16(-1))
        let sql = "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)"
        let begun = PQexec(connection.handle, sql)
        guard PQresultStatus(begun) == PGRES_COPY_IN else { throw connection.refusal(begun) }
        PQclear(begun)
        let sent = buffer.withUnsafeBytes {
            PQputCopyData(
                connection.handle, $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count))
        }
        guard sent == 1, PQputCopyEnd(connection.handle, nil) == 1 else {
            throw PostgresError(.connectionLost, PostgresError.words(of: connection.handle))
        }
        defer { connection.drain() }
        try connection.check(PQgetResult(connection.handle))
    }
}

extension Connection {
    /// Reads what the server still has to say to a command, up to its end.
    func drain() { while let rest = PQgetResult(handle) { PQclear(rest) } }

    /// Hands each row of a query to `body` as the values of its columns, read by COPY.
    ///
    /// `types` says how to read each column: COPY itself does not tell.
    package func copyOut(
        _ sql: String, as types: [CopyType], _ body: ([Value]) throws -> Void
    ) throws {
        try endCopy()
        let result = PQexec(handle, "COPY (\(sql)) TO STDOUT (FORMAT binary)")
        guard PQresultStatus(result) == PGRES_COPY_OUT else { throw refusal(result) }
        PQclear(result)
        do {
            var isFirst = true
            try forEachPiece { piece in
                var reader = CopyReader(piece)
                if isFirst { reader.skip(19) }
                isFirst = false
                if let row = reader.row(types) { try body(row) }
            }
        } catch {
            // The rest is not wanted: the server is asked to stop, and what is on its way is read.
            try? canceller()
            forEachPiece { _ in }
            drain()
            throw error
        }
        defer { drain() }
        try check(PQgetResult(handle))
    }

    /// Hands on what the server sends of a COPY, a message at a time.
    private func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        var data: UnsafeMutablePointer<CChar>?
        while true {
            let length = PQgetCopyData(handle, &data, 0)
            guard length >= 0, let piece = data else { return }
            defer { PQfreemem(piece) }
            try body(UnsafeRawBufferPointer(start: piece, count: Int(length)))
        }
    }
}

/// How a column of a COPY is read.
package enum CopyType: Sendable { case int, text, bytes }

/// Reads rows in the binary form of COPY; the server sends each in a message of its own.
private struct CopyReader {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func skip(_ count: Int) { place += count }

    /// Nil at the mark after the last row, or where the message holds the header alone.
    mutating func row(_ types: [CopyType]) -> [Value]? {
        guard place + 2 <= bytes.count, take(Int16.self) >= 0 else { return nil }
        return types.map { type in
            let length = take(Int32.self)
            guard length >= 0 else { return .null }
            defer { place += Int(length) }
            let content = UnsafeRawBufferPointer(rebasing: bytes[place..<place + Int(length)])
            switch type {
            case .int: return .int(Int64(bigEndian: content.loadUnaligned(as: Int64.self)))
            case .text: return .text(String(decoding: content, as: UTF8.self))
            case .bytes: return .bytes([UInt8](content))
            }
        }
    }

    private mutating func take<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) -> T {
        defer { place += MemoryLayout<T>.size }
        return T(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: T.self))
    }
}
