import Billing
import Measures
import Testing

@Suite("Where a run stands (D1.6)")
struct RunStateTests {
    static let events: [RunEvent] = [
        .start, .allBatchesDone, .approve, .reject, .release, .allReleased, .abort,
    ]

    /// State after each of the events above; nil is refused.
    static let table: [(RunState, [RunState?])] = [
        // start, all done, approve, reject, release, all released, abort
        (.planned, [.calculating, nil, nil, nil, nil, nil, .aborted]),
        (.calculating, [.calculating, .review, nil, nil, nil, nil, .aborted]),
        (.review, [nil, nil, .approved, .aborted, nil, nil, .aborted]),
        (.approved, [nil, nil, nil, .aborted, .releasing, nil, .aborted]),
        (.releasing, [nil, nil, nil, nil, .releasing, .released, nil]),
        (.released, [nil, nil, nil, nil, nil, nil, nil]),
        (.aborted, [nil, nil, nil, nil, nil, nil, nil]),
    ]

    @Test("every event in every state", arguments: table)
    func all(state: RunState, expected: [RunState?]) throws {
        for (event, next) in zip(Self.events, expected) {
            if let next {
                #expect(try state.after(event) == next, "\(state) \(event)")
            } else {
                let refused = #expect(throws: RunRefused.self) { try state.after(event) }
                #expect(refused?.state == state && refused?.event == event)
            }
        }
    }

    @Test("the table has every state")
    func whole() {
        #expect(Set(Self.table.map(\.0)) == Set(RunState.allCases))
    }
}

@Suite("Control totals (D1.8)")
struct ControlTotalsTests {
    func outcome(_ id: Int64, _ kind: Outcome.Kind, _ findings: [RaisedFinding] = []) -> Outcome {
        Outcome(supplyPointID: id, kind: kind, findings: findings)
    }

    func raised(_ severity: Finding.Severity, _ pence: Int64) -> RaisedFinding {
        RaisedFinding(
            Finding(Finding.Code("RD-HIGH"), severity, rule: "B3.5"),
            moneyAtRisk: Money(minorUnits: pence, currency: .gbp))
    }

    func page(_ outcomes: [Outcome], _ bills: [Bill]) -> RunPage {
        RunPage(
            runID: 1, batch: 0, through: april, outcomes: outcomes, bills: bills, estimates: [])
    }

    @Test("outcomes add up to the supply points, whatever the batches")
    func outcomes() {
        var totals = ControlTotals()
        #expect(totals.supplyPoints == 0)
        totals.add(page([outcome(1, .billed), outcome(2, .held, [raised(.blocking, 500)])], []))
        totals.add(
            page([outcome(3, .billed, [raised(.warning, -20)]), outcome(4, .notDue)], []))
        totals.add(page([outcome(5, .void), outcome(6, .notInSupply)], []))
        #expect(totals.supplyPoints == 6)
        let expected: [Outcome.Kind: Int] = [
            .billed: 2, .held: 1, .notDue: 1, .void: 1, .notInSupply: 1,
        ]
        #expect(totals.outcomes == expected)
        let finding = totals.findings[Finding.Code("RD-HIGH")]
        #expect(finding?.count == 2 && finding?.blocking == 1)
        #expect(finding?.money == ["GBP": 480])
    }

    @Test("bills: amounts by currency, zero, credit and estimated ones counted")
    func bills() {
        let vat = tax("VAT5", base: 1000, 50, isIncluded: false)
        let plain = bill(segment([line("A", 1000, tax: "VAT5", .revenue)], [vat]))
        let zero = bill(segment([line("A", 5, .revenue), line("B", -5, .revenue)]))
        var estimated = segment([line("A", -1, .revenue)])
        estimated.usages = [
            BilledUsage(usage: "kWh", period: quarter, quantity: .one, isEstimated: true)
        ]
        let dollars = Bill(
            id: 9, accountID: 7, premisesID: 8, currency: .aud,
            segments: [segment([line("A", 300, .revenue)])])
        var totals = ControlTotals()
        totals.add(page([], [plain, zero]))
        totals.add(page([], [bill(estimated), dollars]))
        #expect(totals.bills == 4 && totals.lines == 5)
        #expect(totals.zeroBills == 1 && totals.creditBills == 1 && totals.estimatedBills == 1)
        #expect(totals.amounts["GBP"]?.net == 999 && totals.amounts["GBP"]?.tax == 50)
        #expect(totals.amounts["GBP"]?.total == 1049 && totals.amounts["AUD"]?.total == 300)
    }

    @Test("pages in any order give the same totals")
    func order() {
        var pages = RandomPages(5)
        let parts = (0..<6).map { id in
            page([outcome(Int64(id), .held, [raised(.blocking, Int64(id))])], [])
        }
        var (one, other) = (ControlTotals(), ControlTotals())
        for part in parts { one.add(part) }
        for part in parts.shuffled(using: &pages.random) { other.add(part) }
        #expect(one == other)
    }
}
