import Documents
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
}
