import Measures
package import Storage

extension Check {
    /// All that must hold: what the store promises, the journal, and that no supply point is lost.
    package static let all = storage + [journal, completeness]

    /// Pages chained, rows as their pages say, the trial balance zero (rules F5).
    package static let journal = Check("journal, pages and trial balance") { books in
        let verdict = try VerifyJournal(books)()
        let sums = verdict.trialBalance.filter { $0.value != 0 }.map {
            "the postings in \($0.key) are out of balance by \($0.value) minor units"
        }
        return (verdict.fault.map { ["\($0): ask `ledger verify`"] } ?? []) + sums.sorted()
    }

    /// The states of the tracker add up to the number of supply points.
    package static let completeness = Check("completeness") { books in
        let day = try books.businessDay()
        let tracker = try Tracker(
            books, on: day, grace: try books.billingPolicy(on: day).lateAfter)
        let told = tracker.totals.reduce(0) { $0 + $1.count }
        let points = try books.supplyPoints().count
        return told == points ? [] : ["\(points) supply points, but \(told) in the tracker"]
    }
}
