import ArgumentParser
import Foundation
import Measures
import Operations
import Wording

extension TariffCommand {
    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "preview",
            abstract: "Bill everybody again under new books, in memory: what changes for whom.",
            discussion: "Takes the use on released bills whose last day lies in the period. "
                + "Nothing is written to the books.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The new books.", completion: .file())
        var files: [String]
        @Option(help: "2025-10-01..2026-09-30, 2026-03, \"March 2026\" or \"last 12 months\".")
        var over: String
        @Option(help: "The code of the tariff to replace; that of the book unless given.")
        var insteadOf: String?
        @Option(help: "Compare with what the present books give (current) or what was billed.")
        var against = PreviewTariffs.Against.current
        @Option(help: "Every bill at the prices of this day, in the new books and the present.")
        var pricesOf: Day?
        @Option(help: "Write one row for each agreement to this file.")
        var csv: String?

        func validate() throws {
            if pricesOf != nil, against == .billed {
                throw ValidationError("--prices-of goes with --against current.")
            }
        }

        func run() async throws {
            let door = try options.open()
            let bar = ProgressBar("Billing again")
            let preview = try await PreviewTariffs(
                door, workers: ProcessInfo.processInfo.activeProcessorCount)(
                    question, report: bar.report)
            if let csv { try preview.write(to: csv, from: door) }
            say(options.json ? PreviewText.json(preview).text : PreviewText.text(preview))
        }

        private var question: PreviewTariffs.Question {
            var question = PreviewTariffs.Question(files: files, over: over)
            question.insteadOf = insteadOf
            question.against = against
            question.pricesOf = pricesOf
            return question
        }
    }
}

extension PreviewTariffs.Against: ExpressibleByArgument {}
