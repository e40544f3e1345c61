import CPostgres

/// One session of a server. Belongs to one borrower at a time; never used from two places at once.
///
/// Statements are prepared once for each text and kept; values go and come in binary form.
package final class Connection {
    package let address: Address
    let handle: OpaquePointer
    /// Prepared statements by their text and the types of their parameters.
    private var prepared: [Prepared: String] = [:]
    /// Copies that rows are gathered for, in the order in which they began.
    private var copies: [CopyIn] = []
    private var portals = 0
    /// After this moment nothing more is asked.
    private var end: ContinuousClock.Instant?

    private struct Prepared: Hashable {
        let sql: String
        let types: [UInt32]
    }

    /// Connects once; throws where there is no server, or it will not have us.
    package init(_ address: Address) throws {
        let keys = address.keywords.map { Text($0.0) }
        let values = address.keywords.map { Text($0.1) }
        // The texts have to live until libpq has read them.
        handle = withExtendedLifetime((keys, values)) {
            PQconnectdbParams(
                keys.map { $0.pointer } + [nil], values.map { $0.pointer } + [nil], 1)
        }
        self.address = address
        guard PQstatus(handle) == CONNECTION_OK else {
            let words = PostgresError.words(of: handle)
            throw PostgresError(Connection.kind(ofRefusal: words), words)
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try execute(address.greeting)
    }

    deinit { PQfinish(handle) }

    /// False once the session is known to be lost. It ends when nobody holds the connection.
    package var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

    /// Whether the way to the server is encrypted (TLS).
    package var isEncrypted: Bool { PQsslInUse(handle) == 1 }

    /// Whether a transaction is open, whole or broken.
    package var isInTransaction: Bool {
        let status = PQtransactionStatus(handle)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }

    /// The server's number of this connection, as its list of sessions shows it.
    package var process: Int32 { PQbackendPID(handle) }

    /// A way to stop what this connection is doing, from anywhere.
    package var canceller: Canceller { Canceller(handle) }

    /// Runs one statement with its parameters (`$1`, `$2` …) and gives its rows.
    @discardableResult
    package func query(_ sql: String, _ values: [Value] = []) throws -> Rows {
        try refuseWhenOver()
        try endCopy()
        let parameters = Parameters(values)
        let name = try name(of: sql, parameters)
        let result = parameters.withPointers { pointers, lengths, formats in
            PQexecPrepared(handle, name, parameters.count, pointers, lengths, formats, 1)
        }
        return try rows(result)
    }

    /// Asks nothing more after a moment, as if the server had cancelled it. A statement that runs at
    /// that moment is the server's to stop (`statement_timeout`).
    package func stopping<T>(
        at end: ContinuousClock.Instant, _ body: () throws -> T
    ) rethrows -> T {
        self.end = end
        defer { self.end = nil }
        return try body()
    }

    private func refuseWhenOver() throws {
        guard let end, end < .now else { return }
        throw PostgresError(.queryCancelled, "the time for this is over")
    }

    /// Runs statements without parameters, several in one text; their rows are not looked at.
    package func execute(_ script: String) throws {
        try endCopy()
        try check(PQexec(handle, script))
    }

    /// Runs a query whose rows come in pieces of `size`, so that no memory holds all of them.
    /// Only inside a transaction. Other statements may run in between.
    package func portal(
        _ sql: String, _ values: [Value] = [], pieces size: Int = 256
    ) throws -> Portal {
        try endCopy()
        portals += 1
        let name = "portal_\(portals)"
        let parameters = Parameters(values)
        let declare = "DECLARE \(name) NO SCROLL CURSOR FOR \(sql)"
        let result = parameters.withPointers { pointers, lengths, formats in
            PQexecParams(
                handle, declare, parameters.count, parameters.types, pointers, lengths, formats, 1)
        }
        _ = try rows(result)
        return Portal(self, name: name, size: size)
    }

    /// Begins copying rows into a table, or goes on with the copy of the same that is open.
    package func copyIn(into table: String, _ columns: [String]) -> CopyIn {
        if let open = copies.first(where: { $0.table == table && $0.columns == columns }) {
            return open
        }
        let copy = CopyIn(self, table: table, columns)
        copies.append(copy)
        return copy
    }

    /// Ends the copies that are open, in the order in which they began, so that a row finds there
    /// what it names. Their rows stand, or a refusal is thrown.
    package func endCopy() throws {
        guard !copies.isEmpty else { return }
        let ended = copies
        copies.removeAll()
        for copy in ended { try copy.send() }
    }

    /// Forgets rows that were not sent, where the transaction is being given up.
    func dropCopy() { copies.removeAll() }

    private func name(of sql: String, _ parameters: Parameters) throws -> String {
        let key = Prepared(sql: sql, types: parameters.types)
        if let known = prepared[key] { return known }
        if prepared.count >= 500 {
            try check(PQexec(handle, "DEALLOCATE ALL"))
            prepared.removeAll()
        }
        let name = "statement_\(prepared.count)"
        try check(PQprepare(handle, name, sql, parameters.count, parameters.types))
        prepared[key] = name
        return name
    }

    func rows(_ result: OpaquePointer?) throws -> Rows {
        let status = PQresultStatus(result)
        guard let result, status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
            throw refusal(result)
        }
        return try Rows(result)
    }

    func check(_ result: OpaquePointer?) throws {
        let status = PQresultStatus(result)
        guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
            throw refusal(result)
        }
        PQclear(result)
    }

    /// The refusal in a result, which is freed.
    func refusal(_ result: OpaquePointer?) -> PostgresError {
        defer { PQclear(result) }
        return PostgresError(result: result, on: handle)
    }

    /// A refusal to connect has no SQLSTATE, only words.
    package static func kind(ofRefusal words: String) -> PostgresError.Kind {
        let kinds: [(String, PostgresError.Kind)] = [
            ("Temporary failure in name resolution", .cannotConnect),
            ("could not translate host name", .addressWrong), ("invalid ", .addressWrong),
            ("does not support SSL", .addressWrong), ("certificate", .addressWrong),
            ("definition of service", .addressWrong),
            ("too many clients", .tooManyConnections),
            ("too many connections", .tooManyConnections),
            ("remaining connection slots", .tooManyConnections),
            ("starting up", .adminShutdown), ("shutting down", .adminShutdown),
            ("in recovery mode", .adminShutdown), ("authentication failed", .authenticationFailed),
            ("no password supplied", .authenticationFailed), ("pg_hba.conf", .authenticationFailed),
            ("does not exist", .authenticationFailed),
        ]
        return kinds.first { words.contains($0.0) }?.1 ?? .cannotConnect
    }
}

/// A C string that lives as long as the value.
final class Text {
    private let content: UnsafeMutableBufferPointer<CChar>

    init(_ text: String) {
        let bytes = text.utf8CString
        content = .allocate(capacity: bytes.count)
        _ = content.initialize(from: bytes)
    }

    deinit { content.deallocate() }

    var pointer: UnsafePointer<CChar>? { UnsafePointer(content.baseAddress) }
}

/// Stops what a connection is doing; the statement fails with `queryCancelled`.
package final class Canceller: @unchecked Sendable {
    /// Read only, once made; libpq allows its use from any thread.
    private let cancel: OpaquePointer?

    init(_ handle: OpaquePointer) { cancel = PQgetCancel(handle) }

    deinit { PQfreeCancel(cancel) }

    package func callAsFunction() throws {
        var words = [CChar](repeating: 0, count: 256)
        guard PQcancel(cancel, &words, 256) == 1 else {
            let kinds = words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            throw PostgresError(.connectionLost, String(decoding: kinds, as: UTF8.self))
        }
    }
}
