import Billing
import Documents
import Measures
package import Operations

/// Replays as text.
package enum ReplayText {
    /// The most bills, outcomes and estimates that are listed; the rest is counted.
    package static let shown = 20

    package static func run(_ replay: RunReplay) -> String {
        let pages = grouped(replay.pages.count)
        guard !replay.isIdentical else {
            return "Run \(replay.run.id) replays identical: \(pages) pages, "
                + "\(grouped(replay.bills)) bills."
        }
        let different = replay.pages.filter { !$0.isIdentical }.count
        let heading =
            "Run \(replay.run.id) does not replay: \(grouped(different)) of \(pages) pages differ."
        return ([heading] + differences(replay)).joined(separator: "\n")
    }

    package static func bill(_ name: String, id: Int64, _ replay: RunReplay) -> String {
        let page = replay.pages[0]
        guard !replay.isIdentical else {
            return "Bill \(name) replays identical: page \(page.sequence), batch \(page.batch) of "
                + "run \(replay.run.id), SHA-256 \(page.stored)."
        }
        let own = replay.differences.contains { $0.id == id }
        let heading =
            "Batch \(page.batch) of run \(replay.run.id) does not replay; bill \(name) "
            + (own ? "is among what differs." : "comes out the same.")
        return ([heading] + differences(replay)).joined(separator: "\n")
    }

    /// What the differences come from, with the number of bills before each.
    private static func causes(_ replay: RunReplay) -> [String] {
        replay.causes.map { "\(counted($0.bills, "bill")): \(sentence($0.cause))" }
    }

    package static func sentence(_ cause: ReplayCause) -> String {
        switch cause {
        case .page(let sequence):
            "page \(sequence) was altered, its content does not give its digest"
        case .facts: "the facts in the books are not those it was made of"
        case .rule(let part, nil): "made by \(part.description), which is not in the books any more"
        case .rule(let part, let now?) where now.version != part.version:
            "made by \(part.description), and version \(now.version) would be in force now"
        case .rule(let part, let now?):
            "not made by \(part.description) as it is now (SHA-256 \(now.digest.short), "
                + "then \(part.digest.short))"
        case .program(let billed, let now):
            "made by rule version \(billed), and its run is marked with \(now)"
        case .working:
            "facts and rules are the same, and this program works them out otherwise"
        }
    }

    private static func differences(_ replay: RunReplay) -> [String] {
        let named = replay.causes.compactMap(\.cause.part)
        let rules = replay.alteredRules.filter { rule in
            !named.contains { $0.name == rule.name && $0.version == rule.version }
        }.map {
            "\($0.name), version \($0.version): its text is not what was taken in "
                + "(SHA-256 \($0.found.short), recorded \($0.recorded.short))"
        }
        let bills = replay.differences.prefix(shown).flatMap(lines)
        let outcomes = replay.outcomes.prefix(shown).map {
            "supply point \($0.supplyPointID): was \($0.before ?? "not there"), "
                + "is \($0.after ?? "not there")"
        }
        let left = [
            (replay.differences.count, "bills"), (replay.outcomes.count, "supply points"),
            (replay.estimates.count, "estimates"),
        ].filter { $0.0 > shown }.map { "and \(grouped($0.0 - shown)) more \($0.1)" }
        let estimates = replay.estimates.prefix(shown).map(line)
        return rules + causes(replay) + bills + outcomes + estimates + left
    }

    private static func lines(_ bill: BillDifference) -> [String] {
        let code = bill.currency.rawValue
        let heading =
            "bill \(bill.id): \(total(bill.before, code)), again \(total(bill.after, code)) "
            + "(\(moved(bill.money, code)))"
        return [heading]
            + bill.segments.flatMap { segment in
                ["  supply point \(segment.supplyPointID), \(segment.period.forPeople):"]
                    + segment.changes.map { "    " + line($0) }
            }
    }

    package static func bill(_ then: BillAsKnown) -> String {
        let code = then.bill.currency.rawValue
        var lines = [
            "Bill \(then.bill.id) as known at the end of \(then.day) (event \(then.event)): "
                + "\(total(then.asKnown, code)); billed \(total(then.billed, code)) "
                + "(\(moved(then.money, code)))."
        ]
        if then.asPlanned != then.billed {
            lines.append(
                "As known when its run was planned it comes to \(total(then.asPlanned, code)): "
                    + "something was altered. See: plumbline bill replay \(then.bill.id)")
        }
        if then.asKnown == nil { lines += then.outcomes.map { "  " + $0 } }
        if then.moves.isEmpty { lines.append("No fact it stands on changed.") }
        for move in then.moves {
            lines.append("\(move.kind.rawValue): \(moved(move.money, code))")
            lines += move.facts.prefix(shown).map {
                "  " + line($0.fact)
                    + (move.facts.count > 1 ? " (\(moved($0.money, code)))" : "")
            }
            let left = move.facts.count - shown
            if left > 0 { lines.append("  and \(grouped(left)) more") }
        }
        return lines.joined(separator: "\n")
    }

    private static func line(_ change: ChangedFact) -> String {
        switch (change.before, change.after) {
        case (let before?, let after?): "\(change.subject): was \(before), is \(after)"
        case (nil, let after?): "\(change.subject): new, \(after)"
        case (let before?, nil): "\(change.subject): gone, was \(before)"
        case (nil, nil): change.subject
        }
    }

    private static func total(_ minor: Int64?, _ code: String) -> String {
        minor.map { Money.forPeople(minorUnits: $0, code: code) } ?? "no bill"
    }

    package static func moved(_ minor: Int64, _ code: String) -> String {
        (minor > 0 ? "+" : "") + Money.forPeople(minorUnits: minor, code: code)
    }
}

extension RulePart {
    /// `tariff water, version 3`.
    fileprivate var description: String { version > 0 ? "\(name), version \(version)" : name }
}

extension ReplayCause {
    /// The rule that was altered, if it is one.
    fileprivate var part: RulePart? {
        if case .rule(let part, _) = self { part } else { nil }
    }
}
