import Foundation
import Synchronization

/// A wire between the program and a server, over loopback, which a test cuts or holds at a moment
/// it chooses: a TCP proxy. One thread carries all; what it is told to do there, it does there.
final class Wire: Sendable {
    /// A place in what the program says to the server.
    enum Moment: Hashable, Sendable, CustomStringConvertible {
        /// The commit of the so-many-th transaction that writes has not reached the server.
        case before(commit: Int)
        /// It is carried out, and its answer has not reached the program.
        case after(commit: Int)
        case bytes(Int)
        /// The rows that the so-many-th time are sent of a table have not reached the server, which
        /// waits for them.
        case rows(sendings: Int)

        var description: String {
            switch self {
            case .before(let commit): "before commit \(commit)"
            case .after(let commit): "after commit \(commit)"
            case .bytes(let count): "after \(count) bytes"
            case .rows(let sendings): "in sending \(sendings) of rows"
            }
        }
    }

    /// What becomes of the session at the moment.
    enum Verdict: Sendable {
        case goOn
        case cut
        /// What the program says here never comes to the server, and nobody knows.
        case swallow
        /// The program finds the session gone; the server does not hear of it until its own signs of
        /// life are not answered: three seconds here.
        case cutUnheard
    }

    let port: Int
    private let server: Int
    private let listener: Int32
    private let orders = Mutex(Orders())

    private struct Orders {
        var isOpen = true
        var isOver = false
        var moments: [Moment] = []
        var act: @Sendable () -> Verdict = { .goOn }
        var met: [Moment] = []
        var commits = 0
        var sendings = 0
        var bytes = 0
    }

    init(to server: Int) throws {
        self.server = server
        (listener, port) = try Loopback.listener()
        Thread.detachNewThread { @Sendable [self] in carry() }
    }

    /// Ends all sessions, and the wire.
    func remove() { orders.withLock { $0.isOver = true } }

    /// Sessions asked for while it is closed wait until it opens.
    func open(_ isOpen: Bool) { orders.withLock { $0.isOpen = isOpen } }

    /// Says what to do at moments, the first counted from now, each other from the one before.
    func at(_ moments: [Moment], _ act: @escaping @Sendable () -> Verdict = { .goOn }) {
        orders.withLock { orders in
            orders = Orders(isOpen: orders.isOpen, moments: moments, act: act)
        }
    }

    /// The moments that have come.
    var met: [Moment] { orders.withLock { $0.met } }

    /// What was carried to the server since `at`: commits of transactions that write, and bytes.
    var carried: (commits: Int, bytes: Int) { orders.withLock { ($0.commits, $0.bytes) } }

    private struct Session {
        var program: Int32
        let server: Int32
        var isWriting = false
        /// When the server is to notice that nobody is there.
        var noticed = Date.distantFuture
        /// The commit whose answer is on its way.
        var awaited: Int?
    }

    private func carry() {
        var sessions: [Session] = []
        while !orders.withLock({ $0.isOver }) {
            let isOpen = orders.withLock { $0.isOpen }
            var ends = [pollfd(fd: isOpen ? listener : -1, events: Int16(POLLIN), revents: 0)]
            for session in sessions {
                ends.append(pollfd(fd: session.program, events: Int16(POLLIN), revents: 0))
                ends.append(pollfd(fd: session.server, events: Int16(POLLIN), revents: 0))
            }
            guard poll(&ends, nfds_t(ends.count), 20) >= 0 else { continue }
            var left: [Session] = []
            for (index, var session) in sessions.enumerated() {
                let isThere =
                    carryUp(&session, ends[2 * index + 1])
                    && carryDown(&session, ends[2 * index + 2]) && session.noticed > Date()
                if isThere { left.append(session) } else { end(session) }
            }
            if ends[0].revents != 0, let session = accept() { left.append(session) }
            sessions = left
        }
        for session in sessions { end(session) }
        close(listener)
    }

    private func accept() -> Session? {
        let program = Glibc.accept(listener, nil, nil)
        guard program >= 0 else { return nil }
        guard let server = Loopback.connect(to: server) else {
            Loopback.reset(program)
            return nil
        }
        return Session(program: program, server: server)
    }

    private func end(_ session: Session) {
        if session.program >= 0 { Loopback.reset(session.program) }
        Loopback.reset(session.server)
    }

    /// Carries what the program says; false where the session is over.
    private func carryUp(_ session: inout Session, _ end: pollfd) -> Bool {
        guard end.fd >= 0, end.revents != 0 else { return true }
        guard let said = Loopback.read(session.program) else { return false }
        let query = Wire.query(in: said)
        if query.hasPrefix("BEGIN") { session.isWriting = query.hasSuffix("READ WRITE") }
        let commit = session.isWriting && query == "COMMIT"
        let isRows = said.first == UInt8(ascii: "d")
        let (number, sending) = orders.withLock { orders in
            orders.bytes += said.count
            if commit { orders.commits += 1 }
            if isRows { orders.sendings += 1 }
            return (orders.commits, orders.sendings)
        }
        let moments =
            (commit ? [Moment.before(commit: number)] : [])
            + (isRows ? [.rows(sendings: sending)] : []) + [.bytes(carried.bytes)]
        for moment in moments {
            switch meet(moment, &session) {
            case .goOn: continue
            case .cut: return false
            case .swallow, .cutUnheard: return true
            }
        }
        session.awaited = commit ? number : nil
        return Loopback.write(said, to: session.server)
    }

    /// The text of the simple query with which a message begins; empty where it is none.
    private static func query(in said: [UInt8]) -> String {
        guard said.first == UInt8(ascii: "Q"), said.count < 100 else { return "" }
        return String(decoding: said.dropFirst(5).prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Carries what the server answers; false where the session is over.
    private func carryDown(_ session: inout Session, _ end: pollfd) -> Bool {
        guard end.revents != 0 else { return true }
        guard let said = Loopback.read(session.server) else { return false }
        if let commit = session.awaited, meet(.after(commit: commit), &session) == .cut {
            return false
        }
        session.awaited = nil
        return session.program < 0 || Loopback.write(said, to: session.program)
    }

    /// Does what was asked for, where this is the moment.
    private func meet(_ moment: Moment, _ session: inout Session) -> Verdict {
        let act: (@Sendable () -> Verdict)? = orders.withLock { orders in
            guard let awaited = orders.moments.first else { return nil }
            switch (awaited, moment) {
            case (.bytes(let wanted), .bytes(let carried)) where carried >= wanted: break
            default: guard awaited == moment else { return nil }
            }
            orders.met.append(orders.moments.removeFirst())
            (orders.commits, orders.sendings, orders.bytes) = (0, 0, 0)
            return orders.act
        }
        let verdict = act?() ?? .goOn
        if verdict == .cutUnheard {
            Loopback.reset(session.program)
            session.program = -1
            session.noticed = Date() + 3
        }
        return verdict
    }
}
