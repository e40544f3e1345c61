import Measures
import Postgres
import Storage

extension DatabaseAddress.Refused: CustomStringConvertible {
    package var description: String {
        switch self {
        case .schemaTooLong(let schema, let bytes):
            "The schema \(schema.prefix(20).description.shown)… has \(bytes) bytes; PostgreSQL keeps 63 "
                + "of a name and cuts the rest. Choose a shorter one with --schema."
        case .schemaNotPlain(let schema):
            "A schema has a name of one line, without control characters; this is "
                + "\"\(schema.shown)\". Choose another with --schema."
        case .passwordNotEncoded:
            "The password in the address holds a mark that parts an address. Write it by its number, "
                + "such as %40 for @ and %2F for /, or put the password into ~/.pgpass."
        case .readOnly:
            "The address asks for sessions that write nothing. The books are opened for writing: "
                + "leave it out; a role that may only read is given SELECT and nothing more."
        }
    }
}

// What a database server refused, in a sentence: what is wrong, and what to do.

extension PostgresError: CustomStringConvertible {
    package var description: String { advice.map { "\(sentence) \($0)" } ?? sentence }

    /// What the server said, without advice.
    package var sentence: String {
        let state = sqlState.isEmpty ? "" : " (SQLSTATE \(sqlState))"
        return "The database says: \(Address.withoutPassword(message))\(state)."
    }

    private var advice: String? {
        switch kind {
        case .cannotConnect:
            "Look whether it runs, and whether host, port and name in the address are right."
        case .addressWrong:
            "Look at host, port and what follows a question mark in the address; waiting would "
                + "not help."
        case .authenticationFailed: "Look at the user, the password and the name in the address."
        case .tooManyConnections: "Let others finish, or give the server more connections."
        case .connectionLost, .adminShutdown:
            "What was finished stands, what was not was taken back. Say the command again when the "
                + "server is there: it does nothing twice."
        case .diskFull:
            "What was finished before stands, the rest was taken back. Make room on the server, "
                + "then say the command again."
        case .damaged:
            "The server cannot read its own files. Restore what pg_dump kept to another database."
        case .insufficientPrivilege: "The user needs the right to this schema and its tables."
        case .serializationFailure, .deadlock, .lockNotAvailable:
            "Somebody else was at the same rows. Nothing was stored: say the command again."
        case .queryCancelled: "It was stopped, or took longer than the server allows."
        case .undefinedTable: "The schema is not one of this version. Look with: plumbline doctor"
        default: nil
        }
    }
}
