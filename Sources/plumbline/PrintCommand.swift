import ArgumentParser
import Documents
import Foundation
import Measures
import Operations
import Storage

extension BillCommand {
    /// Bills on paper.
    struct PDF: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pdf", abstract: "Print all released bills of a run as PDF files.",
            discussion: "Each file is named by the bill's number. One bill: "
                + "`bill show NUMBER --format pdf --output FILE`.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var which: RunCommand.RunOption
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
            let installation = try options.open()
            let id = try installation.read { try $0.runRecord(which.id).id }
            let bar = ProgressBar("Printing")
            let printed = try await PrintBills(installation: installation, workers: workers)(
                run: id, into: output, together: together, isDryRun: dryRun.isSet,
                report: bar.report)
            guard printed.bills > 0 else {
                throw Refusal("Run \(id) has no released bills. Release it, then print them.")
            }
            if options.json { return say(PrintText.json(id, printed, dryRun.isSet).text) }
            say(dryRun.tell(PrintText.text(id, printed, output)))
        }
    }
}

extension BillCommand.Show {
    /// A PDF is no text for a terminal: it wants a file, or `-` for standard output.
    func printPDF() throws {
        guard let output else {
            throw Refusal(
                "A PDF is not for the terminal: name a file with --output, or - for standard "
                    + "output.")
        }
        let file = try PrintBills(installation: try options.open()).bill(bill)
        if output == "-" {
            Output.pass(file.bytes)
        } else {
            try WholeFile.write(file.bytes, to: output)
        }
        guard !file.missing.isEmpty else { return }
        note(PrintText.warning(bill, file.missing) + "\n" + PrintText.advice)
    }
}

/// What printing has to tell.
enum PrintText {
    static func text(_ run: Int64, _ printed: PrintBills.Printed, _ folder: String) -> String {
        let size = grouped((printed.bytes + 500_000) / 1_000_000)
        let bills = printed.bills == 1 ? "1 bill" : "\(grouped(printed.bills)) bills"
        let files = printed.files == 1 ? "1 file" : "\(grouped(printed.files)) files"
        let index = printed.files == printed.bills ? folder : "\(files) in \(folder)"
        let warnings = printed.missing.map { warning($0.bill, $0.characters) }
        return
            (["Printed \(bills) of run \(run) into \(index) (\(size) MB)."] + warnings
            + (warnings.isEmpty ? [] : [advice])).joined(separator: "\n")
    }

    static func warning(_ bill: String, _ characters: [Unicode.Scalar]) -> String {
        let names = characters.map { "\($0) (\(code($0)))" }.joined(separator: ", ")
        return "\(bill): no font has \(names); printed as a box, kept as text."
    }

    static let advice =
        "Install a font for it, or name its folder in the policy under printing, font_folders."

    static func json(
        _ run: Int64, _ printed: PrintBills.Printed, _ isDryRun: Bool
    ) -> JSONValue {
        [
            "run": .int(run), "bills": .count(printed.bills), "files": .count(printed.files),
            "bytes": .count(printed.bytes),
            "missing": .array(
                printed.missing.map { missing in
                    [
                        "bill": .string(missing.bill),
                        "characters": .array(missing.characters.map { .string(code($0)) }),
                    ]
                }),
            "dry_run": .bool(isDryRun),
        ]
    }

    /// `U+1F642`.
    private static func code(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
