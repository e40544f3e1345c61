import Measures
package import Tariffs

extension TariffBook {
    /// The book as YAML, in the form that `read` takes; `notes` are for its reader.
    package func yaml(notes: [String] = []) -> String {
        var writer = BookWriter()
        writer.frame(self, notes)
        writer.section("inputs", inputs.map { ($0.name, writer.input($0)) })
        writer.section("prices", prices.map { ($0.name, writer.price($0)) })
        writer.section("quantities", quantities.map { ($0.name, writer.quantity($0)) })
        if let timeOfUse { writer.windows("time_of_use", timeOfUse) }
        if let demandWindows { writer.windows("demand_windows", demandWindows) }
        writer.demandMinutes(demandMinutes)
        writer.charges(charges)
        writer.section("taxes", taxes.map { ($0.code, writer.tax($0)) })
        writer.section("carries", carries.map { ($0.input, writer.carry($0)) })
        return writer.text
    }
}

/// Lines of YAML: a key, or a mapping in braces, on each.
struct BookWriter {
    var text = ""

    typealias Pair = (String, String?)

    /// `{ a: 1, b: 2 }` of those that have a value.
    func braces(_ pairs: [Pair]) -> String {
        let all = pairs.compactMap { key, value in value.map { "\(key): \($0)" } }
        return all.isEmpty ? "{}" : "{ " + all.joined(separator: ", ") + " }"
    }

    func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }

    /// Plain where YAML reads it back as the same text, else in quotes.
    func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (97...122).contains(byte | 32)
                || " _-./*+()<>=$".utf8.contains(byte)
        }
        let first = text.utf8.first.map { (97...122).contains($0 | 32) } ?? false
        let isWord = first && text.last != " " && !["yes", "no", "true", "null"].contains(text)
        return isPlain && (isWord || Exact(text) != nil) ? text : JSONValue.string(text).line
    }

    private mutating func line(_ key: String, _ value: String?) {
        if let value { text += "\(key): \(value)\n" }
    }

    mutating func demandMinutes(_ minutes: Int?) {
        line("demand_minutes", minutes.map(String.init))
    }

    mutating func section(_ key: String, _ rows: [(String, String)]) {
        guard !rows.isEmpty else { return }
        text += "\(key):\n" + rows.map { "  \($0): \($1)\n" }.joined()
    }
}

// MARK: Frame

extension BookWriter {
    mutating func frame(_ book: TariffBook, _ notes: [String]) {
        line("tariff", quoted(book.code))
        line("name", quoted(book.name))
        line("commodity", quoted(book.commodity))
        line("currency", book.currency.rawValue)
        line("jurisdiction", book.jurisdiction.isEmpty ? nil : quoted(book.jurisdiction))
        line("source", quoted(book.source))
        if !notes.isEmpty {
            text += "notes:\n" + notes.map { "  - \(quoted($0))\n" }.joined()
        }
        line("year", book.year == .from(month: 1, day: 1) ? nil : quoted(book.year.description))
        if book.rounding != TariffBook.BookRounding() { line("rounding", rounding(book.rounding)) }
        line("lines", book.lines == .bySegment ? nil : book.lines.rawValue)
        line("suffix", book.suffix == .numbers ? nil : book.suffix.rawValue)
        let seasons = book.seasons.map { ($0.name, monthDay($0.month, $0.day)) as Pair }
        line("seasons", seasons.isEmpty ? nil : braces(seasons))
    }

    private func rounding(_ rounding: TariffBook.BookRounding) -> String {
        let plain = TariffBook.BookRounding()
        return braces([
            ("line", rounding.line == plain.line ? nil : rounding.line.description),
            ("lines", rounding.lines == plain.lines ? nil : rounding.lines.rawValue),
            ("tax", rounding.tax == plain.tax ? nil : rounding.tax.description),
            ("tax_level", rounding.taxLevel == plain.taxLevel ? nil : rounding.taxLevel.rawValue),
            ("split", rounding.split == plain.split ? nil : rounding.split.description),
        ])
    }

    private func monthDay(_ month: Int, _ day: Int) -> String {
        "\"\(two(month))-\(two(day))\""
    }

    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

// MARK: Rows

extension BookWriter {
    func input(_ input: TariffBook.Input) -> String {
        let unit = quoted(input.unit?.rawValue ?? "")
        var (kind, otherwise): (Pair, String?) = (("", nil), input.otherwise?.text)
        switch input.kind {
        case .usage: kind = ("usage", unit)
        case .number: kind = ("number", unit)
        case .series: kind = ("series", unit)
        case .names: kind = ("names", unit)
        case .choice(let words):
            let index = words.indices.first { Exact($0) == input.otherwise }
            kind = ("choice", list(words.map(quoted)))
            otherwise = index.map { quoted(words[$0]) }
        }
        let splitsAnyway = input.fromPrices.map { $0.usage == nil } ?? false
        let splits = input.splits == splitsAnyway ? nil : input.splits ? "yes" : "no"
        return braces([
            kind, ("default", otherwise), ("split", splits),
            ("from_bills", input.fromBills.map(fromBills)),
            ("from_prices", input.fromPrices.map(fromPrices)),
        ])
    }

    private func fromPrices(_ prices: TariffBook.FromPrices) -> String {
        braces([("series", quoted(prices.series)), ("of", prices.usage.map(quoted))])
    }

