import Measures

/// Puts the results of a batch together: segments of one account at one premises are one bill.
package struct PageMaking {
    private let rules: RunRules
    private let billing: PointBilling
    private var page: RunPage
    /// Segments of the premises being worked on, by account in order of first segment.
    private var open: [(accountID: Int64, currency: Currency, segments: [Segment])] = []
    private var premisesID: Int64?

    package init(runID: Int64, batch: Int, rules: RunRules) {
        self.rules = rules
        billing = PointBilling(rules)
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
        page.outcomes.append(result.outcome)
        page.estimates += result.estimates
        for (account, segment) in result.segments {
            add(segment, of: account, rules.schemes[facts.scheme].currency)
        }
    }

    /// The page with every bill made.
    package mutating func finished() -> RunPage {
        closePremises()
        return page
    }

    private mutating func add(_ segment: Segment, of account: Int64, _ currency: Currency) {
        if let index = open.firstIndex(where: {
            $0.accountID == account && $0.currency == currency
        }) {
            open[index].segments.append(segment)
        } else {
            open.append((account, currency, [segment]))
        }
    }

    private mutating func closePremises() {
        guard let premisesID else { return }
        for (account, currency, segments) in open {
            let id = BillID.make(
                run: page.runID, batch: page.batch, place: page.bills.count + 1)
            page.bills.append(
                Bill(
                    id: id, accountID: account, premisesID: premisesID, currency: currency,
                    segments: segments))
        }
        open.removeAll(keepingCapacity: true)
    }
}
