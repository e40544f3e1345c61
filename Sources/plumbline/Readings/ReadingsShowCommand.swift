import ArgumentParser
import Measures
import Operations
import Wording

extension ReadingsCommand {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "What is known of a meter, a supply point or a market identifier.",
            discussion: "Of an interval channel, its days with what they add up to; with --day, "
                + "each interval of that day. Days and times are those of the feed's clock.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "A meter's serial number, a supply point's code, an NMI, MPAN or MPRN.")
        var name: String
        @Option(help: "One register by its code, or one channel by its suffix.")
        var register: String?
        @Option(help: "One day, with each of its intervals.")
        var day: Day?
        @Option(help: "From this day on.")
        var from: Day?
        @Option(help: "Up to and with this day.")
        var through: Day?
        @Option(help: "As known at the end of this day.")
        var asOf: Day?

        func validate() throws {
            guard day == nil || (from == nil && through == nil) else {
                throw ValidationError("Say --day, or --from and --through.")
            }
            guard first <= last else {
                throw ValidationError("--through \(last) is before --from \(first).")
            }
        }

        private var first: Day { day ?? from ?? .firstDay }
        private var last: Day { day ?? through ?? .openEnd }

        func run() throws {
            let shown = try ShowReadings.shown(
                name, register: register, over: first...last, asOf: asOf, in: options.open())
            options.say(MeterDataText.answer(shown, of: day))
        }
    }

    struct Totals: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "totals",
            abstract: "How much interval data is stored, what it adds up to, and its quality.")
        @OptionGroup var options: InstallationOptions

        func run() throws {
            options.say(MeterDataText.answer(try MeterDataTotals(options.open())))
        }
    }
}
