import Customers
import Measures

extension WorkedRules {
    /// G1, G3 and G5: holds, breathing space and needs.
    static let holdsAndNeeds: [RuleExample] = holds + breathingSpaces + needs

    private static let holds = [
        RuleExample(
            "G1.2", says: "A hold has an end or a day of review, and somebody who looks after it.",
            given: "a dispute without either; with a review on 1 March",
            byHand: "the first would be forgotten; disputes are looked after by billing",
            gives: "refused, stands with billing"
        ) {
            list(
                [nil, day("2025-03-01")].map { review in
                    let hold = hold(.dispute, from: "2025-02-01", review: review)
                    return hold.refusal(beside: []) == nil
                        ? "stands with \(hold.team.rawValue)" : "refused"
                })
        },
        RuleExample(
            "G1.2", says: "A hold stops the clock while it lasts.",
            given: "a dispute from 1 to 28 February: reminders on 31 January, 28 February, 1 March",
            byHand: "the last day counts", gives: "goes, held, goes"
        ) {
            let holds = [hold(.dispute, from: "2025-02-01", through: "2025-02-28")]
            return list(
                ["2025-01-31", "2025-02-28", "2025-03-01"].map {
                    holds.stopping(.reminder, on: day($0)).isEmpty ? "goes" : "held"
                })
        },
    ]

    private static let breathingSpaces = [
        RuleExample(
            "G3.1", says: "A breathing space is of 60 days, and there is one in 12 months.",
            given: "from 4 March 2025; another from 3 March 2026, from 4 March 2026",
            byHand: "12 months from 4 March 2025 are over on 4 March 2026",
            gives: "refused, stands"
        ) {
            let first = hold(.breathingSpace, Hold.breathingSpace(registeredOn: day("2025-03-03")))
            return list(
                ["2026-03-02", "2026-03-03"].map {
                    let second = hold(
                        .breathingSpace, Hold.breathingSpace(registeredOn: day($0)), id: 2)
                    return second.refusal(beside: [first]) == nil ? "stands" : "refused"
                })
        },
        RuleExample(
            "G3.2",
            says: "It stops fees, enforcement, disconnection and word about the debt, and no bill.",
            given: "fee, enforcement, disconnection, word about the debt, bill",
            byHand: "ongoing use must still be paid", gives: "stops, stops, stops, stops, goes on"
        ) {
            let acts = [
                HeldAct.fee, .enforcement, .disconnection, .contactAboutDebt, .bill,
            ]
            return list(
                acts.map { HoldKind.breathingSpace.stops.contains($0) ? "stops" : "goes on" })
        },
        RuleExample(
            "G3.3", says: "It starts on the day after it was registered; day 60 is its last.",
            given: "registered on 3 March 2025", byHand: "28 days of March, 30 of April, 2 of May",
            gives: "2025-03-04 to 2025-05-02"
        ) {
            let space = Hold.breathingSpace(registeredOn: day("2025-03-03"))
            return "\(space.start) to \(space.last)"
        },
        RuleExample(
            "G3.3", says: "All accounts of the customer are searched: a debt found later joins it.",
            given: "from 4 March 2025; another account from 1 April to 2 May, and to 3 May",
            byHand: "the 60 days end on 2 May", gives: "stands, refused"
        ) {
            let first = hold(.breathingSpace, Hold.breathingSpace(registeredOn: day("2025-03-03")))
            return list(
                ["2025-05-02", "2025-05-03"].map {
                    let other = hold(
                        .breathingSpace, period("2025-04-01", $0), id: 2, account: 2)
                    return other.refusal(beside: [first]) == nil ? "stands" : "refused"
                })
        },
    ]

    private static let needs = [
        RuleExample(
            "G5.1", says: "Vulnerability is a set of needs with dates and consent, not one flag.",
            given: "dialysis in January; then carer, and dialysis again, both from 31 January",
            byHand: "two kinds stand together; one kind does not overlap itself",
            gives: "stands, refused"
        ) {
            let first = need(.dialysis, "2025-01-31")
            return list(
                [NeedKind.carer, .dialysis].map { kind in
                    let next = Need(
                        id: 2, party: 1, kind: kind, period: period("2025-01-31", "2025-12-31"),
                        consent: "by telephone")
                    return next.refusal(beside: [first]) == nil ? "stands" : "refused"
                })
        },
        RuleExample(
            "G5.3", says: "Needs have the numbers of the list; codes 1 to 4 raise outage priority.",
            given: "oxygen concentrator, blind, water dependent",
            byHand: "4, 8 and 37 in the list; only 4 is among 1 to 4",
            gives: "4 first, 8, 37"
        ) {
            list(
                [NeedKind.oxygenConcentrator, .blind, .waterDependent].map { kind in
                    "\(kind.code ?? 0)" + (kind.isMedicalElectricity ? " first" : "")
                })
        },
        RuleExample(
            "G5.4", says: "Temporary needs have an end; needs are confirmed every two years.",
            given: "recovery without an end; blindness told on 29 February 2024",
            byHand: "2026 has no 29 February", gives: "refused, 2026-02-28"
        ) {
            let recovery = Need(
                id: 1, party: 1, kind: .recovery,
                period: Period(from: day("2025-01-01"), upTo: .openEnd), consent: "by letter")
            let blind = Need(
                id: 2, party: 1, kind: .blind,
                period: Period(from: day("2024-02-29"), upTo: .openEnd), consent: "by letter")
            let refused = recovery.refusal(beside: []) == .needsEnd ? "refused" : "stands"
            return refused + (blind.reviewDay.map { ", \($0)" } ?? "")
        },
    ]

    private static func hold(
        _ kind: HoldKind, _ period: Period, id: Int64 = 1, account: Int64 = 1, review: Day? = nil
    ) -> Hold {
        Hold(id: id, account: account, kind: kind, period: period, review: review, reason: "told")
    }

    private static func hold(
        _ kind: HoldKind, from: String, through: String? = nil, review: Day? = nil
    ) -> Hold {
        let end = through.map { day($0) + 1 } ?? .openEnd
        return hold(kind, Period(from: day(from), upTo: end), review: review)
    }

    private static func need(_ kind: NeedKind, _ last: String) -> Need {
        Need(
            id: 1, party: 1, kind: kind, period: period("2025-01-01", last),
            consent: "by telephone")
    }
}
