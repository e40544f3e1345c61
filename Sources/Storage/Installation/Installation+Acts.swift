extension Installation {
    /// One act of one caller, safe from any number of threads at once: all of it stands and is on
    /// the disk once this returns, or nothing, and then no event number is used.
    ///
    /// SQLite writes all acts that wait in one transaction and answers nobody before it is on the
    /// disk; where that fails all of them are told. PostgreSQL has a transaction for each. The body
    /// locks what it decides about (`Books.lock`), loads and decides, records its event and writes
    /// a few rows. It may be run again where the server ended it for acts that waited for each other.
    /// A dry run leaves nothing. No act is begun inside another.
    package func act<T>(
        isDryRun: Bool = false, rows: ProjectionScope = .none, _ body: (Books) throws -> T
    ) throws -> T {
        try withRows(rows, in: isDryRun ? .tryingAct : .acting, body)
    }

    /// Looks at the books as they are, for no longer than the deadline. Never waits for who writes,
    /// and writes nothing: rows of pages that are asked for and not there yet are counted.
    ///
    /// Throws `LookStopped` when the time is over.
    package func look<T>(
        deadline: Duration, rows: ProjectionScope = .all, _ body: (Books) throws -> T
    ) throws -> Looked<T> {
        try engine.look(until: ContinuousClock.now + deadline) { db in
            let books = books(db)
            let due = try books.runs.rowsDue(rows).count
            return Looked(value: try body(books), pagesDue: due)
        }
    }

    /// Writes items in their order, each as a whole, in transactions between which acts pass: none
    /// takes longer than its first item or a slice.
    package func write<Item>(
        inSlices items: [Item], _ body: (Item, Books) throws -> Void
    ) throws {
        var left = items[...]
        while !left.isEmpty {
            let written = try write(rows: .none) { books -> ArraySlice<Item> in
                let slice = engine.slice()
                let first = left.startIndex
                for index in left.indices {
                    try body(left[index], books)
                    if slice.isOver() { return left[first...index] }
                }
                return left
            }
            left = left[written.endIndex...]
        }
    }

    /// Longest transactions of a file's writer; nil where there are several writers.
    package var writerTimes: WriterTimes? { (engine as? SQLiteEngine)?.times }
}

/// What a look found.
package struct Looked<Value> {
    package let value: Value
    /// Pages that were asked for of which the rows are not written yet: what is in them is not
    /// among what was found.
    package let pagesDue: Int
}

extension Looked: Sendable where Value: Sendable {}
