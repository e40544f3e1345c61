import CPostgres

extension Connection {
    /// Sends many statements without waiting for each answer: one journey there and back for up to
    /// 64 of them. Gives their rows in order. The first refusal is thrown, and those after it in
    /// its group are not carried out; in a transaction that transaction is broken, as always.
    package func pipeline(_ statements: [(sql: String, values: [Value])]) throws -> [Rows] {
        try endCopy()
        guard PQenterPipelineMode(handle) == 1 else {
            throw PostgresError(.other, PostgresError.words(of: handle))
        }
        defer { PQexitPipelineMode(handle) }
        var rows: [Rows] = []
        for start in stride(from: 0, to: statements.count, by: 64) {
            let group = statements[start..<min(start + 64, statements.count)]
            for statement in group { try send(statement.sql, statement.values) }
            guard PQpipelineSync(handle) == 1 else {
                throw PostgresError(.connectionLost, PostgresError.words(of: handle))
            }
            try receive(group.count, into: &rows)
        }
        return rows
    }

    private func send(_ sql: String, _ values: [Value]) throws {
        let parameters = Parameters(values)
        let sent = parameters.withPointers { pointers, lengths, formats in
            PQsendQueryParams(
                handle, sql, parameters.count, parameters.types, pointers, lengths, formats, 1)
        }
        guard sent == 1 else {
            throw PostgresError(.connectionLost, PostgresError.words(of: handle))
        }
    }

    /// Reads the answers of a group and the mark after them, also where one is a refusal.
    private func receive(_ count: Int, into rows: inout [Rows]) throws {
        var refused: PostgresError?
        for _ in 0..<count {
            let result = PQgetResult(handle)
            if refused != nil {
                PQclear(result)
            } else {
                do { rows.append(try self.rows(result)) } catch let error as PostgresError {
                    refused = error
                }
            }
            // Each answer ends with a nil.
            while isAlive, let rest = PQgetResult(handle) { PQclear(rest) }
        }
        PQclear(PQgetResult(handle))
        if let refused { throw refused }
    }
}
