import Measures
package import Storage

extension Check {
    /// All that must hold: what the store promises, the journal, and that no supply point is lost.
    package static let all = all()

    /// With the progress of the one that takes long.
    package static func all(report: @escaping Progress.Report = { _ in }) -> [Check] {
        storage + [
            agreements, trialBalance, links, journal(report), outcomes, billNumbers, pagesOfRuns,
            batches, strays, work, outbox, jobs, completeness,
        ]
    }

    /// Pages chained, and rows as their pages say.
    package static func journal(_ report: @escaping Progress.Report) -> Check {
        Check("pages against rows") { books in
            try VerifyJournal(books)(report: report).fault.map { ["\($0)"] } ?? []
        }
    }

    /// The states of the tracker add up to the number of supply points.
    package static let completeness = Check("tracker adds up") { books in
        let day = try books.businessDay()
        let tracker = try Tracker(
            books, on: day, grace: try books.billingPolicy(on: day).lateAfter)
        let tracked = tracker.totals.reduce(0) { $0 + $1.count }
        let points = try books.supply.supplyPoints().count
        return tracked == points ? [] : ["\(points) supply points, but \(tracked) in the tracker"]
    }
}
