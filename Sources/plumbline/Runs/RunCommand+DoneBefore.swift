import Measures
import Operations
import Wording

// A command whose work is done says so and what came of it: whoever did not see the first answer
// says the same again.

extension RunCommand {
    static func tellCalculated(
        _ run: Int64, in installation: OpenInstallation, options: InstallationOptions
    ) throws {
        let review = try ReviewRun(installation: installation, actor: options.user)(run: run)
        if options.json { return say(RunText.json(review).text) }
        say("Run \(run) is calculated already; nothing was done.\n" + RunText.summary(review))
    }

    static func tellReleased(
        _ run: Int64, in installation: OpenInstallation, options: InstallationOptions
    ) throws {
        let numbers = try ShowRuns(installation).numbers(ofRun: run)
        if options.json { return say(RunText.json(run, numbers: numbers, isDryRun: false).text) }
        say(
            "Run \(run) is released already; nothing was done.\n"
                + RunText.released(run, numbers))
    }
}
