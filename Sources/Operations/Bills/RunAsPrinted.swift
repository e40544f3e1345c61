import Billing
import Measures
import Metering
import Rulebook
import Storage
import Supply

/// A run with what its bills are printed by: its policy, and the facts that it knew.
final class RunAsPrinted {
    let record: RunRecord
    let asPlanned: AsPlanned
    private let books: Books
    private var known: BillingPolicy?

    /// Facts as known when the run was planned.
    struct AsPlanned {
        /// By account.
        let agreements: BatchCache<[Agreement]>
        let registers: BatchCache<InstalledRegister>
        /// The event that brought each register.
        let origins: BatchCache<Int64>

        func preload(_ bills: [Bill]) throws {
            let registerIDs = bills.flatMap(\.segments).flatMap { $0.readings.map(\.registerID) }
            try agreements.fill(bills.map(\.accountID))
            try registers.fill(registerIDs)
            try origins.fill(registerIDs)
        }
    }

    init(_ record: RunRecord, _ books: Books) {
        self.record = record
        self.books = books
        let known = Knowledge(at: record.plannedEvent)
        asPlanned = AsPlanned(
            agreements: BatchCache { try books.supply.agreements(ofAccounts: $0, known: known) },
            registers: BatchCache { try books.meters.registers($0, known: known) },
            origins: BatchCache {
                try books.meters.eventsOfKnowledge(ofRegisters: $0, known: known)
            })
    }

    func policy() throws -> BillingPolicy {
        if let known { return known }
        let policy = try books.printingPolicy(of: record)
        known = policy
        return policy
    }
}
