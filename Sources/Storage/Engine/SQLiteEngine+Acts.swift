import Dispatch
import GRDB
import GRDBSQLite

// Acts of many callers at once, and looks with a deadline.
extension SQLiteEngine {
    func act<T>(isDryRun: Bool, _ body: (Database) throws -> T) throws -> T {
        var result: Result<T, any Error>?
        try withoutActuallyEscaping(body) { body in
            let act = WaitingAct { db in
                let made = Result { try watched { try body(.sqlite(db)) } }
                result = made
                if case .failure(let error) = made, !db.isInsideTransaction || error.isOfDisk {
                    throw error
                }
                return made.isSuccess && !isDryRun
            }
            try acts.perform(act, writeGroup)
        }
        guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
        return try result.get()
    }

    /// Writes what waits in one transaction, as long as a slice lasts.
    private func writeGroup() throws -> [WaitingAct] {
        var group: [WaitingAct] = []
        do {
            try telling {
                try database.writeWithoutTransaction { db in
                    try times.timed(.acts) { try write(&group, db) }
                }
            }
            return group
        } catch  where !group.isEmpty {
            throw GroupFallen(group: group, cause: error)
        }
    }

    private func write(_ group: inout [WaitingAct], _ db: GRDB.Database) throws {
        try db.inTransaction(.immediate) {
            let slice = WriteSlice.timed { false }
            while !slice.isOver(), let act = acts.next() {
                group.append(act)
                try act.run(db)
            }
            return .commit
        }
    }
}

extension Result {
    fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}

extension Error {
    /// The disk gave way: what else is in the transaction cannot be written either.
    fileprivate var isOfDisk: Bool {
        guard let error = self as? DatabaseError else { return false }
        return [.SQLITE_FULL, .SQLITE_IOERR].contains(error.resultCode)
    }
}

extension SQLiteEngine {
    func look<T>(until end: ContinuousClock.Instant, _ body: (Database) throws -> T) throws -> T {
        let wait = DispatchTime.now() + DispatchTimeInterval(end - ContinuousClock.now)
        guard lookers.wait(timeout: wait) == .success else { throw LookStopped() }
        defer { lookers.signal() }
        do {
            return try telling {
                try database.read { db in
                    try db.stopping(at: end) { try watched { try body(.sqlite(db)) } }
                }
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
            throw LookStopped()
        }
    }
}

extension DispatchTimeInterval {
    /// Nothing where the time is over.
    init(_ time: Duration) {
        self = .nanoseconds(Int(max(.zero, time) / .nanoseconds(1)))
    }
}

extension GRDB.Database {
    /// Stops whatever statement is running at a moment.
    fileprivate func stopping<T>(
        at end: ContinuousClock.Instant, _ body: () throws -> T
    ) throws -> T {
        try withUnsafePointer(to: end) { end in
            let context = UnsafeMutableRawPointer(mutating: end)
            sqlite3_progress_handler(sqliteConnection, 4000, isPast, context)
            defer { sqlite3_progress_handler(sqliteConnection, 0, nil, nil) }
            return try body()
        }
    }
}

/// Whether the moment that the context holds has come.
private func isPast(_ context: UnsafeMutableRawPointer?) -> Int32 {
    guard let context else { return 0 }
    let end = context.assumingMemoryBound(to: ContinuousClock.Instant.self).pointee
    return end < .now ? 1 : 0
}
