/// Where a database is and how to speak to it: all that libpq takes, and the project's own wishes.
package struct Address: Hashable, Sendable {
    /// `postgresql://user@host:port/name?sslmode=verify-full`, or libpq's `key=value` words.
    package let url: String
    /// The schema that unqualified names mean; nil for the server's own choice.
    package let schema: String?
    /// Milliseconds a statement may take; 0 for as long as it needs.
    package var statementTimeout: Int
    /// What the server's list of sessions shows.
    package var application: String

    package init(
        _ url: String, schema: String? = nil, statementTimeout: Int = 0,
        application: String = "plumbline"
    ) {
        self.url = url
        self.schema = schema
        self.statementTimeout = statementTimeout
        self.application = application
    }

    /// Whether a text looks like the address of a server, not like a path.
    package static func isURL(_ text: String) -> Bool {
        text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
    }

    /// The address for people: without a password, and without what follows a question mark.
    package var shown: String {
        guard Address.isURL(url) else { return "the database" }
        return String(Address.withoutPassword(url).prefix { $0 != "?" })
    }

    /// Keywords for libpq. Those before `dbname` give way to what the address itself says: a
    /// server that falls silent is noticed within half a minute.
    var keywords: [(String, String)] {
        [
            ("connect_timeout", "10"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
            ("fallback_application_name", application), ("dbname", url),
            ("client_encoding", "UTF8"),
        ]
    }

    /// What a new session is told, in one text.
    var greeting: String {
        var words = [
            "SET TimeZone = 'UTC'", "SET client_min_messages = warning",
            "SET standard_conforming_strings = on",
            // Large values are packed with a tenth of the work, where the server was built for it.
            """
            SELECT set_config(name, 'lz4', false) FROM pg_settings
            WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)
            """,
            // The server, too, notices within half a minute that the way to us is cut. It would
            // keep our locks for two hours otherwise.
            "SET tcp_keepalives_idle = 10", "SET tcp_keepalives_interval = 5",
            "SET tcp_keepalives_count = 3", "SET tcp_user_timeout = 30000",
        ]
        // An address may say it itself, in its options.
        if statementTimeout > 0 || !url.contains("statement_timeout") {
            words.append("SET statement_timeout = \(statementTimeout)")
        }
        if let schema { words.append("SET search_path TO \(Address.quoted(schema))") }
        return words.joined(separator: "; ")
    }

    /// A name as SQL takes it: `"schema"`.
    package static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}

// What an address must not give away, and what would make it mean something else.
extension Address {
    /// A text, such as a message, without the passwords of addresses in it.
    package static func withoutPassword(_ text: String) -> String {
        text.replacing(/:\/\/([^:@\/\s]*):[^\s"]*@/) { "://\($0.1)@" }
            .replacing(/(password|passwd)(=|\s*=\s*)('[^']*'|[^\s&;"]+)/.ignoresCase()) {
                "\($0.1)=…"
            }
    }

    /// A text that was to be an address and is none: nobody knows which part is the password, so
    /// that all up to the last `@` is left out.
    package static func withoutLogin(_ text: String) -> String {
        let rest = text.lastIndex(of: "@").map { "…" + text[$0...] } ?? text
        return withoutPassword(rest)
    }

    /// False where marks that part an address stand in the password as they are: libpq would read
    /// a piece of it as the host, and say so.
    package static func hasPlainPassword(_ url: String) -> Bool {
        guard let start = url.firstRange(of: "://")?.upperBound,
            let end = url[start...].lastIndex(of: "@"),
            let colon = url[start..<end].firstIndex(of: ":")
        else { return true }
        return !url[colon..<end].dropFirst().contains { "@/?#:[] ".contains($0) }
    }

    /// Whether the sessions are to write nothing, or to be of a server that does not.
    package static func isReadOnly(_ url: String) -> Bool {
        let text = url.lowercased().replacing("%3d", with: "=").replacing("%20", with: " ")
        return text.contains(
            /default_transaction_read_only\s*=\s*(on|true|yes|1)|target_session_attrs=(read-only|standby|prefer-standby)/
        )
    }
}
