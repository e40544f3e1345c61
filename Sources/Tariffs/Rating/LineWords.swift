package import Measures

/// What a rated line is called. The words come from the book; rating itself handles none.
extension TariffPlan {
    /// The code of a line: `UNIT`, or `U1`, `U2` where a price change split the charge, or the
    /// name of the part for a share of a pool. `rated` is the bill that it stands on.
    package func code(of line: RatedLine, _ rated: borrowing Rated) -> String {
        code(of: line, parts: rated.partNames)
    }

    /// The same for one who has no more of what was rated than the names of its parts.
    package func code(of line: RatedLine, parts: [String]) -> String {
        if line.part >= 0 { return parts[line.part] }
        return code(line.name, segment: line.segment)
    }

    /// The code of a line by the place of its name.
    func code(_ position: Int, segment: Int) -> String {
        let name = lineNames[position]
        let isSeasonal = !book.charges[name.charge].seasonCodes.isEmpty
        return segment < 0 || isSeasonal ? name.code : name.segmentCode + suffix(segment)
    }

    private func suffix(_ segment: Int) -> String {
        guard book.suffix == .letters, segment < 26 else { return String(segment + 1) }
        return String(Character(Unicode.Scalar(UInt8(65 + segment))))
    }

    /// The label of a line with its figures, such as `Standing charge 91 days`.
    package func label(of line: RatedLine, _ rated: borrowing Rated) -> String {
        var rest = Substring(lineNames[line.name].label ?? "{code} {quantity} {unit}")
        var text = ""
        while let end = rest.utf8.firstIndex(of: UInt8(ascii: "}")) {
            let start = rest.utf8[..<end].lastIndex(of: UInt8(ascii: "{")) ?? end
            text += rest[..<start]
            text += figure(rest[start...end], of: line, rated)
            rest = rest[rest.utf8.index(after: end)...]
        }
        text += rest
        return text.utf8.last == UInt8(ascii: " ") ? String(text.dropLast()) : text
    }

    /// What stands in a label where it says so; what is no such place stays as it is.
    private func figure(
        _ position: Substring, of line: RatedLine, _ rated: borrowing Rated
    ) -> String {
        switch position {
        case "{code}": code(of: line, rated)
        case "{quantity}": plain(line.quantity)
        case "{unit}": unit(of: line)?.rawValue ?? ""
        case "{days}": String(line.period.days)
        case "{price}": priceText(of: line)
        case "{from}": "\(line.period.start)"
        case "{to}": "\(line.period.last)"
        default: String(position)
        }
    }

    /// What a line of that code is called without its figures, such as `Standing charge`; the
    /// code where no label says more.
    package func name(ofLine code: String) -> String {
        let line = lineNames.first { $0.code == code || $0.segmentCode == code }
        var name = line?.label?.prefix { $0 != "{" } ?? ""
        while name.last == " " { name.removeLast() }
        return name.isEmpty ? code : String(name)
    }

    /// The price of a line as published, such as `32.67 p/day`.
    package func priceText(of line: RatedLine) -> String {
        guard let slot = lineNames[line.name].price else { return plain(line.price) }
        return text(of: line.price, price: slot)
    }

    /// A price in the unit that the book gives it in.
    func text(of value: Exact, price slot: Int) -> String {
        book.prices[slot].published(value)
    }

    private func plain(_ value: Exact) -> String { value.short }

    /// How many different names of lines there are; `RatedLine.name` is a place among them.
    package var lineNameCount: Int { lineNames.count }
    package func account(of line: RatedLine) -> String { lineNames[line.name].account }
    package func unit(of line: RatedLine) -> Unit? { lineNames[line.name].unit }
    /// The charge, the same for all its segments, blocks and seasons.
    package func charge(of line: RatedLine) -> TariffBook.Charge {
        book.charges[lineNames[line.name].charge]
    }
    /// Whether a line of that code has a price for one unit of its quantity (rule D3.10); false
    /// for the name of a part of a pool.
    package func hasUnitPrice(ofLine code: String) -> Bool {
        let line = lineNames.first { isLine(code, of: $0.code) }
        return line.map { book.charges[$0.charge].hasUnitPrice } ?? false
    }

    package func taxCode(of line: RatedLine) -> String? { lineNames[line.name].tax }
    package func code(of tax: RatedTax) -> String { book.taxes[tax.tax].code }

    /// A number as a figure, or the word that it stands for.
    func figure(_ value: Exact, of name: String) -> Figure {
        guard let input = book.inputs.first(where: { $0.name == name }) else {
            return .exact(value, nil)
        }
        if case .choice(let words) = input.kind,
            let position = words.indices.first(where: { Exact($0) == value })
        {
            return .text(words[position])
        }
        return .exact(value, input.unit)
    }

    /// The formula of a line's amount, in the words of the book.
    func formula(of line: RatedLine) -> String {
        let charge = charge(of: line)
        switch charge.kind {
        case .amount(let formula, _): return formula
        case .minimum(let minimum, let covers):
            let time = charge.per == .bill ? "" : " × \(charge.per.rawValue)s"
            return minimum + time + " - (" + covers.map { "line." + $0 }.joined(separator: " + ")
                + ")"
        case .percent(let percent, let of, _):
            return "\(percent) % of " + of.joined(separator: ", ")
        case .allocation(let pool, let share, _): return "\(pool) × (\(share))"
        case .unit, .blocks:
            return charge.per == .bill || charge.quantity == nil && charge.per == .day
                ? "quantity × price" : "quantity × price × \(charge.per.rawValue)s"
        }
    }
}
