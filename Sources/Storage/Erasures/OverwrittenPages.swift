extension Database {
    /// What the block deletes is overwritten in the file, on SQLite; PostgreSQL does so when its
    /// own VACUUM comes to it.
    func overwriting<T>(_ body: () throws -> T) throws -> T {
        guard case .sqlite = self else { return try body() }
        try execute(sql: "PRAGMA secure_delete = ON")
        let result = Result { try body() }
        try execute(sql: "PRAGMA secure_delete = OFF")
        return try result.get()
    }
}

extension Installation {
    /// Empties the write-ahead log, which holds pages as they were before an erasure; left to the
    /// next writer where somebody reads meanwhile.
    package func emptyLog() throws {
        guard let engine = engine as? SQLiteEngine else { return }
        try engine.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }
}
