package import Billing
package import Measures

/// What a batch loads: the supply points of a range of premises with all that billing needs.
package struct PointScope: Sendable {
    package let premises: ClosedRange<Int64>
    package let known: Knowledge
    /// Places of the schemes in the rules of the run.
    package let schemes: [String: Int]
    /// Months before the first unbilled day whose readings and bills a rule may ask for.
    package let monthsBack = PointFacts.monthsBack
    /// The run's last day: intervals after it are not loaded.
    package let through: Day
    /// Bills of this run and later ones are not seen, nor what they estimated, so that a run
    /// finds again what it once found. Nil sees all.
    package let run: RunRecord?
    /// The earlier bills that a tariff asks for.
    package let reachBack: ReachBack?

    package init(
        premises: ClosedRange<Int64>, known: Knowledge, schemes: [String: Int], through: Day,
        of run: RunRecord? = nil, reachBack: ReachBack? = nil
    ) {
        self.premises = premises
        self.known = known
        self.schemes = schemes
        self.through = through
        self.run = run
        self.reachBack = reachBack
    }

    /// Ids of bills and findings below this one come from runs before this run.
    var limit: Int64 {
        run.map { BillID.make(run: $0.id, batch: 0, index: 0) } ?? .max
    }
}
