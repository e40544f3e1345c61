import Ledger
package import Measures
package import Tariffs

/// Bills of one load that follow each other without an installation: what the tariff takes from
/// the ones before, as a run would take it from released bills.
package struct EarlierQuotes {
    private let tariff: TariffInForce
    private var segments: [BilledSegment] = []

    package init(_ plan: TariffPlan) { tariff = TariffInForce(versionID: 0, plan: plan) }

    /// Whether the tariff takes anything from earlier bills.
    package var isAsked: Bool { !tariff.fromBills.isEmpty }

    /// Tells an input what the bills before its period come to.
    package func tell(_ input: inout RatingInput) throws(SegmentRefused) {
        let taken = tariff.carried(into: input.period, from: segments)
        try tariff.set(taken, over: input.period, &input)
    }

    /// Keeps a bill for those after it, with the numbers it was rated with.
    package mutating func add(
        _ rated: Rated, _ input: RatingInput, numbers: [(name: String, value: Exact)]
    ) {
        let (plan, period) = (tariff.plan, input.period)
        let lines = rated.lines.map { line in
            BillLine(
                charge: plan.code(of: line, rated), period: line.period,
                quantity: line.quantity, unit: "", price: line.price, amount: line.minorUnits,
                tax: "", account: LedgerAccount(chargeAccount: plan.account(of: line)))
        }
        segments.append(
            BilledSegment(
                supplyPointID: 0, agreementID: 0, tariffVersionID: 0, period: period,
                readings: [],
                usages: input.usages.map {
                    BilledUsage(
                        usage: plan.name(of: $0.slot), period: $0.period,
                        quantity: $0.quantity.exact, isEstimated: $0.estimated)
                },
                properties: numbers.map {
                    BilledProperty(name: $0.name, value: $0.value.text, period: period)
                }, lines: lines, taxes: [], net: rated.netMinorUnits, tax: rated.taxMinorUnits))
    }
}
