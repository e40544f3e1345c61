package import Billing
package import Measures

/// The scope of a load: supply points of a range of premises, and how far back to look.
package struct PointScope: Sendable {
    package let premises: ClosedRange<Int64>
    package let known: Knowledge
    /// Indices of the schemes in the rules of the run.
    package let schemes: [String: Int]
    /// Months before the first unbilled day whose readings and bills a rule may ask for.
    package let monthsBack = PointFacts.monthsBack
    /// The run's last day: intervals after it are not loaded.
    package let through: Day
    /// Bills and estimates of this and later runs are left out, so that a run can be repeated. Nil
    /// for all.
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

    /// Bills and findings with ids below this one are of earlier runs.
    var limit: Int64 {
        run.map { BillID.make(run: $0.id, batch: 0, index: 0) } ?? .max
    }
}
