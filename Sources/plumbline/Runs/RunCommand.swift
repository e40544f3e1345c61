import ArgumentParser
import Foundation
import Measures
import Operations
import Wording

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Bill runs: plan, start, review, release.",
        subcommands: [
            Plan.self, Start.self, Resume.self, Status.self, Checklist.self, Review.self,
            Release.self, Replay.self, AfterRelease.self, Digest.self, ExportFacts.self, Abort.self,
        ])

    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan",
            abstract: "Freeze what a run will bill: its last day and what is known now.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
        @Option(help: "The last day to bill, such as 2026-10-31.")
        var through: Day

        func run() throws {
            let plan = PlanRun(try options.open())
            let run = try plan.byPolicy(through: through, isDryRun: dryRun.isSet)
            options.say(RunText.planned(run, isDryRun: dryRun.isSet))
        }
    }

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "start",
            abstract: "Calculate the run's bills. Goes on where it was interrupted.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var which: RunOption
        @OptionGroup var dryRun: DryRunOption
        @Option(help: "Batches rated at a time; the number of cores unless given.")
        var workers: Int = ProcessInfo.processInfo.activeProcessorCount
        @Flag(help: "Leave the batches to the workers of the database, and do not wait for them.")
        var forWorkers = false

        func run() async throws {
            if forWorkers { return try shareOut() }
            try await calculate(options, run: which.id, dryRun: dryRun, workers: workers)
        }

        private func shareOut() throws {
            let door = try options.open()
            let journey = CalculateRun(door)
            let run = try journey.shareOut(run: which.id, isDryRun: dryRun.isSet)
            options.say(RunText.sharedOut(run, isDryRun: dryRun.isSet))
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume",
            abstract: "Finish what was interrupted: the calculation or the release.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var which: RunOption
        @OptionGroup var dryRun: DryRunOption

        func run() async throws {
            let record = try ShowRuns(options.open()).run(which.id)
            if record.isReleasing {
                try release(options, run: record.id, dryRun: dryRun)
            } else {
                try await calculate(
                    options, run: record.id, dryRun: dryRun,
                    workers: ProcessInfo.processInfo.activeProcessorCount)
            }
        }
    }

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "The runs and how far each has come.")
        @OptionGroup var options: InstallationOptions

        func run() throws {
            options.say(RunText.status(try ShowRuns(options.open()).all()))
        }
    }

    struct Review: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "review",
            abstract: "The run's control totals; with --approve, approve them as a second person.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var which: RunOption
        @OptionGroup var dryRun: DryRunOption
        @Flag(help: "Approve the run for release.")
        var approve = false
        @Option(help: "Why it is approved.")
        var reason = ""

        func run() throws {
            let door = try options.open()
            let journey = ReviewRun(door)
            guard approve else { return tell(try journey(run: which.id)) }
            if let run = try ShowRuns(door).approvedByCaller(which.id) {
                tell(try journey(run: run))
                if !options.json { say(RunText.approvedAlready(run, by: door.caller.name)) }
                return
            }
            let approved = try journey.approve(
                run: which.id, reason: reason, isDryRun: dryRun.isSet)
            tell(dryRun.isSet ? try journey(run: which.id) : approved)
            if !options.json {
                say(dryRun.tell(RunText.approved(approved.run.id, by: door.caller.name)))
            }
        }

        private func tell(_ review: RunReview) {
            say(options.json ? RunText.json(review).text : RunText.review(review))
        }
    }

    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Number, post and issue the bills of an approved run."
        )
        @OptionGroup var options: InstallationOptions
        @OptionGroup var which: RunOption
        @OptionGroup var dryRun: DryRunOption

        func run() throws { try release(options, run: which.id, dryRun: dryRun) }
    }

    struct Abort: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "abort",
            abstract: "Give a run up before its release; none of its bills gets a number.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var which: RunOption
        @OptionGroup var dryRun: DryRunOption
        @Option(help: "Why it is given up.")
        var reason: String

        func run() throws {
            let journey = ReviewRun(try options.open())
            let id = try journey.abort(run: which.id, reason: reason, isDryRun: dryRun.isSet)
            options.say(RunText.givenUp(id, isDryRun: dryRun.isSet))
        }
    }

    static func calculate(
        _ options: InstallationOptions, run id: Int64?, dryRun: DryRunOption, workers: Int
    ) async throws {
        let (door, stopwatch) = (try options.open(), Stopwatch())
        let record = try ShowRuns(door).run(id)
        if record.isCalculated {
            return try tellCalculated(record.id, in: door, options: options)
        }
        let bar = ProgressBar(
            "Billing through \(record.through)", note: "due \(record.slaDay)")
        let signals = dryRun.isSet ? nil : CancellationSignals()
        let journey = CalculateRun(
            door, workers: workers,
            cancellation: signals?.cancellation ?? Cancellation()
        ) { note(WorkText.waiting($0)) }
        guard let signals else {
            let review = try await journey.preview(run: record.id, report: bar.report)
            return say(
                options.json ? RunText.json(review).text : dryRun.tell(RunText.summary(review)))
        }
        let review = try await journey(run: record.id, report: bar.report)
        stopwatch.tell("The bills are durable after")
        try tell(review, in: door, options: options)
        try writeRows(in: door, stopwatch: stopwatch, leaving: signals)
    }

    /// As JSON with what the law misses, which is looked for only there.
    private static func tell(
        _ review: RunReview, in door: Door, options: InstallationOptions
    ) throws {
        guard options.json else { return say(RunText.summary(review)) }
        let journey = ReviewRun(door)
        say(RunText.json(try journey(run: review.run.id)).text)
    }

    static func release(
        _ options: InstallationOptions, run id: Int64?, dryRun: DryRunOption
    ) throws {
        let (door, stopwatch) = (try options.open(), Stopwatch())
        let record = try ShowRuns(door).run(id)
        if record.isReleased {
            return try tellReleased(record.id, in: door, options: options)
        }
        let bar = ProgressBar("Releasing")
        let signals = dryRun.isSet ? nil : CancellationSignals()
        let journey = try ReleaseRun.byPolicy(
            of: record, door,
            cancellation: signals?.cancellation ?? Cancellation())
        let numbers =
            dryRun.isSet
            ? try journey.preview(run: record.id)
            : try journey(run: record.id, report: bar.report)
        if !dryRun.isSet { stopwatch.tell("The numbers are durable after") }
        options.say(RunText.released(record.id, as: numbers, isDryRun: dryRun.isSet))
        if let signals { try writeRows(in: door, stopwatch: stopwatch, leaving: signals) }
    }

    /// Writes the rows that follow the pages. Killed before its end, the next command that asks
    /// for rows does it.
    private static func writeRows(
        in door: Door, stopwatch: Stopwatch,
        leaving signals: CancellationSignals
    ) throws {
        signals.endsNow(
            saying: RunText.rowsFollow)
        let bar = ProgressBar("Writing rows")
        stopwatch.start()
        do {
            try WriteRows(door)(report: bar.report)
            stopwatch.tell("Their rows are written later by")
        } catch  where error.mayPassLater {
            note(RunText.rowsFollow(because: error))
        }
    }
}
