import Measures
import Postgres
import Synchronization

/// Says that a server does not answer at once: the first time only, as all connections wait then.
package enum DatabaseWait {
    private static let isSaid = Atomic(false)

    /// From here on `say` hears the sentence.
    package static func say(by say: @escaping @Sendable (String) -> Void) {
        Connection.waiting.withLock {
            $0 = { address, milliseconds in
                if isSaid.exchange(true, ordering: .relaxed) { return }
                say(
                    "Waiting for the database at \(address.shown), for up to "
                        + "\(milliseconds / 1000) s.")
            }
        }
    }
}

/// Text for people to see.
package enum ShownText {
    /// Without the password of any address of a database that stands in it.
    package static func withoutPassword(_ text: String) -> String { Address.withoutPassword(text) }
}
