package import Access
import Billing
package import Measures
import Outbox
package import Storage

/// What stands at the end of a business day: what has to be finished first, and what is left.
package struct DayEnd: Sendable, Hashable, Codable {
    package let day: Day
    /// Runs that are half done, by number: they are finished or given up before a day is closed.
    package let openRuns: [Int64]
    /// Runs that are planned, or wait for approval or release.
    package let waitingRuns: Int
    package let releasedRuns: Int
    package let waitingMessages: Int
    /// Messages of which nobody knows whether they were taken, or that were not.
    package let unclearMessages: Int
    package let openFindings: Int
    package let overdueFindings: Int
    package let waitingProposals: Int

    init(_ books: Books) throws {
        day = try books.businessDay()
        let runs = try books.runs.all()
        openRuns = runs.filter { [.calculating, .releasing].contains($0.state) }.map(\.id)
        waitingRuns = runs.count { [.planned, .review, .approved].contains($0.state) }
        releasedRuns = runs.count { $0.state == .released }
        let messages = try books.outbox.counts()
        waitingMessages = messages[.waiting] ?? 0
        unclearMessages = (messages[.unknown] ?? 0) + (messages[.failed] ?? 0)
        let findings = try books.bills.openFindings(try books.events.knowledgeNow())
        openFindings = findings.count
        overdueFindings = findings.count { [day] in $0.due < day }
        waitingProposals = try books.acts.waitingProposals().count
    }

    /// As the event keeps it.
    fileprivate var shown: JSONValue {
        [
            "runs waiting": .int(Int64(waitingRuns)),
            "runs released": .int(Int64(releasedRuns)),
            "messages waiting": .int(Int64(waitingMessages)),
            "messages unclear": .int(Int64(unclearMessages)),
            "findings open": .int(Int64(openFindings)),
            "findings overdue": .int(Int64(overdueFindings)),
            "proposals waiting": .int(Int64(waitingProposals)),
        ]
    }
}

/// Says that a business day is over: nothing of it is half done. What is left goes on record.
package struct CloseBusinessDay: Act {
    package static let name = "close-business-day"
    package static let permission = Permission.closeDay

    package enum Refused: Error, Hashable, Sendable {
        /// Runs that are being calculated or released.
        case runsAreOpen(Day, runs: [Int64])
    }

    package init() {}

    package var rows: ProjectionScope { .all }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<DayEnd> {
        let end = try DayEnd(books)
        let subject = Subject(.installation, "day", described: "\(end.day)")
        if try books.events.isClosed(end.day) { return .unchanged(subject, end) }
        guard end.openRuns.isEmpty else {
            throw Refused.runsAreOpen(end.day, runs: end.openRuns)
        }
        var decision = Decision<DayEnd>(event: "day-closed", of: subject) { _, _ in end }
        decision.after = end.shown
        return decision
    }
}

/// Begins a business day after the one before it was closed. The answer is that day.
package struct OpenBusinessDay: Act {
    package static let name = "open-business-day"
    package static let permission = Permission.closeDay

    package enum Refused: Error, Hashable, Sendable {
        case notClosed(Day)
        case notLater(Day, than: Day)
    }

    package let day: Day
    package let isMeant: Bool

    package init(_ day: Day, isMeant: Bool = false) {
        self.day = day
        self.isMeant = isMeant
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Day> {
        let before = try books.businessDay()
        guard day > before else { throw Refused.notLater(day, than: before) }
        guard try books.events.isClosed(before) else { throw Refused.notClosed(before) }
        return try MoveBusinessDay(to: day, isMeant: isMeant).decided(as: "day-opened", books)
    }
}
