import ArgumentParser
import Documents
import Measures
import Operations
import Wording

extension LetterKind: ExpressibleByArgument {}

struct LettersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letters", abstract: "Letters and e-mails from templates that you may edit.",
        subcommands: [Templates.self, Check.self, Preview.self, Make.self, Queue.self])

    /// What every command that makes letters takes.
    struct Content: ParsableArguments {
        @Option(name: .customLong("set"), help: "A value that the bill does not know: NAME=VALUE.")
        var values: [String] = []
        @Option(help: "The address e-mails come from; the one in your contact unless given.")
        var from: String?
        @Option(help: "The form in which the bill is attached to e-mails: page or pdf.")
        var attach = MakeLetters.AttachedForm.page

        func journey(_ door: Door, _ kind: LetterKind) throws -> MakeLetters {
            let given = try values.map { text -> (name: String, value: String) in
                guard let sign = text.firstIndex(of: "=") else {
                    throw Refusal(LettersText.noSetting(text))
                }
                return (String(text[..<sign]), String(text[text.index(after: sign)...]))
            }
            return MakeLetters(
                door, kind: kind, given: given, sender: from, attaching: attach)
        }
    }

    struct Templates: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "templates",
            abstract: "List the kinds of letters; with --out, write their templates to edit.")
        @OptionGroup var options: InstallationOptions
        @Option(
            help: "Write the templates into this folder; the data folder's `templates` is read.")
        var out: String?

        func run() throws {
            if let out {
                let written = try LetterTemplates.write(to: out)
                return say(LettersText.templates(written))
            }
            options.say(LettersText.kinds(LetterKind.allCases))
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Find mistakes in a template.")
        @Argument(help: "The template.")
        var file: String

        func run() throws {
            _ = try LetterTemplates.read(file)
            say("\(file): no mistakes.")
        }
    }

    struct Preview: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "preview",
            abstract: "Show the letter about one bill; nothing is sent or kept.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var content: Content
        @Argument(help: "The kind of letter.")
        var kind: LetterKind
        @Option(help: "The bill's number or id.")
        var bill: String
        @Option(help: "text, html or eml.")
        var format = LetterFormat.text

        func run() throws {
            let journey = try content.journey(try options.open(), kind)
            let text = try journey.written(bill, as: format)
            format == .text ? say(text) : Output.pass(text.hasSuffix("\n") ? text : text + "\n")
        }
    }

    struct Make: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make",
            abstract: "Write a letter for each released bill of a run into a folder.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var content: Content
        @Option(name: .customLong("run"), help: "The run's number.")
        var runID: Int64
        @Option(help: "The kind of letter.")
        var kind: LetterKind
        @Option(help: "The folder.")
        var out: String
        @Option(help: "text, html or eml.")
        var format = LetterFormat.html

        func run() throws {
            let journey = try content.journey(try options.open(), kind)
            let written = try journey.write(run: runID, into: out, as: format)
            options.say(LettersText.made(written, in: out))
            if !written.refused.isEmpty { throw ExitCode(3) }
        }
    }
}

extension LettersCommand {
    struct Queue: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "queue",
            abstract: "Put a letter about each released bill of a run into the outbox.",
            discussion: """
                An e-mail where the customer has an address, else a page to print. Said again, it adds \
                what is missing. `plumbline outbox send` sends it.
                """)
        @OptionGroup var options: InstallationOptions
        @OptionGroup var content: Content
        @OptionGroup var dryRun: DryRunOption
        @Option(name: .customLong("run"), help: "The run's number.")
        var runID: Int64
        @Option(help: "The kind of letter.")
        var kind: LetterKind

        func run() throws {
            let journey = try content.journey(try options.open(), kind)
            let queued = try QueueLetters(journey)(
                run: runID, isDryRun: dryRun.isSet)
            options.say(SendingText.queued(queued, isDryRun: dryRun.isSet))
            if !queued.refused.isEmpty { throw ExitCode(3) }
        }
    }
}

extension MakeLetters.AttachedForm: ExpressibleByArgument {}
extension LetterFormat: ExpressibleByArgument {}
