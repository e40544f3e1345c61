import Documents
package import Measures
package import Operations
import Rulebook
package import Storage

/// Findings as text and JSON.
package enum ExceptionsText {
    package static func causes(_ exceptions: Exceptions) -> String {
        guard !exceptions.open.isEmpty else { return "Nothing is held on \(exceptions.day)." }
        var table = Table([
            .text("Cause"), .text("Meaning"), .text("Owner"), .number("Open"),
            .number("Overdue"), .number("Oldest, days"), .number("Money at risk"),
        ])
        for cause in exceptions.causes {
            table.add([
                cause.code.rawValue, cause.meaning, cause.owner, grouped(cause.count),
                grouped(cause.overdue), "\(cause.oldest)", Money.forPeople(byCurrency: cause.money),
            ])
        }
        table.addTotal(["all", "", "", grouped(exceptions.open.count), "", "", ""])
        return "Open findings on \(exceptions.day)\n\n" + table.text(width: 110)
    }

    /// The open findings of a cause, or of all.
    package static func listed(_ listed: Exceptions.Listed, of code: String?) -> Answer {
        let json = json(listed.shown, of: listed.count)
        guard listed.count > 0 else {
            return Answer("No open findings\(code.map { " of \($0)" } ?? "").", json)
        }
        return Answer(
            list(listed.shown, of: listed.count) + counting(listed.dueDays), json)
    }

    private static func list(_ findings: [OpenFinding], of count: Int) -> String {
        var table = Table([
            .number("Finding"), .text("Supply point"), .text("Code"), .text("Raised"),
            .text("Due"), .text("Figures"), .number("At risk"),
        ])
        for finding in findings {
            table.add([
                "\(finding.id)", finding.supplyPoint, finding.code.rawValue, "\(finding.raised)",
                "\(finding.due)", finding.figures,
                Money.forPeople(byCurrency: [finding.currency: finding.moneyAtRisk]),
            ])
        }
        return table.text(width: 120) + "\(grouped(findings.count)) of \(grouped(count)) shown.\n"
    }

    /// Which days count where the program has no holidays of a place (rule A6.7).
    private static func counting(_ places: [Int64: DueDays]) -> String {
        let unknown = Set(
            places.values.filter { !$0.knowsHolidays }.map(\.jurisdiction.rawValue))
        return unknown.sorted().map {
            "Due days in \($0.isEmpty ? "no known place" : $0): Monday to Friday, as its holidays "
                + "are not known here.\n"
        }.joined()
    }

    private static func json(_ findings: [OpenFinding], of count: Int) -> JSONValue {
        ["open": .count(count), "findings": .array(findings.map(json))]
    }

    package static func json(_ finding: OpenFinding) -> JSONValue {
        [
            "finding": .int(finding.id), "supply_point": .string(finding.supplyPoint),
            "run": .int(finding.runID), "code": .string(finding.code.rawValue),
            "rule": .string(finding.rule), "figures": .string(finding.figures),
            "owner": .string(finding.owner), "raised": .day(finding.raised),
            "due": .day(finding.due), "currency": .string(finding.currency),
            "money_at_risk": .int(finding.moneyAtRisk),
        ]
    }

    package static func json(_ exceptions: Exceptions) -> JSONValue {
        [
            "as_of": .day(exceptions.day), "open": .count(exceptions.open.count),
            "causes": .array(
                exceptions.causes.map { cause in
                    [
                        "code": .string(cause.code.rawValue), "meaning": .string(cause.meaning),
                        "owner": .string(cause.owner), "count": .count(cause.count),
                        "overdue": .count(cause.overdue), "oldest_days": .count(cause.oldest),
                        "money": .amounts(cause.money),
                    ]
                }),
        ]
    }

    package static func decided(
        _ finding: Int64, _ decision: DecideFinding.Verdict, isDryRun: Bool
    ) -> Answer {
        Answer(
            "Finding \(finding) is \(decision.rawValue); the next run bills by it.",
            [
                "finding": .int(finding), "decision": .string(decision.rawValue),
                "dry_run": .bool(isDryRun),
            ]
        ).onDryRun(isDryRun)
    }
}
