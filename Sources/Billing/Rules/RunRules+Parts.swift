package import Measures
package import Tariffs

/// What decides which rule set a segment follows.
struct RuleKey: Hashable {
    let tariff: String
    let commodity: Commodity
    /// Calendar years that the segment touches.
    let years: ClosedRange<Int>

    init(tariff: String, commodity: Commodity, over period: Period) {
        self.tariff = tariff
        self.commodity = commodity
        years = period.start.date.year...period.last.date.year
    }
}

extension RunRules {
    /// What a segment follows, by name.
    func partNames(_ key: RuleKey) -> [String] {
        let years = key.years.map { "calendar of \(key.tariff) in \($0)" }
        let usesCalendar = tariffs[key.tariff]?.timeOfUse != nil
        return ["tariff " + key.tariff, "policy", "limits for \(key.commodity.rawValue)"]
            + (usesCalendar ? years : [])
            + Set(tariffs[key.tariff]?.fromPrices.map { "prices \($0.prices.series)" } ?? [])
    }

    /// The rule of that name as this run has it; nil where it has none.
    package func part(_ name: String) -> RulePart? {
        guard let hash else { return nil }
        let words = name.split(separator: " ").map(String.init)
        switch words.first {
        case "tariff":
            return tariffs[words.dropFirst().joined(separator: " ")].map {
                RulePart(name, version: $0.versionID, digest: $0.digest)
            }
        case "policy": return policy
        case "limits":
            return words.last.flatMap { Commodity(rawValue: $0) }.map { limits(for: $0, hash) }
        case "prices":
            let code = words.dropFirst().joined(separator: " ")
            return prices[code].map { RulePart(name, digest: $0.digest(hash)) }
        case "calendar":
            let code = words.dropFirst(2).dropLast(2).joined(separator: " ")
            guard let year = words.last.flatMap({ Int($0) }), let tariff = tariffs[code] else {
                return nil
            }
            return RulePart(name, digest: tariff.calendar.digest(in: year, hash))
        default: return nil
        }
    }

    /// What billing takes from the policy and, where it is silent, from the rulebook.
    private func limits(for commodity: Commodity, _ hash: HashFunction) -> RulePart {
        var out = CanonicalWriter()
        out.write(readWindow)
        out.write(estimates)
        out.write(limits)
        if let limits = validationLimits[commodity] { out.write(limits) }
        return RulePart(
            "limits for \(commodity.rawValue)", digest: out.withBytes(hash))
    }
}

extension TariffCalendar {
    /// Of the holidays and marked days of one year.
    func digest(in year: Int, _ hash: HashFunction) -> Digest {
        var out = CanonicalWriter()
        for day in holidays.filter({ $0.date.year == year }).sorted() { out.write(day) }
        for (day, mark) in marks.filter({ $0.key.date.year == year }).sorted(by: { $0.key < $1.key }
        ) {
            out.write(day)
            out.write(mark)
        }
        return out.withBytes(hash)
    }
}

extension PriceSeries {
    /// Of all that it says.
    package func digest(_ hash: HashFunction) -> Digest {
        var out = CanonicalWriter()
        out.write(code)
        out.write(unit)
        out.write(isByDay)
        for row in rows {
            out.write(row.from)
            out.write(row.upTo)
            out.write(row.value)
        }
        return out.withBytes(hash)
    }
}
