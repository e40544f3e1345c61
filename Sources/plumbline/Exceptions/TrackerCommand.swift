import ArgumentParser
import Measures
import Operations
import Wording

struct TrackerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tracker",
        abstract: "Where every supply point stands: billed, held, void or not in supply.")
    @OptionGroup var options: InstallationOptions
    @Argument(help: "One supply point: its state and what holds it.")
    var supplyPoint: String?
    @Option(help: "As known at the end of this day; the business day unless given.")
    var asOf: Day?
    @Flag(help: "List the points that are held.")
    var held = false

    func run() throws {
        let tracker = try Tracker(options.open(), asOf: asOf)
        if let supplyPoint {
            let found = try tracker.point(supplyPoint)
            return say(
                options.json
                    ? TrackerText.json(found.point, found.state, on: tracker.day).text
                    : TrackerText.one(found.point, found.state, on: tracker.day))
        }
        if options.json { return say(TrackerText.json(tracker, held: held).text) }
        say(TrackerText.totals(tracker))
        if held { say(TrackerText.heldPoints(tracker)) }
    }
}
