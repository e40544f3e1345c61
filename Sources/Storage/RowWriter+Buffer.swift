import GRDB
import GRDBSQLite

extension Database {
    /// Writes the rows of a buffer in their order.
    func insert(_ buffer: RowBuffer) throws {
        guard buffer.count > 0 else { return }
        switch self {
        case .sqlite(let db):
            let whole = buffer.count - buffer.count % Database.rowsAtOnce
            try insert(buffer, 0..<whole, Database.rowsAtOnce, db)
            try insert(buffer, whole..<buffer.count, 1, db)
        case .postgres:
            var writer = try RowWriter(self, into: buffer.table, buffer.columns)
            try writer.copy(buffer)
        }
    }

    private static let rowsAtOnce = 16

    private func insert(
        _ buffer: RowBuffer, _ rows: Range<Int>, _ count: Int, _ db: GRDB.Database
    ) throws {
        guard !rows.isEmpty else { return }
        let writer = try RowWriter(self, into: buffer.table, buffer.columns, rows: count)
        try writer.insert(buffer, rows, count, db)
    }
}

extension RowWriter {
    /// Rows of a buffer, so many by statement. Texts are bound where they lie in the buffer, and
    /// a value only where it differs from the one that is bound from the statement before.
    fileprivate func insert(
        _ buffer: RowBuffer, _ rows: Range<Int>, _ count: Int, _ db: GRDB.Database
    ) throws {
        guard let handle else { return }
        let (kinds, values, width) = (buffer.kinds, buffer.values, buffer.columns.count)
        let (first, step) = (rows.lowerBound * width, count * width)
        try buffer.content.withUnsafeBytes { content in
            let content = content.baseAddress ?? UnsafeRawPointer(RowWriter.empty)
            for start in stride(from: first, to: rows.upperBound * width, by: step) {
                for place in start..<start + step
                where start == first || values[place] != values[place - step]
                    || kinds[place] != kinds[place - step]
                {
                    bind(handle, Int32(place - start + 1), kinds[place], values[place], content)
                }
                let code = sqlite3_step(handle)
                sqlite3_reset(handle)
                try check(code, db)
            }
        }
    }

    private func bind(
        _ handle: OpaquePointer, _ column: Int32, _ kind: UInt8, _ value: Int64,
        _ content: UnsafeRawPointer
    ) {
        let range = RowBuffer.range(value)
        switch RowBuffer.Kind(rawValue: kind) {
        case .number: sqlite3_bind_int64(handle, column, value)
        case .text:
            let text = (content + range.lowerBound).assumingMemoryBound(to: CChar.self)
            sqlite3_bind_text(handle, column, text, Int32(range.count), nil)
        case .bytes:
            sqlite3_bind_blob(
                handle, column, content + range.lowerBound, Int32(range.count), nil)
        case .null, nil: sqlite3_bind_null(handle, column)
        }
    }

    /// By way of COPY.
    fileprivate mutating func copy(_ buffer: RowBuffer) throws {
        for place in buffer.kinds.indices {
            let value = buffer.values[place]
            switch RowBuffer.Kind(rawValue: buffer.kinds[place]) {
            case .number: add(value)
            case .text: add(String(decoding: buffer.content[RowBuffer.range(value)], as: UTF8.self))
            case .bytes: add(Array(buffer.content[RowBuffer.range(value)]))
            case .null, nil: addNull()
            }
            if (place + 1) % buffer.columns.count == 0 { try insert() }
        }
    }
}
