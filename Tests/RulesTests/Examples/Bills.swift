import Billing
import Measures
import Metering
import Rulebook
import Supply

extension WorkedRules {
    /// D1 and D2: cycles, runs and exceptions.
    static let bills: [RuleExample] = cycles + runs + exceptions

    private static let cycles: [RuleExample] = [
        RuleExample(
            "D1.1", says: "A supply point is in one cycle, which says when it is billed.",
            given:
                "the last end before or on 29 and 30 June 2025: monthly; quarterly with March; monthly on the 17th",
            byHand: "the month before; the quarter to March; this month",
            gives: "2025-05-31 2025-06-30, 2025-03-31 2025-06-30, 2025-06-17 2025-06-17"
        ) {
            list(
                [Cycle.monthly, .quarterlyMarch, Cycle.monthly(through: 17)].compactMap(\.self)
                    .map { cycle in
                        ["2025-06-29", "2025-06-30"]
                            .map { "\(cycle.lastEnd(onOrBefore: day($0)))" }
                            .joined(separator: " ")
                    })
        },
        RuleExample(
            "D1.1", says: "No day in supply is left out between two bills.",
            given: "billed to 31 March; the next bill from 1 April, and from 2 April",
            byHand: "1 April is on no bill", gives: "no finding; BL-GAP"
        ) { ["2025-04-01", "2025-04-02"].map { checked(from: $0) }.joined(separator: "; ") },
        RuleExample(
            "D1.2", says: "A reading in the last days before the end of a cycle closes it.",
            given: "1000 on 31 May, 1100 on 27 June; a window of 7 days to 30 June",
            byHand: "27 June is in the window", gives: "100 over 27 days"
        ) { try window("2025-06-27") },
        RuleExample(
            "D1.2", says: "One before that does not: the rest is estimated.",
            given: "1100 on 22 June; 100 kWh in the 31 days before",
            byHand: "100 + 8 × 100/31 = 125.8 → 126",
            gives: "126 over 30 days"
        ) { try window("2025-06-22") },
        RuleExample(
            "D1.3", says: "A bill is made of parts, one for each agreement and period.",
            given: "10.00 for April to June and 2.34 for July", byHand: "10.00 + 2.34",
            gives: "12.34, 2025-04-01 to 2025-07-31"
        ) {
            let july = period("2025-07-01", "2025-07-31")
            let bill = SampleBill.bill([
                SampleBill.part([SampleBill.line(1000, .revenue)]),
                SampleBill.part([SampleBill.line(234, .revenue)], over: july),
            ])
            return "\(bill.total.plain), \(bill.period)"
        },
    ]

    private static let runs: [RuleExample] = [
        RuleExample(
            "D1.6",
            says: "A run is planned, worked out, reviewed, approved and released, in that order.",
            given: "start, all batches done, approve, release, all released",
            byHand: "one state after the other",
            gives: "calculating, review, approved, releasing, released"
        ) { after([.start, .allBatchesDone, .approve, .release, .allReleased]) },
        RuleExample(
            "D1.6",
            says:
                "A run is released only after approval, and not aborted once its release has begun.",
            given: "release after review; abort while it is released", byHand: "both refused",
            gives: "calculating, review, refused; calculating, review, approved, releasing, refused"
        ) {
            [
                after([.start, .allBatchesDone, .release]),
                after([.start, .allBatchesDone, .approve, .release, .abort]),
            ].joined(separator: "; ")
        },
        RuleExample(
            "D1.7", says: "No day is billed twice.",
            given: "billed to 31 March; a bill from 31 March",
            byHand: "31 March is on a bill", gives: "BL-DUPSEG"
        ) { checked(from: "2025-03-31") },
        RuleExample(
            "D1.8", says: "Every supply point has one outcome, and the bills add up.",
            given: "two billed with 10.00 and -1.63, one held, one not due",
            byHand: "2 + 1 + 1; 10.00 - 1.63; one credit",
            gives: "4 points, 2 bills, 8.37, 1 credit"
        ) {
            let kinds: [Outcome.Kind] = [.billed, .billed, .held, .notDue]
            let bills = [1000, -163].map {
                SampleBill.bill([SampleBill.part([SampleBill.line($0, .revenue)])])
            }
            var totals = ControlTotals()
            totals.add(
                RunPage(
                    runID: 1, batch: 1, through: day("2025-06-30"),
                    outcomes: kinds.enumerated().map {
                        Outcome(supplyPointID: Int64($0), kind: $1)
                    }, bills: bills, estimates: []))
            let total = plain(totals.amounts["GBP"]?.total ?? 0)
            return "\(totals.supplyPoints) points, \(totals.bills) bills, \(total), "
                + "\(totals.creditBills) credit"
        },
        RuleExample(
            "D1.10", says: "All findings of a bill are shown together.",
            given:
                "125 days from 31 March, billed to 31 March, -0.05, and a net that is a penny off",
            byHand: "days billed twice, too long, does not add up, a credit",
            gives: "BL-DUPSEG, BL-LONG, BL-SUM, BL-NEGBILL"
        ) { checked(from: "2025-03-31", days: 125, pence: -5, off: 1) },
    ]

