import Billing
import Measures
import Operations
import Storage
import Wording

// A command whose work is done says so and what came of it: whoever did not see the first answer
// says the same again.

extension RunRecord {
    /// Nothing is left to calculate, and the run was not given up.
    var isCalculated: Bool { [.review, .approved, .released].contains(state) }
}

extension RunCommand {
    static func tellCalculated(
        _ run: RunRecord, in installation: Installation, options: InstallationOptions
    ) throws {
        let review = try ReviewRun(installation: installation, actor: options.user)(run: run.id)
        if options.json { return say(RunText.json(review).text) }
        say("Run \(run.id) is calculated already; nothing was done.\n" + RunText.summary(review))
    }

    static func tellReleased(
        _ run: RunRecord, in installation: Installation, options: InstallationOptions
    ) throws {
        let numbers = try installation.read(rows: .none) { try $0.runs.numbers(ofRun: run.id) }
        if options.json { return say(RunText.json(run.id, numbers: numbers, isDryRun: false).text) }
        say(
            "Run \(run.id) is released already; nothing was done.\n"
                + RunText.released(run.id, numbers))
    }
}
