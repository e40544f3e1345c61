package import Billing
import Documents
package import Measures
package import Operations
package import Storage

/// Runs as text and JSON.
package enum RunText {
    package static func status(_ runs: [RunStatus]) -> Answer {
        Answer(table(of: runs), .array(runs.map { json($0) }))
    }

    private static func table(of runs: [RunStatus]) -> String {
        guard !runs.isEmpty else { return "No runs yet. Plan one with: plumbline run plan" }
        var table = Table([
            .number("Run"), .text("Through"), .text("State"), .text("Due"),
            .number("Supply points"), .number("Batches done"),
        ])
        for status in runs {
            let run = status.run
            table.add([
                "\(run.id)", "\(run.through)", run.state.rawValue, "\(run.slaDay)",
                grouped(run.supplyPoints), "\(status.written) of \(run.batches)",
            ])
        }
        return table.text() + runs.compactMap(\.work).map { "\n" + WorkText.text($0) }.joined()
    }

    /// With its work where it is shared out.
    private static func json(_ status: RunStatus) -> JSONValue {
        let plain = json(status.run, written: status.written)
        guard let work = status.work, case .object(let members) = plain else { return plain }
        return .object(members + [.init("work", WorkText.json(work))])
    }

    static func released(_ run: Int64, _ spans: [NumberSpan]) -> String {
        let bills = spans.reduce(0) { $0 + $1.bills }
        let lines = spans.map { "  \(grouped($0.bills)) as \($0.text)" }
        return (["Run \(run) is released: \(counted(bills, "bill"))."] + lines)
            .joined(separator: "\n")
    }

    /// The outcome of a calculation: totals, then the findings by cause.
    package static func summary(_ review: RunReview) -> String {
        "Run \(review.run.id), billed through \(review.run.through): \(review.run.state.rawValue)\n\n"
            + outcomes(review) + "\n" + amounts(review.totals) + "\n" + findings(review.totals)
    }

    package static func review(_ review: RunReview) -> String {
        summary(review) + comparison(review) + missing(review)
    }

    private static func missing(_ review: RunReview) -> String {
        guard !review.missing.isEmpty else { return "" }
        return "\nIt cannot be approved: the law demands what the bills do not show.\n"
            + ContentText.missing(review.missing)
    }

    private static func outcomes(_ review: RunReview) -> String {
        var table = Table([.text("Outcome"), .number("Supply points")])
        for kind in Outcome.Kind.allCases {
            table.add([kind.rawValue, grouped(review.totals.outcomes[kind, default: 0])])
        }
        table.addTotal([
            "planned \(grouped(review.run.supplyPoints))",
            grouped(review.totals.supplyPoints),
        ])
        return table.text()
    }

    private static func amounts(_ totals: ControlTotals) -> String {
        var table = Table([
            .text(counted(totals.bills, "bill")), .number("Net"), .number("Tax"),
            .number("Total"),
        ])
        for (code, sum) in totals.amounts.sorted(by: { $0.key < $1.key }) {
            table.add([
                code, Money.forPeople(minorUnits: sum.net, code: code),
                Money.forPeople(minorUnits: sum.tax, code: code),
                Money.forPeople(minorUnits: sum.total, code: code),
            ])
        }
        return table.text()
            + "\(counted(totals.lines, "line")); \(grouped(totals.estimatedBills)) estimated, "
            + "\(grouped(totals.zeroBills)) of nothing, \(grouped(totals.creditBills)) in credit.\n"
    }

    private static func findings(_ totals: ControlTotals) -> String {
        guard !totals.findings.isEmpty else { return "No findings.\n" }
        var table = Table([
            .text("Finding"), .number("Count"), .number("Blocking"), .number("Money at risk"),
        ])
        let ordered = totals.findings.sorted {
            ($1.value.blocking, $1.value.count, $0.key.rawValue)
                < ($0.value.blocking, $0.value.count, $1.key.rawValue)
        }
        for (code, total) in ordered {
            table.add([
                code.rawValue, grouped(total.count), grouped(total.blocking),
                Money.forPeople(byCurrency: total.money),
            ])
        }
        return table.text()
    }

    private static func comparison(_ review: RunReview) -> String {
        guard let before = review.previous else { return "\nNo released run to compare with.\n" }
        var table = Table([.text("Against the run before"), .number("Before"), .number("Now")])
        table.add(["bills", grouped(before.bills), grouped(review.totals.bills)])
        table.add([
            "estimated", grouped(before.estimatedBills), grouped(review.totals.estimatedBills),
        ])
        for code in Set(before.amounts.keys).union(review.totals.amounts.keys).sorted() {
            table.add([
                code, Money.forPeople(minorUnits: before.amounts[code]?.total ?? 0, code: code),
                Money.forPeople(minorUnits: review.totals.amounts[code]?.total ?? 0, code: code),
            ])
        }
        return "\n" + table.text()
    }

    package static func json(_ run: RunRecord, written: Int? = nil) -> JSONValue {
        [
            "run": .int(run.id), "through": .day(run.through), "state": .string(run.state.rawValue),
            "due": .day(run.slaDay), "supply_points": .count(run.supplyPoints),
            "batches": .count(run.batches),
            "batches_done": written.map { .count($0) } ?? .null,
        ]
    }

    static func json(_ run: Int64, numbers spans: [NumberSpan], isDryRun: Bool) -> JSONValue {
        [
            "run": .int(run), "dry_run": .bool(isDryRun),
            "series": .array(
                spans.map { span in
                    [
                        "series": .string(span.series), "bills": .count(span.bills),
                        "first": .int(span.numbers.lowerBound),
                        "last": .int(span.numbers.upperBound),
                    ]
                }),
        ]
    }

    package static func json(_ review: RunReview) -> JSONValue {
        let totals = review.totals
        return [
            "run": json(review.run),
            "outcomes": .object(
                Outcome.Kind.allCases.map {
                    .init($0.rawValue, .count(totals.outcomes[$0, default: 0]))
                }),
            "bills": .count(totals.bills), "lines": .count(totals.lines),
            "estimated": .count(totals.estimatedBills),
            "amounts": amounts(of: totals), "findings": findings(of: totals),
            "content_missing": .array(review.missing.map(ContentText.json)),
        ]
    }

    package static func amounts(of totals: ControlTotals) -> JSONValue {
        .object(
            totals.amounts.sorted { $0.key < $1.key }.map { code, sum in
                .init(
                    code,
                    ["net": .int(sum.net), "tax": .int(sum.tax), "total": .int(sum.total)])
            })
    }

    package static func findings(of totals: ControlTotals) -> JSONValue {
        .object(
            totals.findings.sorted { $0.key.rawValue < $1.key.rawValue }.map { code, total in
                .init(
                    code.rawValue,
                    ["count": .count(total.count), "blocking": .count(total.blocking)])
            })
    }
}
