import ArgumentParser
import Documents
import Measures
import Operations
import Wording

struct BillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bill", abstract: "Bills: show one, and explain how it came about.",
        subcommands: [
            Show.self, PDF.self, Explain.self, Compare.self, Checklist.self, Replay.self,
            List.self,
        ])

    enum Form: String, ExpressibleByArgument, CaseIterable { case text, html, json, pdf }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Print a bill.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The bill's number, such as HARBOUR-00000042, or its id.")
        var bill: String
        @Option(help: "text, html, json or pdf.")
        var format = Form.text
        @Option(name: .shortAndLong, help: "Write to this file; - is standard output.")
        var output: String?

        func run() throws {
            let form = options.json ? .json : format
            if form == .pdf { return try printPDF() }
            let document = try ShowBill(options.open()).document(bill)
            let text =
                switch form {
                case .text: BillText.text(document)
                case .html: BillHTML.text(document)
                case .json, .pdf: BillJSON.text(document)
                }
            guard let output, output != "-" else {
                return form == .html ? Output.pass(text + "\n") : say(text)
            }
            try OutputFile.write(text, to: output)
        }
    }

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "explain",
            abstract: "Tell how each figure of a bill came about, from reading to rounding.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The bill's number or id.")
        var bill: String
        @Option(help: "Only this charge line, counted from 1.")
        var line: Int?

        func run() throws {
            let document = try ShowBill(options.open()).document(bill)
            if options.json { return say(BillJSON.text(document)) }
            guard let line else { return say(ExplanationText.bill(document)) }
            guard let text = ExplanationText.line(line, of: document) else {
                throw Refusal(BillList.noLine(line))
            }
            say(text)
        }
    }

    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compare",
            abstract: "Tell what moved a bill since the last one, step by step.",
            discussion: "With the last released bill of the account here, or with OTHER.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The bill's number or id.")
        var bill: String
        @Argument(help: "The number or id of the bill to start from.")
        var other: String?

        func run() throws {
            let comparison = try ShowBill(options.open()).comparison(bill, with: other)
            if options.json { return say(BillJSON.comparison(comparison).text) }
            say(BillText.comparison(comparison).joined(separator: "\n"))
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The released bills of an account or of a run.")
        @OptionGroup var options: InstallationOptions
        @Option(help: "The account's code.")
        var account: String?
        @Option(name: .customLong("run"), help: "The run's number.")
        var runID: Int64?
        @Option(help: "At most so many.")
        var last = 20

        func validate() throws {
            guard account != nil || runID != nil else {
                throw ValidationError("Name an account or a run: --account CODE, or --run NUMBER.")
            }
            guard account == nil || runID == nil else {
                throw ValidationError("Name an account or a run, not both.")
            }
        }

        func run() throws {
            let list = ListBills(try options.open())
            let bills =
                try account.map { try list.ofAccount($0, last: last) }
                ?? list.ofRun(runID, last: last)
            options.say(BillList.answer(bills))
        }
    }
}
