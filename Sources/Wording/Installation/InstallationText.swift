package import Measures
package import Operations

/// Installations and their business day.
package enum InstallationText {
    package static func made(
        _ name: String, in place: String, on day: Day, isDryRun: Bool
    ) -> Answer {
        Answer(
            "Made \(name) in \(place); today is \(day).",
            [
                "folder": .string(place), "business_day": .day(day), "dry_run": .bool(isDryRun),
            ]
        ).onDryRun(isDryRun)
    }

    package static func today(_ day: Day) -> Answer {
        Answer("\(day)", ["business_day": .day(day)])
    }

    /// A day is over, with what is left.
    package static func closed(_ end: DayEnd, isDryRun: Bool) -> Answer {
        let left: [(Int, one: String, many: String)] = [
            (end.waitingRuns, "run waits", "runs wait"),
            (end.waitingMessages, "message waits", "messages wait"),
            (end.unclearMessages, "message is unclear", "messages are unclear"),
            (end.openFindings, "finding is open", "findings are open"),
            (end.overdueFindings, "of them is overdue", "of them are overdue"),
            (end.waitingProposals, "proposal waits", "proposals wait"),
        ]
        let words = left.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.one : $0.many)" }
        let rest = words.isEmpty ? "Nothing is left." : words.joined(separator: ", ") + "."
        return Answer(
            "\(end.day) is closed. \(rest)",
            [
                "business_day": .day(end.day), "runs_waiting": .int(Int64(end.waitingRuns)),
                "runs_released": .int(Int64(end.releasedRuns)),
                "messages_waiting": .int(Int64(end.waitingMessages)),
                "messages_unclear": .int(Int64(end.unclearMessages)),
                "findings_open": .int(Int64(end.openFindings)),
                "findings_overdue": .int(Int64(end.overdueFindings)),
                "proposals_waiting": .int(Int64(end.waitingProposals)),
                "dry_run": .bool(isDryRun),
            ]
        ).onDryRun(isDryRun)
    }

    /// The business day was moved on from `before`.
    package static func moved(from before: Day, to day: Day, isDryRun: Bool) -> Answer {
        Answer(
            before == day ? "Today is \(day) already." : "Today is \(day).",
            ["business_day": .day(day), "dry_run": .bool(isDryRun)]
        ).onDryRun(isDryRun)
    }
}