    private static let exceptions: [RuleExample] = [
        RuleExample(
            "D2", says: "Each exception code has an owner.",
            given: "RD-HIGH, RD-ZERO, TF-PRICE, AC-VACANT",
            byHand: "billing, metering, tariffs, retail data",
            gives: "billing, metering, tariff, retail data"
        ) {
            list(
                ["RD-HIGH", "RD-ZERO", "TF-PRICE", "AC-VACANT"].compactMap(kind).map(
                    \.owner.rawValue))
        },
        RuleExample(
            "D2.1", says: "An exception is due so many working days after it was raised.",
            given: "RD-HIGH raised on Thursday 17 April 2025 in England and in Germany",
            byHand:
                "3 days; Good Friday and Easter Monday do not count in England; no holidays are known of Germany",
            gives: "2025-04-24, 2025-04-22"
        ) {
            let days = kind("RD-HIGH")?.dueInWorkingDays ?? 0
            return list(
                ["GB-ENG", "DE-BY"].map {
                    DueDays(in: Jurisdiction($0)).adding(days, to: day("2025-04-17"))
                })
        },
        RuleExample(
            "D2.2",
            says:
                "Whether a finding blocks or warns depends on its code; a utility may override it.",
            given: "RD-HIGH, RD-LOW, and RD-HIGH set to warn",
            byHand: "high use stops the bill, low use does not", gives: "blocking, warning, warning"
        ) {
            list(
                try [("1251", false), ("1039", false), ("1251", true)].map { value, isSoft in
                    try severity(value, isSoft)
                })
        },
        RuleExample(
            "D2.3", says: "What a person has accepted is billed, and still shows.",
            given: "100 kWh in May, 300 in June; then RD-HIGH accepted",
            byHand: "300 % of what was expected stops the bill until somebody accepts it",
            gives: "held, RD-HIGH; billed, RD-HIGH"
        ) {
            var home = try flatHome("2025-05-01", "2025-06-30", reads: ["2025-06-30": "1300"])
            home.billed(("2025-04-30", "900", .actual), ("2025-05-31", "1000", .actual))
            let before = home.outcome()
            home.facts.accepted = [Finding.Code("RD-HIGH")]
            return before + "; " + home.outcome()
        },
    ]

    private static func kind(_ code: String) -> ExceptionKind? {
        ExceptionsCatalogue.kind(of: Finding.Code(code))
    }

    private static func severity(_ value: String, _ isSoft: Bool) throws -> String {
        var facts = RegisterFacts(
            dial: try Dial(dials: 5), installed: day("2020-01-01"), openingDay: day("2025-05-31"),
            opening: Quantity(1000), day: day("2025-06-30"), value: quantity(value),
            today: day("2025-07-01"))
        facts.history.profile = PastUse(Quantity(100), days: 30)
        var limits = ValidationLimits()
        (limits.high.floorPerDay, limits.low.floorPerDay) = (.zero, .zero)
        if isSoft { limits.blocking.remove(.high) }
        let found = facts.findings(facts.judged(by: limits), limits, unit: .kWh)
        return list(found.map(\.severity.rawValue))
    }

    private static func after(_ events: [RunEvent]) -> String {
        var (state, description) = (RunState.planned, [String]())
        for event in events {
            guard let next = try? state.after(event) else { return list(description + ["refused"]) }
            state = next
            description.append(next.rawValue)
        }
        return list(description)
    }

    /// What the checks find in a draft of 10.00 where 31 March is billed.
    static func checked(
        from first: String, days: Int = 30, pence: Int64 = 1000, off: Int64 = 0
    ) -> String {
        let context = DraftContext(
            limits: BillLimits(), currency: .gbp, billedThrough: day("2025-03-31"),
            lastTotal: nil, lastDays: nil, supplyStart: day("2020-01-01"),
            truesUpEstimate: false)
        var draft = SampleBill.part(
            [SampleBill.line(pence, .revenue)],
            over: Period(from: day(first), upTo: day(first) + days))
        draft.net += off
        return codes(BillChecks.findings(in: draft, context))
    }

    private static func window(_ text: String) throws -> String {
        var home = try flatHome("2025-05-01", "2025-06-30", reads: [:])
        home.facts.registers[0].readings = [read(text, "1100")]
        home.billed(("2025-04-30", "900", .actual), ("2025-05-31", "1000", .actual))
        home.goOn()
        return home.uses()
    }
}
