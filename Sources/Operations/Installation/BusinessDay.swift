package import Access
package import Measures
package import Storage

/// The business day of an installation: today, as far as the utility's work is concerned.
package struct BusinessDay: Sendable {
    package enum Refused: Error, Hashable, Sendable {
        /// More than a year ahead, which cannot be undone and has to be meant.
        case tooFar(Day, from: Day)
    }

    let door: Door

    package init(_ door: Door) { self.door = door }

    package func today() throws -> Day { try door.read(.readBooks) { try $0.businessDay() } }
}

/// Moves the business day on; more than a year only where that is meant. The answer is the day
/// before.
package struct MoveBusinessDay: Act {
    package static let name = "move-business-day"
    package static let permission = Permission.closeDay

    package let day: Day
    package let isMeant: Bool

    package init(to day: Day, isMeant: Bool = false) {
        self.day = day
        self.isMeant = isMeant
    }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Day> {
        try decided(as: "day-set", books)
    }

    /// - Parameter event: what the event says was done.
    func decided(as event: String, _ books: Books) throws -> Decision<Day> {
        let before = try books.businessDay()
        guard isMeant || day - before <= 366 else {
            throw BusinessDay.Refused.tooFar(day, from: before)
        }
        let subject = Subject(.installation, "day", described: "\(day)")
        if day == before { return .unchanged(subject, before) }
        try books.events.checkBusinessDay(movingTo: day)
        var decision = Decision<Day>(
            event: event, of: subject
        ) { [day] books, _ in
            try books.events.setBusinessDay(to: day)
            return before
        }
        decision.reason = "was \(before)"
        decision.day = day
        decision.before = .day(before)
        decision.after = .day(day)
        return decision
    }
}
