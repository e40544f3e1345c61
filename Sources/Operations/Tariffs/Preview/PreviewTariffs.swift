import Billing
import Interchange
package import Measures
import Storage
import Tariffs

/// An analyst bills the whole base again in memory under changed books, and sees what changes for
/// whom. Nothing is written.
package struct PreviewTariffs: Sendable {
    /// What the new books are compared with.
    package enum Against: String, Sendable, CaseIterable {
        /// What the present books give for the same use: only prices speak.
        case current
        /// What was billed, whatever the books of that time were.
        case billed
    }

    package struct Question: Sendable {
        package var files: [String]
        /// Code of the tariff that the one book replaces; otherwise that of the book itself.
        package var insteadOf: String?
        /// `2025-10-01..2026-09-30`, `last 12 months` and so on: see `DayWords`.
        package var over: String
        package var against = Against.current
        /// Every bill with the prices of this day, in the new book and in the present one.
        package var pricesOf: Day?

        package init(files: [String], over: String) {
            self.files = files
            self.over = over
        }
    }

    let door: Door
    let workers: Int

    package init(_ door: Door, workers: Int = 2) {
        self.door = door
        self.workers = max(1, workers)
    }

    package func callAsFunction(
        _ question: Question, report: @escaping Progress.Report = { _ in }
    ) async throws -> TariffPreview {
        let scope = try door.read(.readBooks) { try PreviewScope(question, $0) }
        let batches = try door.read(.readBooks) {
            try $0.bills.releasedBatches(through: scope.period.start)
        }
        let installation = try door.reading(.readBooks)
        var tally = PreviewTally()
        var done = 0
        try await inOrder(
            batches.parts(of: min(64, max(1, batches.count / (4 * workers)))), workers: workers,
            make: { try PreviewWork(scope, installation).tally($0) }
        ) { part, count in
            tally.add(part)
            done += count
            report(Progress(done, of: batches.count, "batches"))
        }
        return try door.read(.readBooks) {
            try TariffPreview(question, over: scope, counted: tally, in: $0)
        }
    }
}

extension Array {
    /// Parts of at most `size` elements, in order.
    fileprivate func parts(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

/// Why a preview cannot be made.
package enum PreviewRefused: Error, Hashable, Sendable {
    case badPeriod(String)
    /// No tariff of that code is in the books.
    case unknownTariff(String, file: String?, nearest: String?, known: [String])
    /// `--instead-of` with several books.
    case insteadOfSeveral(Int)
    /// Two of the books would replace one tariff.
    case replacedTwice(String)
    /// What the book says and what the tariff it replaces says: commodity or currency.
    case differs(String, what: String, new: String, present: String)
    /// No bill of these tariffs ends in the period; the days of all bills.
    case noBills(Period, tariffs: [String], billed: Period?)
    case severalCurrencies([String])
}
