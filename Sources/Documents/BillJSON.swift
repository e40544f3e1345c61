import Billing
package import Measures

/// A bill for machines: `format` and `version` first, exact decimals as strings, ISO days,
/// amounts in major units, names always in the same order.
package enum BillJSON {
    /// Grows when a name changes its meaning; new names alone do not change it.
    package static let version = 1

    package static func value(_ bill: BillDocument) -> JSONValue {
        [
            "format": "plumbline-bill",
            "version": .count(version),
            "title": .string(bill.title),
            "final": .bool(bill.isFinal),
            "number": .optional(bill.number),
            "draft": .bool(bill.number == nil),
            "language": .string(bill.language),
            "currency": .string(bill.total.currency.rawValue),
            "issuer": issuer(bill.issuer),
            "account": .string(bill.customer.account),
            "customer": customer(bill.customer),
            "issued": .day(bill.issued),
            "due": .day(bill.due),
            "period": period(bill.period),
            "estimated": .bool(bill.isEstimated),
            "segments": .array(bill.segments.map(segment)),
            "net": .money(bill.net),
            "tax": .money(bill.tax),
            "total": .money(bill.total),
            "balance": bill.balance.map { balance($0, bill) } ?? .null,
            "amount_due": .money(bill.amountDue),
            "comparison": bill.comparison.map(comparison) ?? .null,
            "usage": .array(bill.usage.map(history)),
            "messages": .array(
                bill.messages.map { ["heading": .string($0.heading), "text": .string($0.text)] }),
            "proof": bill.proof.map(proof) ?? .null,
        ]
    }

    package static func text(_ bill: BillDocument) -> String { value(bill).text + "\n" }

    /// SHA-256 of the facts and the rules that the bill was made of.
    private static func proof(_ proof: BillProof) -> JSONValue {
        ["facts": .string("\(proof.facts)"), "rules": .string("\(proof.rules)")]
    }

    private static func issuer(_ issuer: BillDocument.Issuer) -> JSONValue {
        [
            "name": .string(issuer.name),
            "tax_number": .optional(issuer.taxNumber),
            "contact": strings(issuer.contact),
            "payment": strings(issuer.payment),
            "help": strings(issuer.help),
            "emergency": .optional(issuer.emergency),
            "complaints": strings(issuer.complaints),
        ]
    }

    private static func customer(_ customer: BillDocument.Customer) -> JSONValue {
        [
            "name": .string(customer.name),
            "postal_address": strings(customer.postalAddress),
            "supply_address": strings(customer.supplyAddress),
        ]
    }

    /// Both days are inside the period.
    private static func period(_ period: Period) -> JSONValue {
        [
            "from": .day(period.start), "through": .day(period.last),
            "days": .count(period.days),
        ]
    }

    private static func segment(_ segment: BilledSegment) -> JSONValue {
        [
            "commodity": .string(segment.commodity),
            "supply_point": .string(segment.supplyPoint),
            "tariff": .string(segment.tariff),
            "period": period(segment.period),
            "estimated": .bool(segment.isEstimated),
            "readings": .array(segment.readings.map(readings)),
            "usages": .array(segment.usages.map(usage)),
            "facts": .array(segment.facts.map(figure)),
            "lines": .array(segment.lines.map(line)),
            "taxes": .array(segment.taxes.map(tax)),
            "net": .money(segment.net),
            "total": .money(segment.total),
        ]
    }

    private static func readings(_ pair: BilledSegment.ReadingPair) -> JSONValue {
        [
            "meter": .string(pair.meter),
            "register": .string(pair.register),
            "unit": .string(pair.unit.rawValue),
            "previous": reading(pair.previous),
            "current": reading(pair.current),
            "used": .exact(pair.used.exact),
            "working": working(pair.working),
        ]
    }

    private static func reading(_ reading: BilledSegment.Reading) -> JSONValue {
        [
            "day": .day(reading.day), "value": .exact(reading.value.exact),
            "type": .string(reading.type),
        ]
    }

    private static func usage(_ usage: BilledSegment.Usage) -> JSONValue {
        [
            "label": .string(usage.label),
            "quantity": .exact(usage.quantity),
            "unit": .string(usage.unit.rawValue),
            "estimated": .bool(usage.isEstimated),
            "working": working(usage.working),
        ]
    }

    private static func line(_ line: BilledSegment.Line) -> JSONValue {
        [
            "label": .string(line.label),
            "period": line.period.map(period) ?? .null,
            "quantity": .exact(line.quantity),
            "unit": .string(line.unit.rawValue),
            "price": line.price.map { .exact($0) } ?? .null,
            "amount": .money(line.amount),
            "working": working(line.working),
        ]
    }

    private static func tax(_ tax: BilledSegment.Tax) -> JSONValue {
        [
            "label": .string(tax.label),
            "percent": .exact(tax.percent),
            "base": .money(tax.base),
            "amount": .money(tax.amount),
            "included": .bool(tax.isIncluded),
            "working": working(tax.working),
        ]
    }

    private static func balance(_ balance: BillBalance, _ bill: BillDocument) -> JSONValue {
        [
            "brought_forward": .money(balance.broughtForward),
            "moves": .array(
                balance.moves.map {
                    [
                        "day": .day($0.day), "label": .string($0.label),
                        "amount": .money($0.amount),
                    ]
                }),
            "new_balance": .money(balance.after(bill.total)),
        ]
    }

    /// The last total and the steps add up to this total.
    package static func comparison(_ comparison: BillDocument.Comparison) -> JSONValue {
        [
            "sentence": .string(comparison.sentence),
            "last": comparison.last.map { .money($0) } ?? .null,
            "steps": .array(
                comparison.steps.map {
                    [
                        "step": .string($0.code), "label": .string($0.label),
                        "amount": .money($0.amount), "sentence": .string($0.sentence),
                    ]
                }),
            "total": .money(comparison.total),
        ]
    }

    private static func history(_ history: UsageHistory) -> JSONValue {
        [
            "title": .string(history.title),
            "unit": .string(history.unit.rawValue),
            "periods": .array(
                history.bars.map {
                    [
                        "label": .string($0.label), "quantity": .exact($0.quantity.exact),
                        "estimated": .bool($0.isEstimated),
                    ]
                }),
        ]
    }

    /// The steps of a working, or null where none was kept.
    package static func working(_ working: Working?) -> JSONValue {
        working.map { .array($0.steps.map(step)) } ?? .null
    }

    private static func step(_ step: Working.Step) -> JSONValue {
        [
            "kind": .string(step.kind.rawValue),
            "name": .string(step.name),
            "formula": .string(step.formula),
            "inputs": .array(step.inputs.map(figure)),
            "exact": .exact(step.exact),
            "result": .string(step.result.description),
            "rounding": step.rounding.map {
                ["places": .count($0.places), "mode": .string($0.mode.rawValue)]
            } ?? .null,
            "source": .optional(step.source),
        ]
    }

    private static func figure(_ named: NamedFigure) -> JSONValue {
        ["name": .string(named.name), "value": .string(named.figure.description)]
    }

    private static func strings(_ texts: [String]) -> JSONValue {
        .array(texts.map { .string($0) })
    }
}
