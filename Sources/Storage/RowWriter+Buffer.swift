import GRDB
import GRDBSQLite

extension Database {
    /// Writes the rows of a buffer in their order.
    func insert(_ buffer: RowBuffer) throws {
        guard buffer.count > 0 else { return }
        var writer = try RowWriter(self, into: buffer.table, buffer.columns)
        switch self {
        case .sqlite(let db): try writer.insert(buffer, db)
        case .postgres: try writer.copy(buffer)
        }
    }
}

extension RowWriter {
    /// Texts are bound where they lie in the buffer, and a value only where it differs from the
    /// one in the row before.
    fileprivate func insert(_ buffer: RowBuffer, _ db: GRDB.Database) throws {
        guard let handle else { return }
        let (width, kinds, values) = (buffer.columns.count, buffer.kinds, buffer.values)
        try buffer.content.withUnsafeBytes { content in
            let start = content.baseAddress ?? UnsafeRawPointer(RowWriter.empty)
            for row in stride(from: 0, to: kinds.count, by: width) {
                for place in row..<row + width
                where row == 0 || values[place] != values[place - width]
                    || kinds[place] != kinds[place - width]
                {
                    let column = Int32(place - row + 1)
                    bind(handle, column, kinds[place], values[place], start)
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
