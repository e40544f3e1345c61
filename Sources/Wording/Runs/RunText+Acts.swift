import Documents
package import Operations
package import Storage

// What was done to a run.
extension RunText {
    package static func planned(_ run: RunRecord, isDryRun: Bool) -> Answer {
        Answer(
            "Run \(run.id) is planned: \(counted(run.supplyPoints, "supply point")) in "
                + "\(counted(run.batches, "batch", plural: "batches")), billed through "
                + "\(run.through), due \(run.slaDay).",
            json(run)
        ).onDryRun(isDryRun)
    }

    /// Its batches wait for the workers of the database.
    package static func sharedOut(_ run: RunRecord, isDryRun: Bool) -> Answer {
        let batches = counted(run.batches, "batch", plural: "batches")
        return Answer("Run \(run.id) is shared out: \(batches).", json(run)).onDryRun(isDryRun)
    }

    package static func givenUp(_ run: Int64, isDryRun: Bool) -> Answer {
        Answer("Run \(run) is given up.", ["run": .int(run), "dry_run": .bool(isDryRun)])
            .onDryRun(isDryRun)
    }

    package static func approved(_ run: Int64, by person: String) -> String {
        "Run \(run) is approved by \(person)."
    }

    package static func approvedAlready(_ run: Int64, by person: String) -> String {
        "Run \(run) is approved by \(person) already."
    }

    /// The numbers that the bills of a run got.
    package static func released(
        _ run: Int64, as numbers: [NumberSpan], isDryRun: Bool
    ) -> Answer {
        Answer(released(run, numbers), json(run, numbers: numbers, isDryRun: isDryRun))
            .onDryRun(isDryRun)
    }

    /// It was released before: the same numbers again.
    package static func releasedAlready(_ run: Int64, as numbers: [NumberSpan]) -> Answer {
        Answer(
            "Run \(run) is released already; nothing was done.\n" + released(run, numbers),
            json(run, numbers: numbers, isDryRun: false))
    }

    /// It was calculated before: the same totals again.
    package static func calculatedAlready(_ review: RunReview) -> Answer {
        Answer(
            "Run \(review.run.id) is calculated already; nothing was done.\n" + summary(review),
            json(review))
    }

    /// Said where a process ends before the rows of the pages are written.
    package static let rowsFollow =
        "All is kept. What is asked first writes the rows that are still missing."

    package static func rowsFollow(because error: any Error) -> String {
        "All is kept. Their rows are written by what is asked first: \(error)"
    }
}
