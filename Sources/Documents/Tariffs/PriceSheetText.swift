package import Measures
package import Tariffs

/// A tariff book as a price sheet for people, in plain text.
package struct PriceSheetText {
    let book: TariffBook
    let day: Day
    let width: Int

    /// The sheet on a day; unless given, the day of the last price that has a value.
    package init(_ book: TariffBook, on day: Day? = nil, width: Int = 100) {
        self.book = book
        self.day = day ?? book.lastPriceDay ?? Day(number: 0)
        self.width = width
    }

    package var text: String {
        let parts = [
            heading, section("Charges", charges), section("Worked out first", quantities),
            section("Time of use", windows(book.timeOfUse)),
            section("Windows of demand", windows(book.demandWindows)), section("Taxes", taxes),
            section("What it must be told", inputs), section("Told to the next bill", carries),
            section("Rounding", rounding),
            section("Prices by date", prices),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var heading: String {
        let title = "\(book.name) (\(book.code))".harmless
        let frame = [book.commodity, book.currency.rawValue, book.jurisdiction]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        let on = book.prices.isEmpty ? "" : "Prices on \(day.forPeople). "
        let lines =
            [title, String(repeating: "=", count: title.columns)]
            + "\(on)\(frame). \(book.source)".harmless.wrapped(to: width)
        return lines.map { $0 + "\n" }.joined()
    }

    private func section(_ title: String, _ lines: [String]) -> String {
        guard !lines.isEmpty else { return "" }
        return title.uppercased() + "\n" + lines.map { "  " + trimmedEnd($0) + "\n" }.joined()
    }

    private func lines(_ table: Table, headings: Bool = true) -> [String] {
        table.isEmpty ? [] : table.filled.lines(width: width - 2, headings: headings)
    }
}

// MARK: Charges

extension PriceSheetText {
    private var charges: [String] {
        var table = Table([
            .text("Code"), .text("For"), .number("Price"), .text("Times"), .text("Tax"),
            .text("If"),
        ])
        for charge in book.charges { add(charge, &table) }
        return lines(table)
    }

    private func add(_ charge: TariffBook.Charge, _ table: inout Table) {
        let ends = [charge.tax ?? "", charge.when ?? ""]
        let name = named(charge.label, else: "")
        switch charge.kind {
        case .unit(let quantity, let price):
            let rest = [times(quantity, charge.per)] + ends
            add(charge, named: name, price: price, rest: rest, to: &table)
        case .blocks(let blocks):
            table.add([charge.code, name, "", quantity(of: blocks)] + ends)
            for row in rows(of: blocks, charge) { table.add(row) }
        case .percent(let percent, let of, _):
            let (price, all) = shown(percent: percent)
            table.add([charge.code, name, price, all + of.joined(separator: ", ")] + ends)
        case .minimum(let minimum, let covers):
            let over = "at least, for " + covers.joined(separator: ", ")
            table.add([charge.code, name, shown(minimum), over] + ends)
        case .amount(let formula, let quantity):
            let times = quantity.map { "for \($0)" } ?? ""
            table.add([charge.code, name, "worked out", "\(formula) \(times)"] + ends)
        case .allocation(let pool, let share, _):
            table.add([charge.code, name, "shared", "\(pool) by \(share)"] + ends)
        }
    }

    /// `5%` and `of `, or a price's name and `per cent of `.
    private func shown(percent: String) -> (price: String, of: String) {
        Exact(percent) == nil ? (shown(percent), "per cent of ") : (shown(percent) + "%", "of ")
    }

    /// One row, or one for each word of a price by choice or season.
    private func add(
        _ charge: TariffBook.Charge, named name: String, price formula: String, rest: [String],
        to table: inout Table
    ) {
        guard let price = book.prices.first(where: { $0.name == formula }), price.by != nil,
            let step = price.step(on: day), !step.values.isEmpty
        else { return table.add([charge.code, name, shown(formula)] + rest) }
        table.add([charge.code, name, "by \(price.by ?? "")"] + rest)
        for word in words(of: price, step) {
            table.add(["", "  " + word, step.values[word].map(price.published) ?? "no price"])
        }
    }

    private func rows(
        of blocks: TariffBook.Blocks, _ charge: TariffBook.Charge
    ) -> [[String]] {
        let unit = unit(of: blocks.quantity)
        var before: String?
        return blocks.steps.map { step in
            let scale = blocks.scale == .bill ? "" : " a \(blocks.scale.rawValue)"
            let range = [before.map { "over \($0)" }, step.upTo.map { "up to \($0)\(unit)" }]
                .compactMap { $0 }.joined(separator: " ")
            before = step.upTo
            let open = step.upTo == nil ? unit : ""
            return ["  " + step.code, "  " + range + open + scale, shown(step.price)]
        }
    }

    private func quantity(of blocks: TariffBook.Blocks) -> String {
        let goesOn = blocks.used.map { ", going on from \($0)" } ?? ""
        return blocks.quantity + filling(of: blocks) + goesOn
    }

    private func filling(of blocks: TariffBook.Blocks) -> String {
        switch blocks.filling?.order {
        case .shares: return ", its share of the blocks that \(blocks.filling?.whole ?? "") fills"
        case .time: return ", as \(blocks.filling?.whole ?? "") fills the blocks over time"
        case nil: return ""
        }
    }

    private func unit(of formula: String) -> String {
        let unit =
            book.inputs.first { $0.name == formula }?.unit
            ?? book.quantities.first { $0.name == formula }?.unit
        return unit.map { " " + $0.forPeople } ?? ""
    }

    /// The value of a price named alone, otherwise the formula as the book has it.
    private func shown(_ formula: String) -> String {
        guard let price = book.prices.first(where: { $0.name == formula }) else { return formula }
        guard let value = price.step(on: day)?.values[""] else { return "no price" }
        return price.published(value)
    }

    private func times(_ quantity: String?, _ per: TariffBook.Proration) -> String {
        let time = per == .bill ? (quantity == nil ? "each bill" : "") : "each \(per.rawValue)"
        return [quantity ?? "", time].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// A label up to the first figure that only a bill has.
    private func named(_ label: String?, else other: String) -> String {
        guard let label else { return other }
        return trimmedEnd(String(label.prefix { $0 != "{" }))
    }

    private func words(of price: TariffBook.Price, _ step: TariffBook.Price.Step) -> [String] {
        let known: [String]
        if case .choice(let words)? = book.inputs.first(where: { $0.name == price.by })?.kind {
            known = words
        } else {
            known = book.seasons.map(\.name)
        }
        return known.filter { step.values[$0] != nil }
    }
}

// MARK: The rest of the sheet

extension PriceSheetText {
    private var quantities: [String] {
        var table = Table([.text(""), .text(""), .text("")])
        for quantity in book.quantities {
            let rounding = quantity.rounding.map { "rounded " + $0.forPeople }
            let unit = quantity.unit.map { "in " + $0.forPeople }
            let rest = [unit, rounding].compactMap { $0 }.joined(separator: ", ")
            table.add([quantity.name, "= " + quantity.formula, rest])
        }
        return lines(table, headings: false)
    }

    private var taxes: [String] {
        var table = Table([.text(""), .text(""), .text("")])
        for tax in book.taxes {
            let rate = Exact(tax.percent) == nil ? shown(tax.percent) : tax.percent + "%"
            let base = tax.base.map { "on \($0)" } ?? "on its lines"
            let kind = tax.included ? "contained in the prices" : "added, \(base)"
            table.add([tax.code, rate, kind + (tax.when.map { ", if \($0)" } ?? "")])
        }
        return lines(table, headings: false)
    }

    private var inputs: [String] {
        var table = Table([.text(""), .text(""), .text("")])
        for input in book.inputs {
            let unit = input.unit.map { " in " + $0.forPeople } ?? ""
            table.add([input.name, input.kind.forPeople + unit, input.elseText])
        }
        return lines(table, headings: false)
    }

    private var carries: [String] {
        var table = Table([.text(""), .text(""), .text("")])
        for carry in book.carries {
            let anew = carry.resetsYearly ? "anew each charging year" : ""
            table.add([carry.input, "= " + carry.formula, anew])
        }
        return lines(table, headings: false)
    }

    private var rounding: [String] {
        let rule = book.rounding
        let lines = rule.lines == .each ? "Each line" : "The sum of the lines"
        let level = rule.taxLevel == .perRate ? "once per rate" : "line by line"
        return [
            "\(lines) \(rule.line.forPeople); taxes \(level), \(rule.tax.forPeople).",
            "A year's price: \(book.year.forPeople).",
        ]
    }

    private func windows(_ rules: TimeOfUseRules?) -> [String] {
        guard let rules else { return [] }
        var table = Table([.text("Band"), .text("Days"), .text("Hours"), .text("Seasons")])
        for window in rules.windows {
            let hours = "\(clock(window.from)) to \(clock(window.to))"
            let seasons = window.seasons.sorted().joined(separator: ", ")
            table.add([window.band, window.days.forPeople, hours, seasons])
        }
        table.add([rules.otherwise, "all other hours"])
        return lines(table)
    }

    private func clock(_ minute: Int) -> String {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return two(minute / 60) + ":" + two(minute % 60)
    }

    /// Each dated value with its change from the one before; a mark at those in force.
    private var prices: [String] {
        var table = Table([
            .text("Price"), .text("From"), .text(""), .number("Value"), .text("Unit"),
            .number("Change"), .text("Source"),
        ])
        for price in book.prices { add(price, &table) }
        return lines(table)
    }

    private func add(_ price: TariffBook.Price, _ table: inout Table) {
        var name = price.name
        var before: [String: Exact] = [:]
        let inForce = price.step(on: day)
        for step in price.inOrder {
            let mark = step == inForce ? "now" : step.from > day ? "to come" : ""
            let source = step.source == book.source ? "" : step.source ?? ""
            let head = [name, "\(step.from)", mark]
            if step.values.isEmpty { table.add(head + ["ends"]) }
            if price.by != nil, !step.values.isEmpty {
                let all = words(of: price, step).map { word in
                    "\(word) \(step.values[word].map(price.figure) ?? "")"
                }
                table.add(
                    head + ["by \(price.by ?? "")", price.unit, "", all.joined(separator: "  ")])
            } else if let value = step.values[""] {
                let change = before[""].map { percentChange(from: $0, to: value) } ?? ""
                table.add(head + [price.figure(value), price.unit, change, source])
            }
            (before, name) = (step.values, "")
        }
    }
}

/// `+12.3%`, `-4%` or nothing where it stays or came from zero.
func percentChange(from old: Exact, to new: Exact) -> String {
    guard !old.isZero, old != new else { return "" }
    let size = old.isNegative ? -old : old
    let percent = (new - old) / size * Exact(100)
    let isSmall = percent < .one && -Exact.one < percent
    return (percent.isNegative ? "" : "+") + percent.forPeople(places: isSmall ? 2 : 1) + "%"
}
