import ArgumentParser
import Documents
import Measures
import Operations
import Tariffs
import Wording

struct TariffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tariff",
        abstract: "Tariff books: check, show, rate, test, compare and preview them.",
        discussion: "All but preview work on files alone; no installation is opened.",
        subcommands: [
            Check.self, Show.self, Rate.self, Test.self, Diff.self, Preview.self,
            TariffImportURDB.self,
        ])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Say what is wrong with books, and what is most likely a slip.")
        @Argument(help: "Books, or folders of them.", completion: .file())
        var files: [String]
        @Flag(help: "Fail on warnings too.")
        var strict = false
        @Flag(help: "Leave out notes.")
        var quiet = false
        @Flag(name: .long, help: "Print one JSON object instead of text.")
        var json = false

        func run() throws {
            let checked = try CheckTariffs()(files)
            say(json ? TariffText.json(checked).text : TariffText.checked(checked, quiet))
            let hasMistakes = checked.contains { !$0.mistakes.isEmpty }
            let hasWarnings = checked.contains { !$0.warnings.isEmpty }
            if hasMistakes || strict && hasWarnings { throw ExitCode(1) }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Print a book as a price sheet.")
        @Argument(help: "The book.", completion: .file())
        var file: String
        @Option(help: "The day whose prices to show; that of the last price unless given.")
        var on: Day?
        @Flag(name: .long, help: "Print one JSON object instead of text.")
        var json = false

        func run() throws {
            let book = try ReadTariff()(file)
            say(json ? TariffText.json(book, on: on).text : PriceSheetText(book, on: on).text)
        }
    }

    struct Rate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rate",
            abstract: "Quote what a book would charge, with the working of each figure.")
        @Argument(help: "The book.", completion: .file())
        var file: String
        @Option(help: "A file in the form of a bill case; `expect` may be left out.")
        var usage: String?
        @Option(name: .customLong("set"), help: "name=value: what was used, a number, a choice.")
        var settings: [String] = []
        @Option(help: "The first day.")
        var from: Day?
        @Option(help: "The last day.")
        var to: Day?
        @Flag(name: .long, help: "Print one JSON object instead of text.")
        var json = false

        func validate() throws {
            let hasDays = from != nil && to != nil
            guard usage == nil ? hasDays : settings.isEmpty && from == nil && to == nil else {
                throw ValidationError(
                    "Give --usage FILE, or --set name=value with --from and --to.")
            }
            if let from, let to, to < from { throw ValidationError("--to is before --from.") }
        }

        func run() throws {
            let quote = try RateTariff()(file, asked)
            let (plan, period, rated) = (quote.plan, quote.period, quote.rated)
            say(
                json
                    ? QuoteText.json(plan, over: period, rated: rated).text
                    : QuoteText.text(plan, over: period, rated: rated, width: 96))
        }

        private var asked: RateTariff.Usage {
            guard usage == nil, let from, let to else { return .file(usage ?? "") }
            return .settings(settings, Period(from: from, through: to))
        }
    }

    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test",
            abstract: "Rate bill cases and lay each beside the bill that must come out.")
        @Argument(help: "Bill cases, or folders of them.", completion: .file())
        var files: [String]
        @Option(help: "Where books lie; otherwise `Books` beside or above each case.")
        var books: String?
        @Flag(help: "Only cases that fail, and the summary.")
        var quiet = false
        @Flag(name: .long, help: "Print one JSON object instead of text.")
        var json = false

        func run() throws {
            let tested = try TestTariffs(books: books, tell: RatingSentence.text)(files)
            say(json ? TariffText.json(tested).text : TariffText.tested(tested, quiet))
            guard tested.allSatisfy(\.passes) else { throw ExitCode(1) }
        }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff",
            abstract: "Say in words what one book charges differently from another.")
        @Argument(help: "The book as it was.", completion: .file())
        var old: String
        @Argument(help: "The book as it shall be.", completion: .file())
        var new: String
        @Flag(name: .long, help: "Print one JSON object instead of text.")
        var json = false

        func run() throws {
            let text = BookChangesText(from: try ReadTariff()(old), to: try ReadTariff()(new))
            say(json ? TariffText.json(text).text : text.text())
        }
    }
}
