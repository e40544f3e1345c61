package import Measures
import Rulebook

/// Who looks after a finding and by when (rules D2, D2.1).
package struct Stewards: Sendable {
    private let raised: Day
    private let calendar: WorkingCalendar?

    /// For findings raised on a day, with the working days of a jurisdiction.
    package init(raised: Day, jurisdiction: String = "GB-ENG") {
        self.raised = raised
        calendar = WorkingCalendar.of(Jurisdiction(jurisdiction))
    }

    package var steward: Stewardship {
        { code in (Stewards.owner(of: code), due(code)) }
    }

    package static func owner(of code: Finding.Code) -> String {
        ExceptionsCatalogue.kind(of: code)?.owner.rawValue ?? "billing"
    }

    /// Outside the years of the calendar every day counts as a working day.
    private func due(_ code: Finding.Code) -> Day {
        let days = ExceptionsCatalogue.kind(of: code)?.dueInWorkingDays ?? 3
        guard let calendar, let due = try? calendar.adding(days, to: raised) else {
            return raised + days
        }
        return due
    }
}
