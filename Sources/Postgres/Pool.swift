import Dispatch
import Glibc
package import Synchronization

/// How long to try for a connection, and how long to wait between two tries.
package struct BackOff: Hashable, Sendable {
    /// Milliseconds before the second try; each wait is twice the one before, up to `longest`.
    package var first: Int
    package var longest: Int
    /// Milliseconds after which no further try is made.
    package var patience: Int

    package init(first: Int = 50, longest: Int = 2000, patience: Int = 30_000) {
        self.first = first
        self.longest = longest
        self.patience = patience
    }

    /// Tries once and gives up at once.
    package static let none = BackOff(first: 0, longest: 0, patience: 0)

    /// The waits, in milliseconds, one after another.
    package var waits: [Int] {
        var (waits, next, sum) = ([Int](), max(1, first), 0)
        while sum + next <= patience {
            waits.append(next)
            sum += next
            next = min(next * 2, max(1, longest))
        }
        return waits
    }
}

extension Connection {
    /// Who hears, a second after a first try, that a server is being waited for: its address, and
    /// for how many milliseconds.
    package static let waiting = Mutex<(@Sendable (Address, Int) -> Void)?>(nil)

    /// Connects, again and again while the refusal is one that passes: a server that restarts, or
    /// has no room at the moment.
    package static func open(_ address: Address, _ backOff: BackOff = BackOff()) throws
        -> Connection
    {
        let notice = DispatchWorkItem {
            waiting.withLock { $0 }?(address, backOff.patience)
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + 1, execute: notice)
        defer { notice.cancel() }
        let end = ContinuousClock.now + .milliseconds(backOff.patience)
        for wait in backOff.waits where ContinuousClock.now < end {
            do { return try Connection(address) } catch let error as PostgresError
                where error.isTransient
            {
                usleep(UInt32(wait) * 1000)
            }
        }
        return try Connection(address)
    }
}

/// Connections to one address, lent to one borrower each, never more than the budget.
///
/// Who asks while all are lent waits for their turn. A connection that was lost is replaced. Where the server has
/// no room for another while some are lent, the budget is what there is from then on.
package final class Pool: Sendable {
    package let address: Address
    package let budget: Int
    private let backOff: BackOff
    private let places: PlacesInTurn
    private let state = Mutex(State())

    private struct State {
        var idle: [Held] = []
        var lent = 0
    }

    /// A connection that nobody holds: it is in the list or with one borrower, never both.
    private struct Held: @unchecked Sendable { let connection: Connection }

    package init(_ address: Address, budget: Int = 8, _ backOff: BackOff = BackOff()) {
        self.address = address
        self.budget = budget
        self.backOff = backOff
        places = PlacesInTurn(budget)
    }

    /// Lends a connection for a block. It is not to be kept.
    package func lend<T>(_ body: (Connection) throws -> T) throws -> T {
        places.take()
        let connection: Connection
        do { connection = try take() } catch {
            places.giveBack()
            throw error
        }
        defer {
            giveBack(connection)
            places.giveBack()
        }
        return try body(connection)
    }

    /// Lends a connection for a block, where one is free before a moment: else nothing is asked, as
    /// if the server had cancelled it.
    package func lend<T>(
        until end: ContinuousClock.Instant, _ body: (Connection) throws -> T
    ) throws -> T {
        let rest = max(0, Int((end - ContinuousClock.now) / .milliseconds(1)))
        guard places.take(until: .now() + .milliseconds(rest)) else {
            throw PostgresError(.queryCancelled, "all connections are lent")
        }
        defer { places.giveBack() }
        let connection = try take()
        defer { giveBack(connection) }
        return try body(connection)
    }

    /// Runs a block in a transaction of a lent connection. Where the server was restarted since
    /// the connection was last used, a new one is made, as nothing is lost by that.
    package func transaction<T>(
        _ isolation: Isolation = .readCommitted, ending: Ending = .commit,
        _ body: (Connection) throws -> T
    ) throws -> T {
        try lend { try $0.transaction(isolation, ending: ending, body) }
    }

    /// Ends the sessions that nobody holds.
    package func close() { state.withLock { $0.idle.removeAll() } }

    private func take() throws -> Connection {
        if let connection = fitIdle() { return lent(connection) }
        do { return lent(try Connection(address)) } catch let error as PostgresError
            where error.isTransient
        {
            guard error.kind == .tooManyConnections, let connection = try waited(error) else {
                return lent(try Connection.open(address, backOff))
            }
            return lent(connection)
        }
    }

    /// The connection of another borrower, who gives it back: this place is given up for good.
    /// Nil where nobody has one, or the one given back is lost.
    private func waited(_ error: PostgresError) throws -> Connection? {
        guard state.withLock({ $0.lent > 0 }) else { return nil }
        guard places.take(until: .now() + .milliseconds(backOff.patience)) else {
            throw error
        }
        return fitIdle()
    }

    private func fitIdle() -> Connection? {
        while let held = state.withLock({ $0.idle.popLast() }) {
            if held.connection.isFit { return held.connection }
        }
        return nil
    }

    private func lent(_ connection: Connection) -> Connection {
        state.withLock { $0.lent += 1 }
        return connection
    }

    private func giveBack(_ connection: Connection) {
        let isFit = connection.isAlive && !connection.isInTransaction
        let held = Held(connection: connection)
        state.withLock {
            $0.lent -= 1
            if isFit { $0.idle.append(held) }
        }
    }
}
