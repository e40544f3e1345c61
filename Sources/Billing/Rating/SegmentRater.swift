import Ledger
import Measures
import Supply
import Tariffs

/// Puts prices on drafts of one tariff.
final class SegmentRater {
    let tariff: TariffInForce
    let bands: ChannelBands
    private var rater: Rater
    private var rated: Rated
    /// The words of lines by their names in the plan.
    private var words: [LineWords?]

    init(_ tariff: TariffInForce) {
        self.tariff = tariff
        bands = ChannelBands(tariff)
        rater = Rater(tariff.plan)
        rated = Rated(currency: tariff.plan.book.currency)
        words = Array(repeating: nil, count: tariff.plan.lineNameCount)
        rater.reportsBlocks = true
    }

    /// Rates the draft into its segment; adds the finding that says why not, where it cannot.
    func rate(
        _ draft: inout Draft, of facts: PointFacts, under agreement: Agreement, _ rules: RunRules,
        others: OtherBills
    ) -> BilledSegment? {
        do throws(SegmentRefused) {
            let properties = try properties(
                for: draft, of: facts, under: agreement, rules, earlier: others.earlier)
            var input = try tariff.input(
                over: draft.period, usages: draft.usages, properties: properties,
                beside: others.beside)
            input.historyMayBeEmpty = rules.version >= .four
            if !draft.loads.isEmpty {
                let zone = rules.schemes[facts.scheme].zone
                input.inTime = draft.chronologicalUse(for: tariff, zone, input)
                input.fillsAcrossChanges = rules.version >= .three
            }
            try rate(&input)
            return segment(draft, point: facts.id, agreement: agreement.id, properties)
        } catch {
            draft.findings.append(error.finding)
            return nil
        }
    }

    /// All that the bill is rated with beside its use. A property of the supply point stands above a
    /// figure of the same name from earlier bills or from prices.
    private func properties(
        for draft: Draft, of facts: PointFacts, under agreement: Agreement, _ rules: RunRules,
        earlier: [BilledBefore]
    ) throws(SegmentRefused) -> [BilledProperty] {
        var properties = facts.properties(for: tariff, over: draft.period)
        if rules.version >= .four { properties += facts.histories(for: tariff, draft.period) }
        let given = Set(properties.map(\.name))
        if !draft.demands.isEmpty { properties += draft.demands(for: tariff) }
        properties += carried(from: earlier, of: agreement.accountID, into: draft.period)
            .filter { !given.contains($0.name) }
        guard !tariff.fromPrices.isEmpty else { return properties }
        let priced = try draft.priced(for: tariff, rules, in: rules.schemes[facts.scheme].zone)
        return properties + priced.filter { !given.contains($0.name) }
    }

    private func rate(_ input: inout RatingInput) throws(SegmentRefused) {
        do throws(RatingRefused) {
            try rater.rate(lent: &input, into: &rated)
        } catch {
            throw .rating(error)
        }
    }

    /// What the tariff takes from earlier bills of the same account. A property of the same name
    /// stands above it: what was billed before the utility's books began here.
    private func carried(
        from bills: [BilledBefore], of account: Int64, into period: Period
    ) -> [BilledProperty] {
        guard !tariff.fromBills.isEmpty else { return [] }
        let earlier = bills.filter { $0.accountID == account }.map(\.segment)
        return tariff.carried(into: period, from: earlier)
    }

    private func segment(
        _ draft: Draft, point: Int64, agreement: Int64, _ properties: [BilledProperty]
    ) -> BilledSegment {
        let plan = tariff.plan
        var lines: [BillLine] = []
        lines.reserveCapacity(rated.lines.count)
        for line in rated.lines {
            let words = words(ofName: line.name, line)
            lines.append(
                BillLine(
                    charge: plan.code(of: line, parts: rated.partNames), period: line.period,
                    quantity: line.quantity, unit: words.unit, price: line.price,
                    amount: line.minorUnits, tax: words.tax, account: words.account))
        }
        let segment = BilledSegment(
            supplyPointID: point, agreementID: agreement,
            tariffVersionID: tariff.versionID, period: draft.period, readings: draft.readings,
            usages: draft.usages, properties: properties, lines: lines,
            taxes: rated.taxes.map { BillTax($0, plan) },
            net: rated.netMinorUnits, tax: rated.taxMinorUnits)
        guard !rated.filled.isEmpty else { return segment }
        var filled = segment
        filled.inTime = rated.filled.map { BilledBlocks($0, plan) }
        return filled
    }

    /// The words that all lines of a name share; made once.
    private func words(ofName name: Int, _ line: RatedLine) -> LineWords {
        if let known = words[name] { return known }
        let made = LineWords(line, tariff.plan)
        words[name] = made
        return made
    }
}

/// What a bill line says beside its figures and its code.
private struct LineWords {
    let unit: String
    let tax: String
    let account: LedgerAccount

    init(_ line: RatedLine, _ plan: TariffPlan) {
        unit = plan.unit(of: line)?.rawValue ?? ""
        tax = plan.taxCode(of: line) ?? ""
        account = LedgerAccount(chargeAccount: plan.account(of: line))
    }
}

extension Draft {
    /// The demands that a tariff asks for, as its properties.
    func demands(for tariff: TariffInForce) -> [BilledProperty] {
        demands.filter { demand in tariff.numbers.contains { $0.name == demand.name } }
            .map { BilledProperty(name: $0.name, value: $0.kW.text, period: period) }
    }
}

extension BillTax {
    init(_ tax: RatedTax, _ plan: TariffPlan) {
        self.init(
            code: plan.code(of: tax), percent: tax.percent,
            base: tax.baseMinorUnits, amount: tax.minorUnits, isIncluded: tax.included)
    }
}
