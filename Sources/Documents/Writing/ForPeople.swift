package import Measures

// How figures read on a page: one form for each, on bills, in explanations and in tables.

extension Day {
    /// `1 April 2025`.
    package var forPeople: String {
        let (year, month, day) = date
        return "\(day) \(Day.monthNames[month - 1]) \(year)"
    }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
}

extension Period {
    /// Both days included: `1 April 2025 to 30 June 2025`.
    package var forPeople: String {
        isEmpty
            ? "no days" : days == 1 ? start.forPeople : "\(start.forPeople) to \(last.forPeople)"
    }
}

extension Currency {
    /// `£`, `A$`, `€`, `US$`, or the code and a blank.
    package var symbol: String {
        switch self {
        case .gbp: return "£"
        case .aud: return "A$"
        case .eur: return "€"
        case .usd: return "US$"
        default: return rawValue + "\u{A0}"
        }
    }
}

extension Money {
    /// `£1,234.56`; a credit is `-£12.60` wherever it stands.
    package var forPeople: String {
        let plain = self.plain
        let digits = minorUnits < 0 ? plain.dropFirst() : plain[...]
        return (minorUnits < 0 ? "-" : "") + currency.symbol + grouped(String(digits))
    }
}

extension Money {
    /// An amount in minor units with the code of its currency; as it is where no currency has it.
    package static func forPeople(minorUnits: Int64, code: String) -> String {
        guard let currency = Currency(rawValue: code) else { return "\(minorUnits) \(code)" }
        return Money(minorUnits: minorUnits, currency: currency).forPeople
    }

    /// Amounts by currency, such as `£12.60 + A$3.10`; those of nothing are left out.
    package static func forPeople(byCurrency amounts: [String: Int64]) -> String {
        amounts.filter { $0.value != 0 }.sorted { $0.key < $1.key }
            .map { forPeople(minorUnits: $0.value, code: $0.key) }.joined(separator: " + ")
    }
}

extension JSONValue {
    /// Amounts in minor units by currency.
    package static func amounts(_ byCurrency: [String: Int64]) -> JSONValue {
        .object(byCurrency.sorted { $0.key < $1.key }.map { .init($0.key, .int($0.value)) })
    }
}

extension Exact {
    /// Every digit, thousands parted by commas: `1,234.5`. A value without an exact decimal is
    /// cut after six places and ends in an ellipsis: `0.333333…`.
    package var forPeople: String {
        let exact = text
        guard exact.utf8.contains(UInt8(ascii: "/")) else { return grouped(exact) }
        return grouped(text(places: 6)) + "…"
    }

    /// At most `places` places, half up, without zeros at the end; for columns of quantities.
    package func forPeople(places: Int) -> String {
        guard let short = try? rounded(RoundingRule(places: places)) else { return forPeople }
        return short.forPeople
    }

    /// A price per unit: `9p per kWh`, `A$3.6156 per kL`, with every published place (rule C1.2).
    package func price(in currency: Currency, per unit: Unit) -> String {
        let size = isNegative ? -self : self
        let sign = isNegative ? "-" : ""
        let per = unit.rawValue.isEmpty ? "" : " per \(unit.forPeople)"
        if currency == .gbp, size < .one {
            return sign + (size * Exact(100)).forPeople + "p" + per
        }
        return sign + currency.symbol + size.withTwoPlaces + per
    }

    /// With its unit; a price such as `GBP/kWh` as a price.
    package func forPeople(in unit: Unit) -> String {
        let parts = unit.rawValue.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let currency = Currency(rawValue: String(parts[0])) else {
            return unit.after(forPeople)
        }
        return price(in: currency, per: Unit(String(parts[1])))
    }

    private var withTwoPlaces: String {
        let shown = forPeople
        guard let point = shown.utf8.firstIndex(of: UInt8(ascii: ".")) else { return shown + ".00" }
        return shown.utf8.distance(from: point, to: shown.endIndex) == 2 ? shown + "0" : shown
    }
}

extension Quantity {
    /// `1,234.5`.
    package var forPeople: String { grouped(description) }
}

extension Unit {
    /// `m³` for `m3`; every other unit as it is.
    package var forPeople: String {
        rawValue.hasSuffix("m3") ? rawValue.dropLast() + "³" : rawValue
    }

    /// The unit after a number: `30 days`, `1 day`, `512 kWh`.
    package func after(_ number: String) -> String {
        guard !rawValue.isEmpty else { return number }
        return self == .day && number != "1" ? "\(number) days" : "\(number) \(forPeople)"
    }
}

extension Figure {
    package var forPeople: String {
        switch self {
        case .quantity(let value, let unit): return unit.after(value.forPeople)
        case .exact(let value, let unit):
            return unit.map { value.forPeople(in: $0) } ?? value.forPeople
        case .money(let amount): return amount.forPeople
        case .day(let day): return day.forPeople
        case .period(let period): return period.forPeople
        case .count(let count): return grouped(String(count))
        case .text(let text): return text
        }
    }
}

extension Rounding {
    package var forPeople: String {
        switch self {
        case .halfUp: return "half up"
        case .halfEven: return "half to even"
        case .down: return "down"
        case .up: return "up"
        }
    }
}

/// Thousands parted by commas: `-1,234.5` for `-1234.5`.
package func grouped(_ number: String) -> String {
    let digits = number.utf8
    let start = digits.firstIndex { $0 != UInt8(ascii: "-") } ?? digits.endIndex
    let end = digits[start...].firstIndex { !(48...57).contains($0) } ?? digits.endIndex
    let count = digits.distance(from: start, to: end)
    guard count > 3 else { return number }
    var result = String(number[..<start])
    for (index, digit) in digits[start..<end].enumerated() {
        if index > 0, (count - index) % 3 == 0 { result += "," }
        result.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return result + number[end...]
}

/// Thousands parted by commas: `1,234,567`.
package func grouped(_ number: some BinaryInteger) -> String { grouped(String(number)) }

/// A number with its noun: `1 batch`, `12,345 rows`.
package func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    grouped(number) + " " + (number == 1 ? noun : plural ?? noun + "s")
}
