import Billing
package import Measures

/// A bill for machines: `format` and `version` first, exact decimals as strings, ISO days,
/// amounts in major units, names always in the same order.
package enum BillJSON {
    /// Grows when a name changes its meaning; new names alone do not change it.
    package static let version = 1

    package static func value(_ bill: BillDocument) -> JSONValue {
        JSONTree.value { write(bill, to: &$0) }
    }

    package static func text(_ bill: BillDocument) -> String { value(bill).text + "\n" }

    /// The value on one line, as the bytes of a file.
    static func file(_ bill: BillDocument) -> [UInt8] { JSONLine.file { write(bill, to: &$0) } }

    /// The last total and the steps add up to this total.
    package static func comparison(_ comparison: BillDocument.Comparison) -> JSONValue {
        JSONTree.value { write(comparison, to: &$0) }
    }

    private static func write(_ bill: BillDocument, to json: inout some JSONSink) {
        json.object { json in
            json.put("format", "plumbline-bill")
            json.put("version", .count(version))
            writeHead(of: bill, to: &json)
            json.put("segments", each: bill.segments) { write($0, to: &$1) }
            json.put("net", .money(bill.net))
            json.put("tax", .money(bill.tax))
            json.put("total", .money(bill.total))
            json.put("balance", bill.balance) { write($0, of: bill, to: &$1) }
            json.put("amount_due", .money(bill.amountDue))
            json.put("comparison", bill.comparison) { write($0, to: &$1) }
            json.put("usage", each: bill.usage) { write($0, to: &$1) }
            json.put("messages", each: bill.messages) { write($0, to: &$1) }
            json.put("proof", bill.proof) { write($0, to: &$1) }
        }
    }

    private static func writeHead(of bill: BillDocument, to json: inout some JSONSink) {
        json.put("title", .string(bill.title))
        json.put("final", .bool(bill.isFinal))
        json.put("number", .optional(bill.number))
        json.put("draft", .bool(bill.number == nil))
        json.put("language", .string(bill.language))
        json.put("currency", .string(bill.total.currency.rawValue))
        json.put("issuer", bill.issuer) { write($0, to: &$1) }
        json.put("account", .string(bill.customer.account))
        json.put("customer", bill.customer) { write($0, to: &$1) }
        json.put("issued", .day(bill.issued))
        json.put("due", .day(bill.due))
        json.put("period", bill.period) { write($0, to: &$1) }
        json.put("estimated", .bool(bill.isEstimated))
    }

    private static func write(_ issuer: BillDocument.Issuer, to json: inout some JSONSink) {
        json.object { json in
            json.put("name", .string(issuer.name))
            json.put("tax_number", .optional(issuer.taxNumber))
            json.put("contact", issuer.contact)
            json.put("payment", issuer.payment)
            json.put("help", issuer.help)
            json.put("emergency", .optional(issuer.emergency))
            json.put("complaints", issuer.complaints)
        }
    }

    private static func write(_ customer: BillDocument.Customer, to json: inout some JSONSink) {
        json.object { json in
            json.put("name", .string(customer.name))
            json.put("postal_address", customer.postalAddress)
            json.put("supply_address", customer.supplyAddress)
        }
    }

    private static func write(_ message: BillDocument.Message, to json: inout some JSONSink) {
        json.object { json in
            json.put("heading", .string(message.heading))
            json.put("text", .string(message.text))
        }
    }

    /// SHA-256 of the facts and the rules that the bill was made of.
    private static func write(_ proof: BillProof, to json: inout some JSONSink) {
        json.object { json in
            json.put("facts", .string("\(proof.facts)"))
            json.put("rules", .string("\(proof.rules)"))
        }
    }

    /// Both days are inside the period.
    private static func write(_ period: Period, to json: inout some JSONSink) {
        json.object { json in
            json.put("from", .day(period.start))
            json.put("through", .day(period.last))
            json.put("days", .count(period.days))
        }
    }

    private static func write(_ segment: SegmentDocument, to json: inout some JSONSink) {
        json.object { json in
            json.put("commodity", .string(segment.commodity))
            json.put("supply_point", .string(segment.supplyPoint))
            json.put("tariff", .string(segment.tariff))
            json.put("period", segment.period) { write($0, to: &$1) }
            json.put("estimated", .bool(segment.isEstimated))
            json.put("readings", each: segment.readings) { write($0, to: &$1) }
            json.put("usages", each: segment.usages) { write($0, to: &$1) }
            json.put("facts", each: segment.facts) { WorkingJSON.write($0, to: &$1) }
            json.put("lines", each: segment.lines) { write($0, to: &$1) }
            json.put("taxes", each: segment.taxes) { write($0, to: &$1) }
            json.put("net", .money(segment.net))
            json.put("total", .money(segment.total))
        }
    }

    private static func write(_ pair: SegmentDocument.ReadingPair, to json: inout some JSONSink) {
        json.object { json in
            json.put("meter", .string(pair.meter))
            json.put("register", .string(pair.register))
            json.put("unit", .string(pair.unit.rawValue))
            json.put("previous", pair.previous) { write($0, to: &$1) }
            json.put("current", pair.current) { write($0, to: &$1) }
            json.put("used", .exact(pair.used.exact))
            json.put("working", pair.working) { WorkingJSON.write($0, to: &$1) }
        }
    }

    private static func write(_ reading: SegmentDocument.Reading, to json: inout some JSONSink) {
        json.object { json in
            json.put("day", .day(reading.day))
            json.put("value", .exact(reading.value.exact))
            json.put("type", .string(reading.type))
        }
    }

    private static func write(_ usage: SegmentDocument.Usage, to json: inout some JSONSink) {
        json.object { json in
            json.put("label", .string(usage.label))
            json.put("quantity", .exact(usage.quantity))
            json.put("unit", .string(usage.unit.rawValue))
            json.put("estimated", .bool(usage.isEstimated))
            if let period = usage.period { json.put("period", period) { write($0, to: &$1) } }
            json.put("working", usage.working) { WorkingJSON.write($0, to: &$1) }
        }
    }

    private static func write(_ line: SegmentDocument.Line, to json: inout some JSONSink) {
        json.object { json in
            json.put("label", .string(line.label))
            json.put("period", line.period) { write($0, to: &$1) }
            json.put("quantity", .exact(line.quantity))
            json.put("unit", .string(line.unit.rawValue))
            json.put("price", line.price) { $1.put(.exact($0)) }
            json.put("amount", .money(line.amount))
            json.put("working", line.working) { WorkingJSON.write($0, to: &$1) }
        }
    }

    private static func write(_ tax: SegmentDocument.Tax, to json: inout some JSONSink) {
        json.object { json in
            json.put("label", .string(tax.label))
            json.put("percent", .exact(tax.percent))
            json.put("base", .money(tax.base))
            json.put("amount", .money(tax.amount))
            json.put("included", .bool(tax.isIncluded))
            json.put("working", tax.working) { WorkingJSON.write($0, to: &$1) }
        }
    }

    private static func write(
        _ balance: BillBalance, of bill: BillDocument, to json: inout some JSONSink
    ) {
        json.object { json in
            json.put("brought_forward", .money(balance.broughtForward))
            json.put("moves", each: balance.moves) { move, json in
                json.object { json in
                    json.put("day", .day(move.day))
                    json.put("label", .string(move.label))
                    json.put("amount", .money(move.amount))
                }
            }
            json.put("new_balance", .money(balance.after(bill.total)))
        }
    }

    private static func write(
        _ comparison: BillDocument.Comparison, to json: inout some JSONSink
    ) {
        json.object { json in
            json.put("sentence", .string(comparison.sentence))
            json.put("last", comparison.last) { $1.put(.money($0)) }
            json.put("steps", each: comparison.steps) { step, json in
                json.object { json in
                    json.put("step", .string(step.code))
                    json.put("label", .string(step.label))
                    json.put("amount", .money(step.amount))
                    json.put("sentence", .string(step.sentence))
                }
            }
            json.put("total", .money(comparison.total))
        }
    }

    private static func write(_ history: UsageHistory, to json: inout some JSONSink) {
        json.object { json in
            json.put("title", .string(history.title))
            json.put("unit", .string(history.unit.rawValue))
            json.put("periods", each: history.bars) { bar, json in
                json.object { json in
                    json.put("label", .string(bar.label))
                    json.put("quantity", .exact(bar.quantity.exact))
                    json.put("estimated", .bool(bar.isEstimated))
                }
            }
        }
    }
}
