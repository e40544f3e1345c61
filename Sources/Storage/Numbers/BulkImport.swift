extension Books {
    /// The same books with the bulk writer on. Call `finish` at the end.
    package func takingMany() -> Books {
        var books = self
        books.many = ManyFacts(db)
        return books
    }

    /// Runs a block that writes a table in the order of its key. SQLite then needs a small page
    /// cache only.
    package func writingInOrder<T>(_ body: () throws -> T) throws -> T {
        try db.withFewPages(body)
    }

    /// Ends a bulk import: sequences are at the largest numbers stored. PostgreSQL analyses tables that gained 10,000 rows or more, so that
    /// later queries get a good plan.
    package func finish() throws {
        for kind in NumberStore.Kind.allCases where many?.wrote(kind.rawValue) == true {
            try numbers.settle(kind)
        }
        guard case .postgres(let connection) = db else { return }
        let grown = try connection.query(
            """
            SELECT relname FROM pg_stat_xact_user_tables
            WHERE schemaname = current_schema() AND n_tup_ins >= 10000
            """)
        for row in 0..<grown.count { try connection.execute("ANALYZE " + grown.text(row, 0)) }
    }
}
