package import Measures
package import Storage

// Runs as the policy in force has them.

extension PlanRun {
    /// With the days to bill in, and the size of a batch, of the policy in force today.
    package func byPolicy(through day: Day, isDryRun: Bool) throws -> RunRecord {
        let policy = try door.read(.readBooks, rows: .none) { books in
            try books.billingPolicy(on: try books.businessDay())
        }
        guard !isDryRun else {
            return try preview(
                through: day, slaDays: policy.slaDays, batchSize: policy.batchSize)
        }
        let id = try self(through: day, slaDays: policy.slaDays, batchSize: policy.batchSize)
        return try door.read(.readBooks, rows: .none) { try $0.runRecord(id) }
    }
}

extension ReleaseRun {
    /// With the days to pay of the policy of the run.
    package static func byPolicy(
        of run: RunRecord, _ door: Door, cancellation: Cancellation
    ) throws -> ReleaseRun {
        let policy = try door.read(.readBooks, rows: .none) { try $0.printingPolicy(of: run) }
        return ReleaseRun(
            door, paymentDays: policy.paymentDays, cancellation: cancellation)
    }
}

/// Writes the rows of all pages that are still without. Killed before its end, whoever asks for
/// rows next does it.
package struct WriteRows: Sendable {
    let door: Door

    package init(_ door: Door) { self.door = door }

    package func callAsFunction(report: Progress.Report) throws {
        try door.reading(.readBooks).writeRowsDue { report(Progress($0, of: $1, "pages")) }
    }
}
