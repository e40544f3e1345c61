package import Billing
import Foundation
package import Measures
import Metering
import Supply

/// One line of a partition: a premises with the facts that its supply points are billed from, as
/// known to a run. The only place that knows how facts are written as JSON, with its reading
/// beside it; `Docs/rate-partition.md` says what stands where.
package struct FactsLine: Sendable {
    /// First digits of the digest of the rules that it was exported with.
    package let rules: String
    package let batch: Int
    /// Of the premises in its batch, from 1.
    package let index: Int
    /// All of one premises, in order of their ids.
    package let points: [PointFacts]

    package init(rules: String, batch: Int, index: Int, points: [PointFacts]) {
        self.rules = rules
        self.batch = batch
        self.index = index
        self.points = points
    }
}

extension FactsLine {
    /// The line with its line break. `hash` tells whether blocks were stored in an older form.
    package func bytes(_ schemes: [SchemeRules], _ hash: @escaping HashFunction) -> [UInt8] {
        guard let first = points.first else { return [] }
        let scheme = schemes[first.scheme]
        let writer = FactsWriter(currency: scheme.currency, hash: hash)
        let line: JSONValue = [
            "rules": .string(rules), "batch": .count(batch), "place": .count(index),
            "premises": .int(first.supplyPoint.premisesID), "scheme": .string(scheme.code),
            "supply_points": .array(points.map(writer.point)),
        ]
        return line.fileLine
    }
}

/// Facts as JSON: what has its usual value is left out, so that lines stay short.
private struct FactsWriter {
    let currency: Currency
    let hash: HashFunction

    func point(_ facts: PointFacts) -> JSONValue {
        let point = facts.supplyPoint
        return .present([
            ("id", .int(point.id)), ("code", .string(point.code)),
            ("commodity", .string(point.commodity.rawValue)),
            ("cycle", .optional(point.cycle?.rawValue)),
            ("jurisdiction", .optional(facts.law?.jurisdiction)),
            ("class", .optional(facts.law?.customerClass)),
            ("agreements", .array(facts.agreements.map(agreement))),
            ("registers", .array(facts.registers.map(register))),
            ("properties", .array(facts.properties.map(property))),
            ("last_bill", facts.lastBill.map(last) ?? .null),
            ("accepted", .array(facts.accepted.map { .string($0.rawValue) })),
            ("billed_before", .array(facts.billedBefore.map(before))),
        ])
    }

    private func agreement(_ agreement: Agreement) -> JSONValue {
        .present(
            [
                ("id", .int(agreement.id)), ("account", .int(agreement.accountID)),
                ("tariff", .string(agreement.tariff)), ("kind", .string(agreement.kind.rawValue)),
            ] + days(agreement.period))
    }

    private func property(_ property: BilledProperty) -> JSONValue {
        .present(
            [
                ("name", .string(property.name)), ("value", .string(property.value)),
            ] + days(property.period))
    }

    private func last(_ bill: LastBill) -> JSONValue {
        [
            "through": .day(bill.through), "days": .count(bill.days), "total": money(bill.total),
        ]
    }

    private func register(_ history: RegisterHistory) -> JSONValue {
        let register = history.register
        var minutes = JSONValue.null
        if case .interval(let length) = register.kind { minutes = .count(length) }
        return .present([
            ("id", .int(register.id)), ("meter", .string(register.meterSerial)),
            ("usage", .string(register.usage.rawValue)), ("unit", .string(register.unit.rawValue)),
            ("dials", .count(register.dial.dials)), ("decimals", .count(register.dial.decimals)),
            ("multiplier", .exact(register.dial.multiplier)),
            ("installed", .day(register.installed)), ("removed", .day(register.removed)),
            ("minutes", minutes), ("net_metered", register.isNetMetered ? true : .null),
            ("readings", .array(history.readings.map(reading))),
            ("billed", .array(history.billed.map(billed))),
            ("intervals", .array(zip(history.intervals, history.blockDigests).map(block))),
        ])
    }

    private func reading(_ reading: Reading) -> JSONValue {
        func unless(_ usual: String, _ word: String) -> JSONValue {
            word == usual ? .null : .string(word)
        }
        return .present([
            ("day", .day(reading.day)), ("value", .exact(reading.value.exact)),
            ("type", .string(reading.roles.word)),
            ("source", unless("company", reading.source.word)),
            ("method", unless("walk", reading.method.word)),
            ("status", unless("actual", reading.status.word)),
        ])
    }

    private func billed(_ billed: BilledReading) -> JSONValue {
        [
            "opening_day": .day(billed.openingDay), "opening": .exact(billed.opening.exact),
            "opening_type": .string(billed.openingType), "closing_day": .day(billed.closingDay),
            "closing": .exact(billed.closing.exact), "closing_type": .string(billed.closingType),
            "used": .exact(billed.consumption.exact),
        ]
    }

    /// The stored form in base64. A block that was stored by an older program has the digest of
    /// that form beside it, by which bills prove their facts.
    private func block(_ block: IntervalBlock, stored: Digest) -> JSONValue {
        let bytes = block.encoded()
        let digest: Digest = bytes.withUnsafeBytes(hash)
        return .present([
            ("block", .string(Data(bytes).base64EncodedString())),
            ("digest", digest == stored ? .null : .string("\(stored)")),
        ])
    }

    private func before(_ bill: BilledBefore) -> JSONValue {
        let segment = bill.segment
        return .present(
            [("account", .int(bill.accountID))] + days(segment.period) + [
                ("usages", .array(segment.usages.map(usage))),
                ("lines", .array(segment.lines.map(line))),
                ("properties", .array(segment.properties.map(property))),
            ])
    }

    private func usage(_ usage: BilledUsage) -> JSONValue {
        .present(
            [("usage", .string(usage.usage))] + days(usage.period)
                + [("quantity", .exact(usage.quantity))])
    }

    private func line(_ line: BillLine) -> JSONValue {
        .present(
            [("charge", .string(line.charge))] + days(line.period)
                + [("quantity", .exact(line.quantity)), ("amount", money(line.amount))])
    }

    private func money(_ minorUnits: Int64) -> JSONValue {
        .money(Money(minorUnits: minorUnits, currency: currency))
    }

    /// First and last day, both included; no last day while there is no end.
    private func days(_ period: Period) -> [(String, JSONValue)] {
        let last = period.end == .openEnd ? nil : period.last
        return [("from", .day(period.start)), ("to", .day(last))]
    }
}

extension JSONValue {
    /// An object of the members that are there: neither null nor an empty list.
    static func present(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(
            members.compactMap { name, value in
                value == .null || value == .array([]) ? nil : Member(name, value)
            })
    }
}
