import Ledger
import Measures
import Metering
import Supply
import Tariffs

/// Puts prices on drafts of one tariff.
final class SegmentRater {
    let tariff: TariffInForce
    private var rater: Rater
    private var rated: Rated

    init(_ tariff: TariffInForce) {
        self.tariff = tariff
        rater = Rater(tariff.plan)
        rated = Rated(currency: tariff.plan.book.currency)
    }

    /// Rates the draft into its segment, or adds the finding that says why not.
    func rate(
        _ draft: inout Draft, _ facts: PointFacts, _ span: SpanOwed, _ rules: RunRules
    ) {
        var input = tariff.plan.input(for: draft.period)
        var properties: [BilledProperty] = []
        guard add(draft, to: &input, &draft.findings),
            set(facts, on: draft.period.last, &input, &properties, &draft.findings)
        else { return }
        do {
            try rater.rate(input, into: &rated)
        } catch {
            draft.findings.append(error.finding)
            return
        }
        draft.segment = segment(draft, facts, span, properties)
    }

    private func add(
        _ draft: Draft, to input: inout RatingInput, _ findings: inout [Finding]
    ) -> Bool {
        for usage in draft.usages {
            guard let slot = tariff.plan.usageSlot(usage.usage),
                let quantity = Quantity(exactly: usage.quantity)
            else {
                findings.append(.wrongClass(usage.usage, tariff.plan.book.code))
                return false
            }
            input.usages.append(
                Usage(slot, quantity, over: usage.period, estimated: usage.isEstimated))
        }
        for demand in draft.demands {
            if let slot = tariff.plan.numberSlot(demand.name) { input.set(slot, demand.kW) }
        }
        return true
    }

    private func set(
        _ facts: PointFacts, on day: Day, _ input: inout RatingInput,
        _ used: inout [BilledProperty], _ findings: inout [Finding]
    ) -> Bool {
        for number in tariff.numbers {
            guard let property = facts.property(number.name, on: day) else { continue }
            let value =
                number.isChoice
                ? tariff.plan.choice(property.value, of: number.name) : Exact(property.value)
            guard let value else {
                findings.append(.badProperty(property))
                return false
            }
            input.set(number.slot, value)
            used.append(property)
        }
        return true
    }

    private func segment(
        _ draft: Draft, _ facts: PointFacts, _ span: SpanOwed, _ properties: [BilledProperty]
    ) -> Segment {
        let plan = tariff.plan
        return Segment(
            supplyPointID: facts.id, agreementID: span.agreement.id,
            tariffVersionID: tariff.versionID, period: draft.period, readings: draft.readings,
            usages: draft.usages, properties: properties,
            lines: rated.lines.map { BillLine($0, plan) },
            taxes: rated.taxes.map { BillTax($0, plan) },
            net: rated.netMinorUnits, tax: rated.taxMinorUnits)
    }
}

extension BillLine {
    init(_ line: RatedLine, _ plan: TariffPlan) {
        self.init(
            charge: plan.code(of: line), label: plan.label(of: line), period: line.period,
            quantity: line.quantity, unit: plan.unit(of: line)?.rawValue ?? "", price: line.price,
            amount: line.minorUnits, tax: plan.tax(of: line) ?? "",
            account: LedgerAccount(chargeAccount: plan.account(of: line)))
    }
}

extension BillTax {
    init(_ tax: RatedTax, _ plan: TariffPlan) {
        self.init(
            code: plan.book.taxes[tax.tax].code, percent: tax.percent,
            base: tax.baseMinorUnits, amount: tax.minorUnits, isIncluded: tax.included)
    }
}

extension LedgerAccount {
    /// The account of the posting table (rules F5) that a charge of a tariff book posts to.
    init(chargeAccount path: String) {
        let root = path.split(separator: ":").first.map(String.init) ?? path
        let place = LedgerAccount.places[root] ?? "income"
        self.init(place + ":" + path)
    }

    private static let places = [
        "revenue": "income", "levy": "liabilities", "third-party": "liabilities",
        "energy-purchases": "expenses", "deferred-revenue": "liabilities",
        "concession": "assets", "discount": "income",
    ]
}

extension Finding {
    static func wrongClass(_ usage: String, _ tariff: String) -> Finding {
        Finding(
            Finding.Code("TF-WRONGCLASS"), .blocking, rule: "D2",
            figures: [
                NamedFigure("usage", .text(usage)), NamedFigure("tariff", .text(tariff)),
            ])
    }

    static func badProperty(_ property: BilledProperty) -> Finding {
        Finding(
            Finding.Code("TF-WRONGCLASS"), .blocking, rule: "D2",
            figures: [NamedFigure(property.name, .text(property.value))])
    }
}

extension RatingRefused {
    /// The finding that holds the bill.
    var finding: Finding {
        let figure: NamedFigure =
            switch self {
            case .emptyPeriod(let day): NamedFigure("empty period from", .day(day))
            case .missingUsage(let name): NamedFigure("missing usage", .text(name))
            case .missingInput(let name): NamedFigure("missing property", .text(name))
            case .missingPrice(let name, let day):
                NamedFigure("no price of \(name) on", .day(day))
            case .seriesDiffer(let name, _, _):
                NamedFigure("series of different length", .text(name))
            case .seriesAcrossPriceChange(let name, let day):
                NamedFigure("price of \(name) changes inside a series on", .day(day))
            case .outOfRange(let name): NamedFigure("out of range", .text(name))
            }
        return Finding(code, .blocking, rule: "C1.1", figures: [figure])
    }
}
