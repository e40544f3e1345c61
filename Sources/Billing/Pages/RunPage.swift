package import Measures

/// What one batch of a run produced: its bills and one outcome for every supply point.
///
/// The page is the unit of commit, of idempotency (run, batch) and of proof. It holds no time
/// of day and no name of a machine: the same facts give the same bytes.
package struct RunPage: Sendable, Hashable {
    /// How a page is written down. New pages take the first that says all they have to say; a page
    /// keeps the one it has.
    package enum Format: Int, Sendable, Hashable, CaseIterable {
        case one = 1
        /// With rule sets, and a proof for each bill.
        case two
        /// With what usages had of blocks that filled in order of time.
        case three
    }

    package var format = Format.two
    package var runID: Int64
    package var batch: Int
    package var through: Day
    /// Each that a bill's proof names, in order of first use; none in format 1.
    package var ruleSets: [RuleSet] = []
    package var outcomes: [Outcome]
    package var bills: [Bill]
    /// Readings that the run estimated; they become facts with the page.
    package var estimates: [EstimatedReading]

    package init(
        runID: Int64, batch: Int, through: Day, outcomes: [Outcome], bills: [Bill],
        estimates: [EstimatedReading]
    ) {
        self.runID = runID
        self.batch = batch
        self.through = through
        self.outcomes = outcomes
        self.bills = bills
        self.estimates = estimates
    }
}
