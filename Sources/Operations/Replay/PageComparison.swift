import Billing
package import Measures

/// What differs between a stored page and the page made again.
package struct PageComparison: Sendable, Hashable {
    package var bills: [BillDifference] = []
    package var outcomes: [OutcomeDifference] = []
    /// Readings that the run estimated otherwise.
    package var estimates: [ChangedFact] = []

    /// Nothing differs.
    init() {}

    init(stored: RunPage, again: RunPage, _ causes: ReplayCauses) {
        let old = Dictionary(stored.bills.map { (BillKey($0), $0) }) { first, _ in first }
        let new = Dictionary(again.bills.map { (BillKey($0), $0) }) { first, _ in first }
        bills = stored.bills.compactMap {
            BillDifference($0, recalculated: new[BillKey($0)], causes: causes)
        }
        bills += again.bills.filter { old[BillKey($0)] == nil }
            .compactMap { BillDifference(nil, recalculated: $0, causes: causes) }
        outcomes = OutcomeDifference.all(stored.outcomes, again.outcomes)
        estimates = .between(stored.estimates.map(\.named), again.estimates.map(\.named))
    }
}

/// One bill of a page: an account, at a premises, in a currency.
struct BillKey: Hashable {
    let account: Int64
    let premises: Int64
    let currency: Currency

    init(_ bill: Bill) {
        (account, premises, currency) = (bill.accountID, bill.premisesID, bill.currency)
    }
}

/// A bill that did not come out as it was written.
package struct BillDifference: Sendable, Hashable {
    package let id: Int64
    package let currency: Currency
    /// Minor units; nil where there was no bill, or is none again.
    package let before: Int64?
    package let after: Int64?
    package let segments: [SegmentDifference]
    /// None where the page holds no digests.
    package let causes: [ReplayCause]

    /// Nil where both are the same, with the same digests of facts and rules where asked for.
    init?(_ stored: Bill?, recalculated again: Bill?, causes: ReplayCauses? = nil) {
        let same = causes == nil || stored?.proof == nil || stored?.proof == again?.proof
        guard let one = stored ?? again, !same || stored?.segments != again?.segments else {
            return nil
        }
        id = one.id
        currency = one.currency
        before = stored?.total.minorUnits
        after = again?.total.minorUnits
        segments = SegmentDifference.all(stored?.segments ?? [], again?.segments ?? [])
        self.causes = causes?.of(stored, again) ?? []
    }

    package var money: Int64 { (after ?? 0) - (before ?? 0) }
}

/// A segment with what it stood on then and stands on now.
package struct SegmentDifference: Sendable, Hashable {
    package let supplyPointID: Int64
    package let period: Period
    /// Minor units that the total moved.
    package let money: Int64
    package let changes: [ChangedFact]

    static func all(_ stored: [BilledSegment], _ again: [BilledSegment]) -> [SegmentDifference] {
        (0..<max(stored.count, again.count)).compactMap { index in
            let old = stored.indices.contains(index) ? stored[index] : nil
            let new = again.indices.contains(index) ? again[index] : nil
            guard let one = old ?? new, old != new else { return nil }
            return SegmentDifference(
                supplyPointID: one.supplyPointID, period: one.period,
                money: (new?.total ?? 0) - (old?.total ?? 0),
                changes: .between(old?.named ?? [], new?.named ?? []))
        }
    }
}

/// A supply point whose outcome or findings are not what they were.
package struct OutcomeDifference: Sendable, Hashable {
    package let supplyPointID: Int64
    package let before: String?
    package let after: String?

    static func all(_ stored: [Outcome], _ again: [Outcome]) -> [OutcomeDifference] {
        let old = Dictionary(stored.map { ($0.supplyPointID, $0) }) { first, _ in first }
        let new = Dictionary(again.map { ($0.supplyPointID, $0) }) { first, _ in first }
        return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map {
            OutcomeDifference(supplyPointID: $0, before: old[$0]?.text, after: new[$0]?.text)
        }
    }
}

extension Outcome {
    /// `held: RD-HIGH, BL-LARGE`.
    var text: String {
        let codes = findings.map(\.finding.code.rawValue).joined(separator: ", ")
        return codes.isEmpty ? kind.rawValue : kind.rawValue + ": " + codes
    }
}

extension BilledSegment {
    /// Everything the segment stands on and comes to, by name.
    fileprivate var named: [(name: String, text: String)] {
        namedFacts + namedResults
    }

    private var namedFacts: [(name: String, text: String)] {
        let head = [("agreement", "\(agreementID)"), ("tariff version", "\(tariffVersionID)")]
        let usages = self.usages.map {
            ("use of \($0.usage) \($0.period)", $0.quantity.text + ($0.isEstimated ? " EST" : ""))
        }
        let properties = self.properties.map { ("property \($0.name) \($0.period)", $0.value) }
        return head + readings.flatMap(\.named) + usages + properties
    }

    private var namedResults: [(name: String, text: String)] {
        let lines = self.lines.map {
            (
                "charge \($0.charge) \($0.period)",
                "\($0.quantity.text) x \($0.price.text) = \($0.amount)"
            )
        }
        let taxes = self.taxes.map {
            ("tax \($0.code)", "\($0.percent.text)% of \($0.base) = \($0.amount)")
        }
        return [("period", "\(period)"), ("net", "\(net)"), ("tax", "\(tax)")] + lines + taxes
    }
}

extension BilledReading {
    fileprivate var named: [(name: String, text: String)] {
        let name = "reading of register \(registerID) on"
        return [
            ("\(name) \(openingDay)", "\(opening) \(openingType)"),
            ("\(name) \(closingDay)", "\(closing) \(closingType)"),
        ]
    }
}

extension EstimatedReading {
    fileprivate var named: (name: String, text: String) {
        let inputs = self.inputs.map { "\($0.name) \($0.figure)" }.joined(separator: "; ")
        return ("estimate for register \(registerID) on \(day)", "\(value) by \(method): \(inputs)")
    }
}
