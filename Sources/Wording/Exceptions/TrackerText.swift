import Documents
package import Measures
package import Operations
package import Storage
package import Supply

/// The tracker as text and JSON.
package enum TrackerText {
    package static func totals(_ tracker: Tracker) -> String {
        guard !tracker.points.isEmpty else {
            return "No supply point was known on \(tracker.day)."
        }
        var table = Table([
            .text("State"), .text(""), .text("Owner"), .number("Supply points"),
            .number("Oldest, days"), .number("Money at risk"),
        ])
        for total in tracker.totals {
            table.add([
                total.state, total.reason, total.owner, grouped(total.count),
                total.state == "held" ? "\(total.oldest)" : "",
                Money.forPeople(byCurrency: total.money),
            ])
        }
        table.addTotal(["all", "", "", grouped(tracker.points.count), "", ""])
        return "Billing tracker as known on \(tracker.day)\n\n" + table.text(width: 100)
    }

    package static func one(_ point: TrackedPoint, _ state: SupplyState, on day: Day) -> String {
        var lines = [
            "Supply point \(point.code), \(point.commodity.rawValue), \(point.scheme)",
            "On \(day): \(words(state))",
        ]
        if let hold = point.hold, case .held = state {
            lines += [
                "Finding \(hold.id): \(hold.code), rule \(hold.rule), owner \(hold.owner)",
                "  \(hold.figures)",
                "  raised \(hold.raised), due \(hold.due), at risk "
                    + Money.forPeople(minorUnits: hold.moneyAtRisk, code: hold.currency),
                whatNext(hold),
            ]
        }
        for agreement in point.facts.agreements {
            let billed = point.facts.billedThrough[agreement.id].map { "billed through \($0)" }
            let isOpen = agreement.period.end >= Day.openEnd
            let period = isOpen ? "from \(agreement.period.start)" : "\(agreement.period)"
            lines.append(
                "Agreement \(period), \(agreement.kind.rawValue), "
                    + "\(agreement.tariff), \(billed ?? "not billed yet")")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func whatNext(_ hold: OpenFinding) -> String {
        guard hold.leavesNothingToBill else {
            return "Accept it with: plumbline exceptions decide \(hold.id) accepted --reason …"
        }
        return "Nothing can be billed while it stands. What mends it: \(hold.resolution)"
    }

    package static func heldPoints(_ tracker: Tracker) -> String {
        var table = Table([
            .text("Supply point"), .text("Reason"), .text("Since"), .text("What was found"),
        ])
        for (point, state) in tracker.points {
            guard case .held(let reason, let since) = state else { continue }
            table.add([
                point.code, reason.rawValue, "\(since)", point.hold?.figures ?? "",
            ])
        }
        return "\n" + table.text(width: 120)
    }

    private static func words(_ state: SupplyState) -> String {
        switch state {
        case .billed(let through): "billed through \(through)"
        case .held(let reason, let since): "held, \(reason), since \(since)"
        case .void: "void: supplied to nobody"
        case .notInSupply: "not in supply"
        }
    }

    package static func json(_ point: TrackedPoint, _ state: SupplyState, on day: Day) -> JSONValue
    {
        let (kind, reason, through, since) = parts(state)
        return [
            "as_of": .day(day), "supply_point": .string(point.code),
            "commodity": .string(point.commodity.rawValue), "scheme": .string(point.scheme),
            "state": .string(kind), "reason": .optional(reason),
            "billed_through": through.map { .day($0) } ?? .null,
            "since": since.map { .day($0) } ?? .null,
            "finding": point.hold.map(ExceptionsText.json) ?? .null,
        ]
    }

    private static func parts(_ state: SupplyState) -> (String, String?, Day?, Day?) {
        switch state {
        case .billed(let through): ("billed", nil, through, nil)
        case .held(let reason, let since): ("held", reason.rawValue, nil, since)
        case .void: ("void", nil, nil, nil)
        case .notInSupply: ("not in supply", nil, nil, nil)
        }
    }

    package static func json(_ tracker: Tracker, held: Bool) -> JSONValue {
        [
            "as_of": .day(tracker.day), "supply_points": .count(tracker.points.count),
            "held": !held
                ? .null
                : .array(
                    tracker.points.compactMap { point, state in
                        guard case .held = state else { return nil }
                        return json(point, state, on: tracker.day)
                    }),
            "totals": .array(
                tracker.totals.map { total in
                    [
                        "state": .string(total.state), "reason": .string(total.reason),
                        "owner": .string(total.owner), "count": .count(total.count),
                        "oldest_days": .count(total.oldest),
                        "money": .amounts(total.money),
                    ]
                }),
        ]
    }
}
