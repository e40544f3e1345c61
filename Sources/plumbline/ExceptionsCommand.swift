import ArgumentParser
import Documents
import Measures
import Operations
import Rulebook
import Storage

struct ExceptionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exceptions",
        abstract: "What stands between supply points and their bills, by cause.",
        subcommands: [Causes.self, List.self, Decide.self], defaultSubcommand: Causes.self)

    struct Causes: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "causes",
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
            commandName: "list", abstract: "The open findings of one cause, one by one.")
        @OptionGroup var options: InstallationOptions
        @Argument(help: "The code, such as RD-HIGH; all unless given.")
        var code: String?
        @Option(help: "At most so many.")
        var last = 50

        func run() throws {
            if let code, !Exceptions.isKnown(code) {
                throw Refusal(
                    "There is no cause \(code). See: plumbline exceptions causes, or "
                        + "Docs/errors.md for all of them")
            }
            let (open, shown, places) = try options.open().read { books in
                let open = try Exceptions.listed(
                    code.map { Finding.Code($0) }, books, on: try books.businessDay())
                let shown = Array(open.prefix(last))
                return (open, shown, try Exceptions.dueDays(of: shown, books))
            }
            if options.json { return say(ExceptionsText.json(shown, of: open.count).text) }
            guard !open.isEmpty else {
                return say("No open findings\(code.map { " of \($0)" } ?? "").")
            }
            say(ExceptionsText.list(shown, of: open.count) + ExceptionsText.counting(places))
        }
    }

    struct Decide: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide",
            abstract: "Accept a finding as right, or close it as mended; on record.")
        @OptionGroup var options: InstallationOptions
        @OptionGroup var dryRun: DryRunOption
        @Argument(help: "The finding's number.")
        var finding: Int64
        @Argument(help: "accepted: the figures are right, bill them. mended: the cause is gone.")
        var decision: DecideFinding.Decision
        @Option(help: "Why.")
        var reason: String

        func run() throws {
            try DecideFinding(installation: try options.open(), actor: options.user)(
                finding, decision, because: reason, isDryRun: dryRun.isSet)
            let answer: JSONValue = [
                "finding": .int(finding), "decision": .string(decision.rawValue),
                "dry_run": .bool(dryRun.isSet),
            ]
            let text = "Finding \(finding) is \(decision.rawValue); the next run bills by it."
            say(options.json ? answer.text : dryRun.tell(text))
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
            .number("Finding"), .text("Supply point"), .text("Code"), .text("Raised"),
            .text("Due"), .text("Figures"), .number("At risk"),
        ])
        for finding in findings {
            table.add([
                "\(finding.id)", finding.supplyPoint, finding.code.rawValue, "\(finding.raised)",
                "\(finding.due)", finding.figures,
                RunText.moneys([finding.currency: finding.moneyAtRisk]),
            ])
        }
        return table.text(width: 120) + "\(counted(findings.count)) of \(counted(count)) shown.\n"
    }

    /// Which days count where the program has no holidays of a place (rule A6.7).
    static func counting(_ places: [Int64: DueDays]) -> String {
        let unknown = Set(
            places.values.filter { !$0.knowsHolidays }.map(\.jurisdiction.rawValue))
        return unknown.sorted().map {
            "Due days in \($0.isEmpty ? "no known place" : $0): Monday to Friday, as its holidays "
                + "are not known here.\n"
        }.joined()
    }

    static func json(_ findings: [OpenFinding], of count: Int) -> JSONValue {
        ["open": .count(count), "findings": .array(findings.map(json))]
    }

    static func json(_ finding: OpenFinding) -> JSONValue {
        [
            "finding": .int(finding.id), "supply_point": .string(finding.supplyPoint),
            "run": .int(finding.runID), "code": .string(finding.code.rawValue),
            "rule": .string(finding.rule), "figures": .string(finding.figures),
            "owner": .string(finding.owner), "raised": .day(finding.raised),
            "due": .day(finding.due), "currency": .string(finding.currency),
            "money_at_risk": .int(finding.moneyAtRisk),
        ]
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
