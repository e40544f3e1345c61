package import Billing
package import Measures

/// What rating made of some lines of facts, as lines of JSON: for each premises an `outcome` a
/// supply point, an `estimate` a reading that the run made, and its bills, each a `bill`.
package struct RatedLines {
    private let hash: HashFunction
    private var outcomes: ArraySlice<Outcome>
    private var estimates: ArraySlice<EstimatedReading>
    private var bills: ArraySlice<Bill>

    private init(_ page: RunPage, _ hash: @escaping HashFunction) {
        self.hash = hash
        outcomes = page.outcomes[...]
        estimates = page.estimates[...]
        bills = page.bills[...]
    }

    /// The lines with their line breaks. The page is what the facts of all `lines` came to, in
    /// their order.
    package static func bytes(
        _ page: RunPage, of lines: [FactsLine], _ hash: @escaping HashFunction
    ) -> [UInt8] {
        var rated = RatedLines(page, hash)
        return lines.reduce(into: []) { bytes, line in
            for value in rated.take(line) { bytes += value.fileLine }
        }
    }

    private mutating func take(_ line: FactsLine) -> [JSONValue] {
        guard let premises = line.points.first?.supplyPoint.premisesID else { return [] }
        let registers = Set(line.points.flatMap { $0.registers.map(\.register.id) })
        let points = zip(line.points, outcomes).map { point, outcome in
            value("outcome", of: line, members: RatedLines.members(outcome, point.supplyPoint.code))
        }
        let readings = estimates.prefix { registers.contains($0.registerID) }
        let made = bills.prefix { $0.premisesID == premises }
        outcomes.removeFirst(points.count)
        estimates.removeFirst(readings.count)
        bills.removeFirst(made.count)
        return points
            + readings.map { value("estimate", of: line, members: RatedLines.members($0)) }
            + made.enumerated().map { index, bill in
                let nth = JSONValue.Member("nth", .count(index + 1))
                return value("bill", of: line, members: [nth] + members(bill))
            }
    }

    private func value(
        _ kind: String, of line: FactsLine, members: [JSONValue.Member]
    ) -> JSONValue {
        .object(
            [
                .init("kind", .string(kind)), .init("batch", .count(line.batch)),
                .init("place", .count(line.index)),
                .init("premises", .int(line.points.first?.supplyPoint.premisesID ?? 0)),
            ] + members)
    }

    private static func members(_ outcome: Outcome, _ code: String) -> [JSONValue.Member] {
        [
            .init("supply_point", .int(outcome.supplyPointID)), .init("code", .string(code)),
            .init("outcome", .string(outcome.kind.rawValue)),
            .init("findings", .array(outcome.findings.map(finding))),
        ]
    }

    private static func finding(_ raised: RaisedFinding) -> JSONValue {
        [
            "code": .string(raised.finding.code.rawValue),
            "severity": .string(raised.finding.severity.rawValue),
            "rule": .string(raised.finding.rule),
            "figures": .array(raised.finding.figures.map(figure)),
            "money_at_risk": .money(raised.moneyAtRisk),
            "currency": .string(raised.moneyAtRisk.currency.rawValue),
        ]
    }

    private static func figure(_ named: NamedFigure) -> JSONValue {
        ["name": .string(named.name), "value": .string(named.figure.description)]
    }

    private static func members(_ estimate: EstimatedReading) -> [JSONValue.Member] {
        [
            .init("register", .int(estimate.registerID)), .init("day", .day(estimate.day)),
            .init("value", .exact(estimate.value.exact)),
            .init("method", .string(estimate.method)),
            .init("inputs", .array(estimate.inputs.map(figure))),
        ]
    }
}

extension RatedLines {
    private func members(_ bill: Bill) -> [JSONValue.Member] {
        let writer = BillWriter(currency: bill.currency)
        return [
            .init("account", .int(bill.accountID)),
            .init("currency", .string(bill.currency.rawValue)),
            .init("from", .day(bill.period.start)), .init("to", .day(bill.period.last)),
            .init("net", .money(bill.net)), .init("tax", .money(bill.tax)),
            .init("total", .money(bill.total)), .init("estimated", .bool(bill.isEstimated)),
            .init("segments", .array(bill.segments.map(writer.segment))),
            .init("digest", .string("\(bill.digested(hash).digest)")),
        ]
    }
}

/// A bill's segments as JSON, in the names of `bill show --json` with `from` and `to` for days.
private struct BillWriter {
    let currency: Currency

    func segment(_ segment: BilledSegment) -> JSONValue {
        [
            "supply_point": .int(segment.supplyPointID), "agreement": .int(segment.agreementID),
            "tariff_version": .int(segment.tariffVersionID),
            "from": .day(segment.period.start), "to": .day(segment.period.last),
            "readings": .array(segment.readings.map(reading)),
            "usages": .array(segment.usages.map(usage)),
            "lines": .array(segment.lines.map(line)), "taxes": .array(segment.taxes.map(tax)),
            "net": money(segment.net), "tax": money(segment.tax),
        ]
    }

    private func reading(_ billed: BilledReading) -> JSONValue {
        [
            "register": .int(billed.registerID), "opening_day": .day(billed.openingDay),
            "opening": .exact(billed.opening.exact), "opening_type": .string(billed.openingType),
            "closing_day": .day(billed.closingDay), "closing": .exact(billed.closing.exact),
            "closing_type": .string(billed.closingType),
            "used": .exact(billed.consumption.exact),
        ]
    }

    private func usage(_ usage: BilledUsage) -> JSONValue {
        [
            "usage": .string(usage.usage), "from": .day(usage.period.start),
            "to": .day(usage.period.last), "quantity": .exact(usage.quantity),
            "estimated": .bool(usage.isEstimated),
        ]
    }

    private func line(_ line: BillLine) -> JSONValue {
        [
            "charge": .string(line.charge), "from": .day(line.period.start),
            "to": .day(line.period.last), "quantity": .exact(line.quantity),
            "unit": .string(line.unit), "price": .exact(line.price), "amount": money(line.amount),
            "tax": .string(line.tax),
        ]
    }

    private func tax(_ tax: BillTax) -> JSONValue {
        [
            "code": .string(tax.code), "percent": .exact(tax.percent), "base": money(tax.base),
            "amount": money(tax.amount), "included": .bool(tax.isIncluded),
        ]
    }

    private func money(_ minorUnits: Int64) -> JSONValue {
        .money(Money(minorUnits: minorUnits, currency: currency))
    }
}
