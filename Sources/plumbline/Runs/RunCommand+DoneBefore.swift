import Measures
import Operations
import Wording

// A command whose work is done says so and what came of it: whoever did not see the first answer
// says the same again.

extension RunCommand {
    static func tellCalculated(
        _ run: Int64, in door: Door, options: InstallationOptions
    ) throws {
        let review = try ReviewRun(door)(run: run)
        options.say(RunText.calculatedAlready(review))
    }

    static func tellReleased(
        _ run: Int64, in door: Door, options: InstallationOptions
    ) throws {
        let numbers = try ShowRuns(door).numbers(ofRun: run)
        options.say(RunText.releasedAlready(run, as: numbers))
    }
}
