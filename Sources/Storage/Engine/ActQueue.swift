import Dispatch
import GRDB
import Synchronization

/// Acts of many callers that wait for the one writer of a file, and who writes them.
///
/// The first who finds nobody writing leads: he writes what waits, his own act first, in one
/// transaction, and hands the lead to the next who waits. Nobody is answered before the group is on
/// the disk; where that fails everybody of the group is told what failed.
final class ActQueue: Sendable {
    private let state = Mutex(State())

    fileprivate struct State {
        var waiting: ArraySlice<WaitingAct> = []
        var isLed = false
    }

    /// Whether anybody waits to be written.
    var isAwaited: Bool { state.withLock { !$0.waiting.isEmpty } }

    /// Returns once the act is written with its group, however the act itself ended; throws what
    /// the group fell with. `write` hands on to the engine what it takes with `next`.
    func perform(_ act: WaitingAct, _ write: () throws -> [WaitingAct]) throws {
        if enters(act) || act.waits() == .leads { lead(write) }
        try act.outcome()
    }

    /// The act whose turn it is; nil where none waits.
    func next() -> WaitingAct? { state.withLock { $0.waiting.popFirst() } }

    /// Whether who brings the act leads.
    private func enters(_ act: WaitingAct) -> Bool {
        state.withLock { state in
            state.waiting.append(act)
            defer { state.isLed = true }
            return !state.isLed
        }
    }

    private func lead(_ write: () throws -> [WaitingAct]) {
        let ended = Result { try write() }
        switch ended {
        case .success(let group):
            passOn()
            for act in group { act.answer(nil) }
        case .failure(let fallen):
            let error = fallen as? GroupFallen
            // Where there was no transaction nobody can have one now.
            let group = error?.group ?? state.withLock { $0.takeAll() }
            passOn()
            for act in group { act.answer(error?.cause ?? fallen) }
        }
    }

    private func passOn() {
        let next = state.withLock { state in
            state.isLed = !state.waiting.isEmpty
            return state.waiting.first
        }
        next?.lead()
    }
}

extension ActQueue.State {
    fileprivate mutating func takeAll() -> [WaitingAct] {
        defer { waiting = [] }
        return Array(waiting)
    }
}

/// A transaction that failed with all acts that were in it.
struct GroupFallen: Error {
    let group: [WaitingAct]
    let cause: any Error
}

/// An act that waits for the writer. Its caller waits until it is answered, and so it is used from
/// one thread at a time: his, and then that of who leads.
final class WaitingAct: @unchecked Sendable {
    enum Told { case leads, answered }

    /// Gives whether what it did is to stand.
    private var body: ((GRDB.Database) throws -> Bool)?
    private var told = Told.answered
    private var failure: (any Error)?
    private let signal = DispatchSemaphore(value: 0)

    init(_ body: @escaping (GRDB.Database) throws -> Bool) { self.body = body }

    /// Runs it in a savepoint of its own. Throws only where the whole transaction is lost.
    func run(_ db: GRDB.Database) throws {
        guard let body else { return }
        defer { self.body = nil }
        try db.runKept("SAVEPOINT act")
        let stands = try body(db)
        if !stands { try db.runKept("ROLLBACK TO SAVEPOINT act") }
        try db.runKept("RELEASE SAVEPOINT act")
    }

    fileprivate func waits() -> Told {
        signal.wait()
        return told
    }

    fileprivate func lead() {
        told = .leads
        signal.signal()
    }

    fileprivate func answer(_ failure: (any Error)?) {
        (told, self.failure, body) = (.answered, failure, nil)
        signal.signal()
    }

    fileprivate func outcome() throws { if let failure { throw failure } }
}

extension GRDB.Database {
    /// Runs a statement without parameters and rows that is kept.
    fileprivate func runKept(_ sql: String) throws {
        let handle = try statement(sql).sqliteStatement
        defer { reset(handle) }
        while try step(handle, sql) {}
    }
}
