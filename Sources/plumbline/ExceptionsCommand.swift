import ArgumentParser
import Documents
import Measures
import Operations
import Storage

struct ExceptionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exceptions",
        abstract: "What stands between supply points and their bills, by cause.",
        subcommands: [Causes.self, List.self, Decide.self], defaultSubcommand: Causes.self)

    struct Causes: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open findings by cause, with money at risk, owner and age.")
        @OptionGroup var options: InstallationOptions
        @Option(help: "As known at the end of this day; the business day unless given.")
        var asOf: Day?

        func run() throws {
            let exceptions = try options.open().read { books in
                try Exceptions(books, on: try asOf ?? books.businessDay())
            }
            say(
                options.json
                    ? ExceptionsText.json(exceptions).text
                    : ExceptionsText.causes(exceptions))
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The open findings of one cause, one by one.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The code, such as RD-HIGH; all unless given.")
        var code: String?
        @Option(help: "At most so many.")
        var last = 50

        func run() throws {
            let exceptions = try options.open().read { books in
                try Exceptions(books, on: try books.businessDay())
            }
            let open = exceptions.open.filter { code == nil || $0.code.rawValue == code }
            say(ExceptionsText.list(Array(open.prefix(last)), of: open.count))
        }
    }

    struct Decide: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Accept a finding as right, or close it as mended; on record.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The finding's number.")
        var finding: Int64
        @Argument(help: "accepted: the figures are right, bill them. mended: the cause is gone.")
        var decision: DecideFinding.Decision
        @Option(help: "Why.")
        var reason: String

        func run() throws {
            try DecideFinding(installation: try options.open(), actor: options.user)(
                finding, decision, because: reason)
            say("Finding \(finding) is \(decision.rawValue); the next run bills by it.")
        }
    }
}

extension DecideFinding.Decision: ExpressibleByArgument {}

/// Findings told in the terminal and as JSON.
enum ExceptionsText {
    static func causes(_ exceptions: Exceptions) -> String {
        guard !exceptions.open.isEmpty else { return "Nothing is held on \(exceptions.day)." }
        var table = Table([
            .text("Cause"), .text("Meaning"), .text("Owner"), .number("Open"),
            .number("Overdue"), .number("Oldest, days"), .number("Money at risk"),
        ])
        for cause in exceptions.causes {
            table.add([
                cause.code.rawValue, cause.meaning, cause.owner, counted(cause.count),
                counted(cause.overdue), "\(cause.oldest)", RunText.moneys(cause.money),
            ])
        }
        table.addTotal(["all", "", "", counted(exceptions.open.count), "", "", ""])
        return "Open findings on \(exceptions.day)\n\n" + table.text(width: 110)
    }

    static func list(_ findings: [OpenFinding], of count: Int) -> String {
        var table = Table([
            .number("Finding"), .text("Code"), .text("Raised"), .text("Due"), .text("Figures"),
        ])
        for finding in findings {
            table.add([
                "\(finding.id)", finding.code.rawValue, "\(finding.raised)", "\(finding.due)",
                finding.figures,
            ])
        }
        return table.text(width: 120) + "\(counted(findings.count)) of \(counted(count)) shown.\n"
    }

    static func json(_ exceptions: Exceptions) -> JSONValue {
        [
            "as_of": .day(exceptions.day), "open": .count(exceptions.open.count),
            "causes": .array(
                exceptions.causes.map { cause in
                    [
                        "code": .string(cause.code.rawValue), "meaning": .string(cause.meaning),
                        "owner": .string(cause.owner), "count": .count(cause.count),
                        "overdue": .count(cause.overdue), "oldest_days": .count(cause.oldest),
                        "money": .object(
                            cause.money.sorted { $0.key < $1.key }.map {
                                .init($0.key, .int($0.value))
                            }),
                    ]
                }),
        ]
    }
}
