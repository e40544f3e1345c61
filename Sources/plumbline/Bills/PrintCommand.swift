import ArgumentParser
import Foundation
import Measures
import Operations
import Wording

extension BillCommand {
    /// Bills as PDF files.
    struct PDF: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pdf", abstract: "Print all released bills of a run as PDF files.",
            discussion: "Each file is named by the bill's number. One bill: "
                + "`bill show NUMBER --format pdf --output FILE`.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var which: RunOption
        @OptionGroup var dryRun: DryRunOption
        @Option(
            name: [.customShort("o"), .customLong("output"), .customLong("out")],
            help: "The folder for the files; made if it is not there.")
        var output: String
        @Option(
            help: ArgumentHelp(
                "Files of at most so many bills, with bookmarks, as print houses take them.",
                valueName: "bills"))
        var together: Int?
        @Option(help: "Bills printed at a time; the number of cores unless given.")
        var workers: Int = ProcessInfo.processInfo.activeProcessorCount

        func validate() throws {
            guard let together else { return }
            guard (1...10_000).contains(together) else {
                throw ValidationError("A file holds 1 to 10,000 bills.")
            }
        }

        func run() async throws {
            let door = try options.open()
            let id = try ShowRuns(door).run(which.id).id
            let bar = ProgressBar("Printing")
            let printed = try await PrintBills(door, workers: workers)(
                run: id, into: output, together: together, isDryRun: dryRun.isSet,
                report: bar.report)
            guard printed.bills > 0 else {
                throw Refusal(PrintText.nothing(ofRun: id))
            }
            if options.json {
                return say(PrintText.json(ofRun: id, printed, isDryRun: dryRun.isSet).text)
            }
            say(dryRun.tell(PrintText.text(ofRun: id, printed, into: output)))
        }
    }
}

extension BillCommand.Show {
    /// Writes the PDF to a file, or to standard output for `-`; never to a terminal.
    func printPDF() throws {
        guard let output else {
            throw Refusal(PrintText.noTerminal)
        }
        let file = try PrintBills(try options.open()).bill(bill)
        if output == "-" {
            Output.pass(file.bytes)
        } else {
            try OutputFile.write(file.bytes, to: output)
        }
        guard !file.missing.isEmpty else { return }
        note(PrintText.warning(bill, file.missing) + "\n" + PrintText.advice)
    }
}
