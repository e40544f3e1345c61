package import Measures
package import Storage

/// The business day of an installation: today, as far as the utility's work is concerned.
package struct BusinessDay: Sendable {
    package enum Refused: Error, Hashable, Sendable {
        /// More than a year ahead, which cannot be undone and has to be meant.
        case tooFar(Day, from: Day)
    }

    private let installation: Installation

    package init(_ installation: Installation) { self.installation = installation }

    package func today() throws -> Day { try installation.read { try $0.businessDay() } }

    /// Moves it on to `day`, more than a year only where that `isMeant`. Gives the day before.
    package func move(
        to day: Day, by actor: String, isMeant: Bool, isDryRun: Bool
    ) throws -> Day {
        try installation.change(isDryRun: isDryRun) { books in
            let before = try books.businessDay()
            guard isMeant || day - before <= 366 else { throw Refused.tooFar(day, from: before) }
            try books.events.moveBusinessDay(to: day, by: actor)
            return before
        }
    }
}