    private func fromBills(_ bills: TariffBook.FromBills) -> String {
        let names = bills.figure == .days ? "yes" : list(bills.names.map(quoted))
        let span =
            switch bills.span {
            case .year: "year"
            case .account: "account"
            case .months(let count): count == 1 ? "1 month" : "\(count) months"
            }
        return braces([
            (bills.figure.rawValue, names),
            ("less", bills.less.isEmpty ? nil : list(bills.less.map(quoted))), ("over", span),
            ("months", bills.months.isEmpty ? nil : list(bills.months.sorted().map(String.init))),
        ])
    }

    func carry(_ carry: TariffBook.Carry) -> String {
        braces([("is", quoted(carry.formula)), ("resets", carry.resetsYearly ? "year" : nil)])
    }

    func price(_ price: TariffBook.Price) -> String {
        let steps = price.steps.map { ("\($0.from)", step($0, price)) as Pair }
        return braces([
            ("unit", quoted(price.unit)), ("by", price.by.map(quoted)), ("values", braces(steps)),
        ])
    }

    private func step(_ step: TariffBook.Price.Step, _ price: TariffBook.Price) -> String {
        let rest = [
            ("source", step.source.map(quoted)), ("clause", step.clause.map(quoted)),
        ]
        if price.by != nil {
            let values = step.values.sorted { $0.key < $1.key }
                .map { (quoted($0.key), price.figure($0.value)) as Pair }
            return braces([("values", braces(values))] + rest)
        }
        let value = step.values[""].map(price.figure) ?? "none"
        let isPlain = rest.allSatisfy { $0.1 == nil }
        return isPlain ? value : braces([("value", value)] + rest)
    }

    func quantity(_ quantity: TariffBook.DerivedQuantity) -> String {
        braces([
            ("is", quoted(quantity.formula)), ("unit", quantity.unit.map { quoted($0.rawValue) }),
            ("round", quantity.rounding?.description), ("source", quantity.source.map(quoted)),
        ])
    }

    func tax(_ tax: TariffBook.Tax) -> String {
        braces([
            ("percent", quoted(tax.percent)), ("included", tax.included ? "yes" : nil),
            ("base", tax.base.map(quoted)), ("when", tax.when.map(quoted)),
            ("label", tax.label.map(quoted)),
        ])
    }
}

// MARK: Charges

extension BookWriter {
    mutating func charges(_ charges: [TariffBook.Charge]) {
        text += "charges:\n"
        for charge in charges {
            guard case .blocks(let blocks) = charge.kind else {
                text += "  - \(braces(head(charge) + way(charge.kind) + rest(charge)))\n"
                continue
            }
            let pairs = (head(charge) + rest(charge)).compactMap { key, value in
                value.map { "\(key): \($0)" }
            }
            text += "  - " + pairs.joined(separator: "\n    ") + "\n    blocks:\n"
            write(blocks)
        }
    }

    private mutating func write(_ blocks: TariffBook.Blocks) {
        let frame: [Pair] = [
            ("of", quoted(blocks.quantity)), ("filled_by", blocks.filling.map { quoted($0.whole) }),
            ("filling", blocks.filling?.order.rawValue), ("per", blocks.scale.rawValue),
            ("used", blocks.used.map(quoted)),
        ]
        for (key, value) in frame { if let value { text += "      \(key): \(value)\n" } }
        text += "      steps:\n"
        for step in blocks.steps {
            let row = braces([
                ("code", quoted(step.code)), ("up_to", step.upTo.map(quoted)),
                ("price", quoted(step.price)), ("segment_code", step.segmentCode.map(quoted)),
                ("label", step.label.map(quoted)),
            ])
            text += "        - \(row)\n"
        }
    }

    private func head(_ charge: TariffBook.Charge) -> [Pair] {
        [("code", quoted(charge.code)), ("label", charge.label.map(quoted))]
    }

    private func way(_ kind: TariffBook.Kind) -> [Pair] {
        switch kind {
        case .unit(let quantity, let price):
            return [("quantity", quantity.map(quoted)), ("price", quoted(price))]
        case .percent(let percent, let of, let ofExact):
            let key = ofExact ? "of_exact" : "of"
            return [("percent", quoted(percent)), (key, list(of.map(quoted)))]
        case .minimum(let minimum, let covers):
            return [("minimum", quoted(minimum)), ("covers", list(covers.map(quoted)))]
        case .amount(let amount, let quantity):
            return [("quantity", quantity.map(quoted)), ("amount", quoted(amount))]
        case .allocation(let pool, let share, let names):
            let parts = [
                ("pool", quoted(pool)), ("share", quoted(share)), ("names", quoted(names)),
            ]
            return [("allocate", braces(parts))]
        case .blocks: return []
        }
    }

    private func rest(_ charge: TariffBook.Charge) -> [Pair] {
        let codes = charge.seasonCodes.sorted { $0.key < $1.key }
            .map { (quoted($0.key), quoted($0.value)) as Pair }
        return [
            ("per", charge.per == .bill ? nil : charge.per.rawValue),
            ("unit", charge.unit.map { quoted($0.rawValue) }), ("when", charge.when.map(quoted)),
            ("round", charge.rounding?.description),
            ("segment_code", charge.segmentCode.map(quoted)),
            ("season_codes", codes.isEmpty ? nil : braces(codes)),
            ("tax", charge.tax.map(quoted)), ("posts_to", quoted(charge.account)),
        ]
    }
}
