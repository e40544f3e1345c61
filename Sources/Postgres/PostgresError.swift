import CPostgres

/// What a server, or the way to it, refused; in the words of the server.
package struct PostgresError: Error, Hashable, Sendable {
    /// What a caller can act on.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case uniqueViolation, foreignKeyViolation, notNullViolation, checkViolation
        case serializationFailure, deadlock, lockNotAvailable
        /// Cancelled by a person, or by the statement timeout.
        case queryCancelled
        /// The server is being stopped, was killed, or is still starting.
        case adminShutdown
        case connectionLost, cannotConnect, tooManyConnections, authenticationFailed
        /// No server can have this address: an unknown host, a word that libpq does not know.
        case addressWrong
        case diskFull, outOfMemory
        case readOnlyTransaction, transactionAborted
        case insufficientPrivilege, undefinedTable, duplicateTable, syntax
        /// The server cannot read its own files.
        case damaged
        case other
    }

    package let kind: Kind
    /// Five characters of the standard, empty where no server answered.
    package let sqlState: String
    package let message: String
    /// The constraint that was broken, where the server names one.
    package let constraint: String?
    package let detail: String?

    package init(
        _ kind: Kind, _ message: String, sqlState: String = "", constraint: String? = nil,
        detail: String? = nil
    ) {
        self.kind = kind
        self.sqlState = sqlState
        self.message = message
        self.constraint = constraint
        self.detail = detail
    }

    /// The same again, in a new transaction, may well succeed.
    package var isTransient: Bool {
        switch kind {
        case .serializationFailure, .deadlock, .lockNotAvailable, .adminShutdown,
            .connectionLost, .cannotConnect, .tooManyConnections:
            true
        default: false
        }
    }

    /// The session is gone: what was not committed is undone.
    package var isDisconnect: Bool { kind == .connectionLost || kind == .adminShutdown }
}

extension PostgresError.Kind {
    /// From the table of SQLSTATE codes, appendix A of the PostgreSQL manual.
    package init(sqlState: String) {
        self = Self.exact[sqlState] ?? Self.classes[String(sqlState.prefix(2))] ?? .other
    }

    private static let exact: [String: Self] = [
        "23505": .uniqueViolation, "23503": .foreignKeyViolation, "23502": .notNullViolation,
        "23514": .checkViolation, "40001": .serializationFailure, "40P01": .deadlock,
        "55P03": .lockNotAvailable, "57014": .queryCancelled, "57P01": .adminShutdown,
        "57P02": .adminShutdown, "57P03": .adminShutdown, "57P05": .connectionLost,
        "53300": .tooManyConnections, "53100": .diskFull, "53200": .outOfMemory,
        "25006": .readOnlyTransaction, "25P02": .transactionAborted, "25P03": .connectionLost,
        "42501": .insufficientPrivilege, "42P01": .undefinedTable, "42P07": .duplicateTable,
        "42601": .syntax, "3D000": .cannotConnect, "XX001": .damaged, "XX002": .damaged,
    ]

    private static let classes: [String: Self] = [
        "08": .connectionLost, "28": .authenticationFailed,
    ]
}

extension PostgresError {
    /// What a result says went wrong.
    init(result: OpaquePointer?, on handle: OpaquePointer) {
        func field(_ code: Character) -> String? {
            guard let text = PQresultErrorField(result, Int32(code.asciiValue ?? 0)) else {
                return nil
            }
            return String(cString: text)
        }
        guard let state = field("C") else {
            self.init(.connectionLost, PostgresError.words(of: handle))
            return
        }
        self.init(
            Kind(sqlState: state), field("M") ?? "", sqlState: state, constraint: field("n"),
            detail: field("D"))
    }

    /// What the connection itself says: there was no answer from the server. What libpq guesses
    /// about the cause, in lines that begin with a tab, is left out.
    static func words(of handle: OpaquePointer?) -> String {
        String(cString: PQerrorMessage(handle)).split(separator: "\n")
            .filter { !$0.hasPrefix("\t") }.joined(separator: "; ")
            .replacing(/(FATAL|PANIC|ERROR): +/, with: "")
    }
}
