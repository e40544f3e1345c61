import Measures
import Postgres
import Storage
import Synchronization

/// Says that a server does not answer at once: the first time only, as all connections wait then.
enum DatabaseWait {
    private static let hasSpoken = Atomic(false)

    static func tell() {
        Connection.waiting.withLock {
            $0 = { address, milliseconds in
                if hasSpoken.exchange(true, ordering: .relaxed) { return }
                note(
                    "Waiting for the database at \(address.shown), for up to "
                        + "\(milliseconds / 1000) s.")
            }
        }
    }
}
