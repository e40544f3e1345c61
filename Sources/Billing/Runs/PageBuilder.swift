import Measures

/// Puts the results of a batch together: segments of one account at one premises are one bill.
package struct PageBuilder: ~Copyable {
    private let rules: RunRules
    private let billing: PointBilling
    private var page: RunPage
    /// Segments of the premises being worked on, by account in order of first segment.
    private var open: [OpenBill] = []
    private var proving: BillProver
    /// Points of the premises that wait for each other, where a tariff looks beside its own.
    private var waiting: [(facts: PointFacts, result: PointResult)] = []
    private var premisesID: Int64?

    package init(runID: Int64, batch: Int, rules: RunRules) {
        self.rules = rules
        billing = PointBilling(rules)
        proving = BillProver(rules)
        page = RunPage(
            runID: runID, batch: batch, through: rules.through, outcomes: [], bills: [],
            estimates: [])
    }

    /// Bills one supply point; points come in order of their premises.
    package mutating func add(_ facts: PointFacts) {
        if premisesID != facts.supplyPoint.premisesID {
            closePremises()
            premisesID = facts.supplyPoint.premisesID
        }
        let result = billing.bill(facts)
        if billing.lookups.asksWholeBill {
            waiting.append((facts, result))
        } else {
            take(facts, result)
        }
    }

    private mutating func take(_ facts: PointFacts, _ result: PointResult) {
        page.outcomes.append(result.outcome)
        if !result.estimates.isEmpty { page.estimates += result.estimates }
        guard !result.segments.isEmpty else { return }
        let digest = proving.digest(of: facts)
        let currency = rules.schemes[facts.scheme].currency
        for index in result.segments.indices {
            if !result.segments[index].inTime.isEmpty { page.format = .three }
            add(result.segments[index], of: facts, in: currency, digest)
        }
    }

    /// The page with every bill made.
    package mutating func finished() -> RunPage {
        closePremises()
        page.ruleSets = proving.made
        return page
    }

    private mutating func add(
        _ segment: BilledSegment, of facts: PointFacts, in currency: Currency, _ digest: Digest?
    ) {
        let agreement = facts.agreements[facts.agreement(of: segment)]
        let account = agreement.accountID
        let key = RuleKey(
            tariff: agreement.tariff, commodity: facts.supplyPoint.commodity,
            over: segment.period)
        if let index = open.firstIndex(where: { $0.isOf(account, currency) }) {
            open[index].add(segment, rules: key, facts: digest)
        } else {
            open.append(
                OpenBill(
                    accountID: account, currency: currency, segment, rules: key, facts: digest))
        }
    }

    private mutating func closePremises() {
        guard let premisesID else { return }
        if !waiting.isEmpty {
            billing.together(&waiting)
            for (facts, result) in waiting { take(facts, result) }
            waiting.removeAll()
        }
        for index in open.indices {
            let id = BillID.make(
                run: page.runID, batch: page.batch, index: page.bills.count + 1)
            page.bills.append(
                Bill(
                    id: id, accountID: open[index].accountID, premisesID: premisesID,
                    currency: open[index].currency, segments: open[index].segments,
                    proof: proving.proof(of: open[index])))
        }
        open.removeAll(keepingCapacity: true)
    }
}
