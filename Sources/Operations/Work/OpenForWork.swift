import Foundation
import Storage

/// Opens the books of a database for a worker. A server that has no room, or is not there yet, is
/// waited for, a few times.
package struct OpenForWork: Sendable {
    private var address: DatabaseAddress

    /// The place is a database, or a folder that names one. `connections` are what the worker may
    /// have: one to hear calls, and one for each batch at a time.
    package init(_ place: InstallationPlace, connections: Int) throws {
        switch place {
        case .database(let address): self.address = address
        case .folder(let folder):
            guard let address = try DatabaseAddress.named(in: folder) else {
                throw WorkRefused.notShared
            }
            self.address = address
        }
        guard connections > 1 else { throw WorkRefused.tooFewConnections(connections) }
        address.connections = connections
        address.application = "plumbline worker"
        address.patience = 2000
    }

    /// `waits` hears what stands in the way and the seconds to the next try; false ends the waiting.
    package func callAsFunction(
        waits: (any Error, UInt32) -> Bool
    ) throws -> SignIn {
        for pause in [1, 2, 4, 8, 16] as [UInt32] {
            do { return SignIn(try Installation.open(address)) } catch  where error.passes {
                guard waits(error, pause) else { break }
                sleep(pause)
            }
        }
        return SignIn(try Installation.open(address))
    }
}
