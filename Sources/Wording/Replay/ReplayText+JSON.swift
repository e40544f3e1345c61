package import Measures
package import Operations

extension ReplayText {
    package static func json(_ replay: RunReplay) -> JSONValue {
        [
            "run": .int(replay.run.id), "identical": .bool(replay.isIdentical),
            "pages": .count(replay.pages.count), "bills": .count(replay.bills),
            "altered_rules": .array(
                replay.alteredRules.map {
                    [
                        "rule": .string($0.name), "version": .int($0.version),
                        "recorded": .string("\($0.recorded)"), "found": .string("\($0.found)"),
                    ]
                }),
            "different_pages": .array(replay.pages.filter { !$0.isIdentical }.map(json)),
        ]
    }

    private static func json(_ page: PageReplay) -> JSONValue {
        [
            "sequence": .int(page.sequence), "batch": .count(page.batch),
            "stored": .string("\(page.stored)"), "again": .string("\(page.again)"),
            "bills": .array(page.comparison.bills.map(json)),
            "estimates": json(page.comparison.estimates),
            "outcomes": .array(
                page.comparison.outcomes.map {
                    [
                        "supply_point": .int($0.supplyPointID), "before": text($0.before),
                        "after": text($0.after),
                    ]
                }),
        ]
    }

    private static func json(_ bill: BillDifference) -> JSONValue {
        [
            "bill": .int(bill.id), "currency": .string(bill.currency.rawValue),
            "before": money(bill.before), "after": money(bill.after), "moved": .int(bill.money),
            "causes": .array(bill.causes.map { .string(sentence($0)) }),
            "segments": .array(
                bill.segments.map {
                    [
                        "supply_point": .int($0.supplyPointID), "from": .day($0.period.start),
                        "moved": .int($0.money), "changes": json($0.changes),
                    ]
                }),
        ]
    }

    package static func json(_ then: BillAsKnown) -> JSONValue {
        [
            "bill": .int(then.bill.id), "as_known": .day(then.day), "event": .int(then.event),
            "currency": .string(then.bill.currency.rawValue), "billed": .int(then.billed),
            "as_planned": money(then.asPlanned), "total": money(then.asKnown),
            "moved": .int(then.money),
            "outcomes": .array(then.outcomes.map { .string($0) }),
            "moves": .array(
                then.moves.map {
                    [
                        "kind": .string($0.kind.rawValue), "moved": .int($0.money),
                        "changes": .array(
                            $0.facts.map {
                                [
                                    "fact": .string($0.fact.subject),
                                    "before": text($0.fact.before),
                                    "after": text($0.fact.after), "moved": .int($0.money),
                                ]
                            }),
                    ]
                }),
        ]
    }

    private static func json(_ changes: [ChangedFact]) -> JSONValue {
        .array(
            changes.map {
                [
                    "fact": .string($0.subject), "before": text($0.before),
                    "after": text($0.after),
                ]
            })
    }

    private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
    private static func money(_ minor: Int64?) -> JSONValue { minor.map { .int($0) } ?? .null }
}
