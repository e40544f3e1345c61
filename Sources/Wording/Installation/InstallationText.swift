package import Measures

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

    /// The business day was moved on from `before`.
    package static func moved(from before: Day, to day: Day, isDryRun: Bool) -> Answer {
        Answer(
            before == day ? "Today is \(day) already." : "Today is \(day).",
            ["business_day": .day(day), "dry_run": .bool(isDryRun)]
        ).onDryRun(isDryRun)
    }
}
