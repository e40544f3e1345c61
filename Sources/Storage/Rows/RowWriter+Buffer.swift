extension Database {
    /// Writes the rows of a buffer in their order.
    func insert(_ buffer: RowBuffer) throws { try insert(buffer, 0..<buffer.count) }

    /// Writes some rows of a buffer in their order.
    func insert(_ buffer: RowBuffer, _ rows: Range<Int>) throws {
        guard !rows.isEmpty else { return }
        switch self {
        case .sqlite(let db): try db.insert(buffer, rows)
        case .postgres:
            var writer = try RowWriter(self, into: buffer.table, buffer.columns)
            try writer.copy(buffer, rows)
        }
    }
}

extension RowWriter {
    /// Rows of a buffer by way of COPY.
    fileprivate mutating func copy(_ buffer: RowBuffer, _ rows: Range<Int>) throws {
        try buffer.content.withUnsafeBytes { content in
            var index = rows.lowerBound * buffer.columns.count
            for _ in rows {
                for _ in buffer.columns {
                    let value = buffer.values[index]
                    switch RowBuffer.Kind(rawValue: buffer.kinds[index]) {
                    case .number: add(value)
                    case .text, .bytes: copy(content[RowBuffer.range(value)])
                    case .null, nil: addNull()
                    }
                    index += 1
                }
                try insert()
            }
        }
    }
}
