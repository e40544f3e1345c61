extension Database {
    /// Writes the rows of a buffer in their order.
    func insert(_ buffer: RowBuffer) throws {
        guard buffer.count > 0 else { return }
        switch self {
        case .sqlite(let db): try db.insert(buffer)
        case .postgres:
            var writer = try RowWriter(self, into: buffer.table, buffer.columns)
            try writer.copy(buffer)
        }
    }
}

extension RowWriter {
    /// Rows of a buffer by way of COPY.
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
