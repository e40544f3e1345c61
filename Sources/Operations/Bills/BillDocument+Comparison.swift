package import Billing
package import Documents
import Measures
package import Storage
import Tariffs

extension BillDocument.Comparison {
    /// The bill beside the released one before it.
    package init(_ explained: ExplainedBill, _ books: Books) throws {
        try self.init(explained, BillSources(books))
    }

    init(_ explained: ExplainedBill, _ sources: BillSources) throws {
        try self.init(try CompareBills(explained, sources), sources)
    }

    package init(_ compare: CompareBills, _ books: Books) throws {
        try self.init(compare, BillSources(books))
    }

    private init(_ compare: CompareBills, _ sources: BillSources) throws {
        let total = compare.this.bill.total
        guard case .compared(let comparison) = compare.outcome else {
            self.init(
                title: compare.title, sentence: compare.whyNot, last: nil, total: total)
            return
        }
        let names = try ComparisonSentences(compare, sources)
        self.init(
            title: compare.title, sentence: compare.heading(comparison),
            last: comparison.last.total,
            steps: BillComparison.Step.allCases.compactMap { step in
                let moves = comparison.moves.filter { $0.cause.step == step }
                guard !moves.isEmpty else { return nil }
                let money = moves.reduce(0) { $0 + $1.money }
                return Step(
                    code: step.rawValue, label: step.label,
                    amount: Money(minorUnits: money, currency: total.currency),
                    sentence: moves.map(names.sentence).joined(separator: " "))
            }, total: total)
    }
}

extension CompareBills {
    fileprivate var title: String {
        isChosen ? "Compared with bill \(otherName)" : "Compared with your last bill"
    }

    private var otherName: String {
        last.map { $0.issue?.reference ?? "\($0.bill.id)" } ?? ""
    }

    fileprivate var whyNot: String {
        switch outcome {
        case .notCompared(let reason, _): reason.sentence
        case .firstBill, .compared:
            "This is the first bill for this supply, so there is none to compare it with."
        }
    }

    /// `Your last bill, NORTH-00000001 for … (30 days), came to £36.00. This one …`
    fileprivate func heading(_ comparison: BillComparison) -> String {
        let (old, new) = (comparison.last, comparison.this)
        let then =
            (isChosen ? "Bill \(otherName)" : "Your last bill, \(otherName)")
            + " for \(old.period.forPeople) (\(Unit.day.after(grouped(old.period.days))))"
            + (isChosen ? "" : ",") + " came to \(old.total.forPeople). "
        let now = "This one is for \(Unit.day.after(grouped(new.period.days))) and comes to "
        return then + now + new.total.forPeople + difference(comparison) + between(comparison)
    }

    private func between(_ comparison: BillComparison) -> String {
        guard let gap = comparison.gap else { return "" }
        return isChosen
            ? " Between the two lies \(gap.forPeople)."
            : " No bill charges the time between, \(gap.forPeople)."
    }

    private func difference(_ comparison: BillComparison) -> String {
        let more = comparison.this.total - comparison.last.total
        if more.minorUnits == 0 { return ", the same." }
        return more.minorUnits > 0
            ? ", \(more.forPeople) more." : ", \((-more).forPeople) less."
    }
}

extension NotCompared {
    package var sentence: String {
        switch self {
        case .otherAccount: "The two bills are of two accounts."
        case .otherPremises: "The two bills are for two addresses."
        case .otherCurrency(let currency):
            "The last bill was in \(currency.rawValue), and amounts of two currencies are not "
                + "compared."
        case .otherServices: "The two bills have no supply in common."
        }
    }
}

extension BillComparison.Step {
    fileprivate var label: String {
        switch self {
        case .services: "Services"
        case .lastTrueUp: "Estimates put right last time"
        case .tariff: "Change of tariff"
        case .price: "Prices"
        case .days: "Days"
        case .details: "Details of the supply"
        case .usage: "Use"
        case .trueUp: "Estimates put right"
        case .adjustments: "Adjustments"
        case .tax: "Tax"
        }
    }
}
