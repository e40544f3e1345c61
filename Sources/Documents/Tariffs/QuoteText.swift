package import Measures
package import Tariffs

/// What a tariff would charge, with its working, for somebody who asks before there is a bill.
package enum QuoteText {
    package static func text(
        _ plan: TariffPlan, over period: Period, rated: Rated, width: Int = 80
    ) -> String {
        let title = "\(plan.book.name) (\(plan.book.code))".harmless
        let days = period.days == 1 ? "1 day" : "\(period.days) days"
        let head =
            title + "\n" + String(repeating: "=", count: title.columns)
            + "\n\(period.forPeople), \(days)\n"
        let steps = workings(plan, rated).map {
            ExplanationText.figure(
                $0.name, amount: $0.amount.forPeople, working: $0.working, width: width)
        }
        return ([head, bill(plan, rated, width: width)] + steps).joined(separator: "\n")
    }

    private typealias Figure = (name: String, amount: Money, working: Working?)

    private static func workings(_ plan: TariffPlan, _ rated: Rated) -> [Figure] {
        let lines: [Figure] = rated.lines.enumerated().map { index, line in
            let working = rated.workings.indices.contains(index) ? rated.workings[index] : nil
            return (named(line, by: plan, in: rated), rated.amount(of: line), working)
        }
        let taxes: [Figure] = rated.taxes.enumerated().map { index, tax in
            let all = rated.taxWorkings
            let working = all.indices.contains(index) ? all[index] : nil
            return (named(tax, by: plan, in: rated), rated.amount(of: tax), working)
        }
        return lines + taxes
    }

    private static func named(_ line: RatedLine, by plan: TariffPlan, in rated: Rated) -> String {
        let (code, label) = (plan.code(of: line, rated), plan.label(of: line, rated))
        return label.hasPrefix(code) ? label : "\(code)  \(label)"
    }

    private static func named(_ tax: RatedTax, by plan: TariffPlan, in rated: Rated) -> String {
        let name = "\(plan.code(of: tax))  \(tax.percent.forPeople)%"
        let base = rated.base(of: tax).forPeople
        return tax.included ? "\(name), contained in \(base)" : "\(name) on \(base)"
    }

    /// The bill alone: lines, taxes, total, and what the next bill is told.
    package static func bill(_ plan: TariffPlan, _ rated: Rated, width: Int = 80) -> String {
        var table = Table([.text(""), .text(""), .number("")])
        for line in rated.lines {
            let label = plan.label(of: line, rated)
            table.add([plan.code(of: line, rated), label, rated.amount(of: line).forPeople])
        }
        for tax in rated.taxes {
            let on = "\(tax.percent.forPeople)% \(tax.included ? "contained in" : "on") "
            table.add([
                plan.code(of: tax), on + rated.base(of: tax).forPeople,
                rated.amount(of: tax).forPeople,
            ])
        }
        table.addTotal(["", "Total", rated.total.forPeople])
        let lines = table.lines(width: width, headings: false) + carried(plan, rated)
        return lines.map { $0 + "\n" }.joined()
    }

    private static func carried(_ plan: TariffPlan, _ rated: Rated) -> [String] {
        zip(plan.book.carries, rated.carried).map { carry, value in
            let unit = plan.unit(of: carry.input).map { " " + $0.forPeople } ?? ""
            return "\(carry.input) for the next bill: \(value.forPeople)\(unit)"
        }
    }

    package static func json(_ plan: TariffPlan, over period: Period, rated: Rated) -> JSONValue {
        [
            "tariff": .string(plan.book.code), "currency": .string(plan.book.currency.rawValue),
            "from": .day(period.start), "to": .day(period.last), "days": .count(period.days),
            "lines": .array(
                workings(plan, rated).prefix(rated.lines.count).enumerated().map {
                    json(rated.lines[$0], working: $1.working, by: plan, in: rated)
                }),
            "taxes": .array(
                workings(plan, rated).dropFirst(rated.lines.count).enumerated().map { index, line in
                    let tax = rated.taxes[index]
                    return [
                        "code": .string(plan.code(of: tax)), "percent": .exact(tax.percent),
                        "included": .bool(tax.included), "base": .money(rated.base(of: tax)),
                        "amount": .money(rated.amount(of: tax)),
                        "working": WorkingJSON.value(line.working),
                    ]
                }),
            "carries": .object(
                zip(plan.book.carries, rated.carried).map { .init($0.input, .exact($1)) }),
            "net": .money(rated.net), "tax_total": .money(rated.taxTotal),
            "total": .money(rated.total),
        ]
    }

    private static func json(
        _ line: RatedLine, working: Working?, by plan: TariffPlan, in rated: Rated
    ) -> JSONValue {
        [
            "code": .string(plan.code(of: line, rated)),
            "label": .string(plan.label(of: line, rated)),
            "from": .day(line.period.start), "to": .day(line.period.last),
            "quantity": .exact(line.quantity), "unit": .optional(plan.unit(of: line)?.rawValue),
            "price": plan.charge(of: line).hasUnitPrice ? .string(plan.priceText(of: line)) : .null,
            "times": .exact(line.times),
            "posts_to": .string(plan.account(of: line)),
            "amount": .money(rated.amount(of: line)), "working": WorkingJSON.value(working),
        ]
    }
}
