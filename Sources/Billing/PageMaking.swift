import Measures

/// Puts the results of a batch together: segments of one account at one premises are one bill.
package struct PageMaking {
    private let rules: RunRules
    private let billing: PointBilling
    private var page: RunPage
    /// Segments of the premises being worked on, by account in order of first segment.
    private var open: [OpenBill] = []
    private var proving: BillProving?
    /// Points of the premises that wait for each other, where a tariff looks beside its own.
    private var waiting: [(facts: PointFacts, result: PointResult)] = []
    private var premisesID: Int64?

    package init(runID: Int64, batch: Int, rules: RunRules) {
        self.rules = rules
        billing = PointBilling(rules)
        proving = BillProving(rules)
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
        if billing.looksBeside { waiting.append((facts, result)) } else { take(facts, result) }
    }

    private mutating func take(_ facts: PointFacts, _ result: PointResult) {
        page.outcomes.append(result.outcome)
        page.estimates += result.estimates
        guard !result.segments.isEmpty else { return }
        let digest = proving?.digest(of: facts)
        for (account, segment) in result.segments {
            if !segment.inTime.isEmpty { page.format = .three }
            let bill = bill(of: account, rules.schemes[facts.scheme].currency)
            open[bill].add(segment, facts, digest)
        }
    }

    /// The page with every bill made.
    package mutating func finished() -> RunPage {
        closePremises()
        page.ruleSets = proving?.made ?? []
        return page
    }

    /// The place of the account's bill among those being made.
    private mutating func bill(of account: Int64, _ currency: Currency) -> Int {
        if let index = open.firstIndex(where: {
            $0.accountID == account && $0.currency == currency
        }) {
            return index
        }
        open.append(OpenBill(accountID: account, currency: currency))
        return open.count - 1
    }

    private mutating func closePremises() {
        guard let premisesID else { return }
        if !waiting.isEmpty {
            billing.together(&waiting)
            for (facts, result) in waiting { take(facts, result) }
            waiting.removeAll()
        }
        for bill in open {
            let id = BillID.make(
                run: page.runID, batch: page.batch, place: page.bills.count + 1)
            page.bills.append(
                Bill(
                    id: id, accountID: bill.accountID, premisesID: premisesID,
                    currency: bill.currency, segments: bill.segments,
                    proof: proving?.proof(bill.points, bill.rules)))
        }
        open.removeAll(keepingCapacity: true)
    }
}

/// A bill that more points of the premises may still come onto.
private struct OpenBill {
    let accountID: Int64
    let currency: Currency
    var segments: [Segment] = []
    /// Digests of the facts of its points, in order.
    var points: [Digest] = []
    var rules: [RuleKey] = []
    private var lastPoint: Int64?

    init(accountID: Int64, currency: Currency) {
        self.accountID = accountID
        self.currency = currency
    }

    mutating func add(_ segment: Segment, _ facts: PointFacts, _ digest: Digest?) {
        segments.append(segment)
        guard let digest else { return }
        if lastPoint != facts.id { points.append(digest) }
        lastPoint = facts.id
        let agreement = facts.agreements.first { $0.id == segment.agreementID }
        let key = RuleKey(agreement?.tariff ?? "", facts.supplyPoint.commodity, segment.period)
        if !rules.contains(key) { rules.append(key) }
    }
}
