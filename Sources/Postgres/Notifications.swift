import CPostgres
import Glibc

/// What another session told by NOTIFY.
package struct Notification: Hashable, Sendable {
    package let channel: String
    package let payload: String
    /// The server's number of the session that told it.
    package let process: Int32
}

extension Connection {
    /// Hears from now on what is told on a channel.
    package func listen(to channel: String) throws {
        try execute("LISTEN \(Address.quoted(channel))")
    }

    /// Hears nothing from now on. A session that is lost hears nothing anyway.
    package func leaveChannels() {
        guard isAlive, !isInTransaction else { return }
        try? execute("UNLISTEN *")
    }

    /// Tells all that listen; heard when the transaction commits.
    package func notify(_ channel: String, _ payload: String) throws {
        try query("SELECT pg_notify($1, $2)", [.text(channel), .text(payload)])
    }

    /// What was told, waiting for something up to `milliseconds`; empty where nothing came.
    package func notifications(waitingFor milliseconds: Int32) throws -> [Notification] {
        try endCopy()
        var heard = try heard()
        guard heard.isEmpty else { return heard }
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        if poll(&descriptor, 1, milliseconds) > 0 { heard = try self.heard() }
        return heard
    }

    private func heard() throws -> [Notification] {
        guard PQconsumeInput(handle) == 1 else {
            throw PostgresError(.connectionLost, PostgresError.words(of: handle))
        }
        var heard: [Notification] = []
        while let notification = PQnotifies(handle) {
            heard.append(
                Notification(
                    channel: String(cString: notification.pointee.relname),
                    payload: String(cString: notification.pointee.extra),
                    process: notification.pointee.be_pid))
            PQfreemem(notification)
        }
        return heard
    }
}

extension Connection {
    /// Whether an idle session is still there: a server that went away has closed its end.
    var isFit: Bool {
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        while isAlive, poll(&descriptor, 1, 0) > 0 {
            guard PQconsumeInput(handle) == 1 else { return false }
        }
        return isAlive
    }
}
