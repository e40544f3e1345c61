import Ledger
package import Measures
import Metering
import Supply
package import Tariffs

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
        rater.tellsFilled = true
    }

    /// Rates the draft into its segment; adds the finding that says why not, where it cannot.
    func rate(
        _ draft: inout Draft, _ facts: PointFacts, _ span: UnbilledPeriod, _ rules: RunRules,
        _ others: OtherBills
    ) -> BilledSegment? {
        let account = facts.agreements[span.agreement].accountID
        let zone = rules.schemes[facts.scheme].zone
        let properties: [BilledProperty]
        do throws(SegmentRefused) {
            properties = try known(draft, facts, rules, others.earlier, of: account)
            var input = try tariff.input(
                draft.period, draft.usages, properties, beside: others.beside)
            input.historyMayBeEmpty = rules.version >= .four
            if !draft.loads.isEmpty {
                input.inTime = draft.chronologicalUse(for: tariff, zone, input)
                input.fillsAcrossChanges = rules.version >= .three
            }
            try rate(&input)
        } catch {
            draft.findings.append(error.finding)
            return nil
        }
        return segment(draft, facts.id, facts.agreements[span.agreement].id, properties)
    }

    /// All that the bill is rated with beside its use. A property of the supply point stands above a
    /// figure of the same name from earlier bills or from prices.
    private func known(
        _ draft: Draft, _ facts: PointFacts, _ rules: RunRules, _ earlier: [BilledBefore],
        of account: Int64
    ) throws(SegmentRefused) -> [BilledProperty] {
        var properties = facts.properties(for: tariff, over: draft.period)
        if rules.version >= .four { properties += facts.histories(for: tariff, draft.period) }
        let given = Set(properties.map(\.name))
        if !draft.demands.isEmpty { properties += draft.demands(for: tariff) }
        properties += carried(from: earlier, of: account, into: draft.period)
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
        _ draft: Draft, _ point: Int64, _ agreement: Int64, _ properties: [BilledProperty]
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

/// Why a segment cannot be rated.
package enum SegmentRefused: Error, Sendable {
    /// The tariff has no price for what a meter counts.
    case notPriced(usage: String, tariff: String)
    case property(BilledProperty)
    case rating(RatingRefused)
    case price(PriceMissing)
}

extension TariffInForce {
    /// What rating is given: quantities and properties under the names of the tariff, and what
    /// other supply points of the bill used of the same fuel.
    package func input(
        _ period: Period, _ usages: [BilledUsage], _ properties: [BilledProperty],
        beside: [BilledUsage] = []
    ) throws(SegmentRefused) -> RatingInput {
        var input = plan.input(for: period)
        for usage in usages {
            guard let slot = plan.usageSlot(usage.usage),
                let quantity = Quantity(exactly: usage.quantity)
            else { throw .notPriced(usage: usage.usage, tariff: plan.book.code) }
            input.usages.append(
                Usage(slot, quantity, over: usage.period, estimated: usage.isEstimated))
        }
        try set(properties, over: period, &input)
        for usage in beside {
            guard let slot = plan.usageSlot(usage.usage),
                let quantity = Quantity(exactly: usage.quantity)
            else { continue }
            input.elsewhere.append(
                Usage(slot, quantity, over: usage.period, estimated: usage.isEstimated))
        }
        return input
    }

    /// Values of one name stand together in order of their days. The first one holds from the
    /// first day of the bill; after one that ends comes the next, the default, or a refusal.
    func set(
        _ properties: [BilledProperty], over period: Period, _ input: inout RatingInput
    ) throws(SegmentRefused) {
        var before = ""
        for property in properties {
            if let slot = plan.seriesSlot(property.name) {
                input.set(slot, try property.series())
                continue
            }
            guard let number = numbers.first(where: { $0.name == property.name }) else { continue }
            guard let value = plan.value(property.value, of: number.name) else {
                throw .property(property)
            }
            let isNext = property.name == before
            input.set(number.slot, value, from: isNext ? property.period.start : period.start)
            if number.splits, property.period.end < period.end {
                let other = number.otherwise ?? .outOfRange
                input.set(number.slot, other, from: property.period.end)
            }
            before = property.name
        }
    }

    /// Rates a billed segment again from what it says it was made of, with its workings;
    /// `beside` is what other supply points of its bill used (`Bill.usedBeside`).
    package func rateAgain(
        _ segment: BilledSegment, beside: [BilledUsage] = []
    ) throws(SegmentRefused) -> Rated {
        var input = try input(segment.period, segment.usages, segment.properties, beside: beside)
        input.add(filled: segment.inTime, segment.lines, plan)
        do throws(RatingRefused) {
            return try plan.rate(input, recording: true)
        } catch {
            throw .rating(error)
        }
    }
}

extension BilledProperty {
    /// The numbers of a series, as `TariffInForce.carried` writes them.
    fileprivate func series() throws(SegmentRefused) -> [Exact] {
        let numbers = value.split { $0 == " " || $0 == "," }.map { Exact($0) }
        guard !numbers.contains(nil) else { throw .property(self) }
        return numbers.compactMap { $0 }
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

extension LedgerAccount {
    /// The account of the posting table (rules F5) that a charge of a tariff book posts to.
    init(chargeAccount path: String) {
        let parts = path.split(separator: ".")
        let section = parts.first.flatMap { LedgerAccount.places[String($0)] } ?? "income"
        self.init(([section] + parts.map(String.init)).joined(separator: ":"))
    }

    private static let places = [
        "revenue": "income", "levy": "liabilities", "third-party": "liabilities",
        "energy-purchases": "expenses", "deferred-revenue": "liabilities",
        "concession": "assets", "discount": "income",
    ]
}

extension SegmentRefused {
    /// The finding that holds the bill.
    var finding: Finding {
        switch self {
        case .notPriced(let usage, let tariff):
            wrongClass([
                NamedFigure("usage", .text(usage)), NamedFigure("tariff", .text(tariff)),
            ])
        case .property(let property):
            wrongClass([NamedFigure(property.name, .text(property.value))])
        case .rating(let refused): refused.finding
        case .price(let missing): missing.finding
        }
    }

    private func wrongClass(_ figures: [NamedFigure]) -> Finding {
        Finding(Finding.Code("TF-WRONGCLASS"), .blocking, rule: "D2", figures: figures)
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
            case .missingIntervals(let name): NamedFigure("missing intervals", .text(name))
            case .severalMonths(let period):
                NamedFigure("not inside one month", .text("\(period)"))
            case .outOfRange(let name): NamedFigure("out of range", .text(name))
            }
        return Finding(code, .blocking, rule: "C1.1", figures: [figure])
    }
}
