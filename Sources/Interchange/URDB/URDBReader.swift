import Measures
import Yams

/// Takes one rate out of its JSON object; every mistake is noted on the document.
struct URDBReader {
    let document: YAMLDocument
    let path: [String]

    func rate(_ node: Node) -> URDBRate? {
        document.remember(path, node)
        guard let keys = node.mapping else {
            document.note("expected a rate: an object of fields", at: path, node: node)
            return nil
        }
        guard hasPrices(keys, node) else { return nil }
        if let country = keys["country"], country.scalar?.string != "USA" {
            document.note(
                "only rates of the USA are in dollars", at: path + ["country"], node: country)
        }
        guard let energy = periods("energy", key: "energyratestructure", in: keys) else {
            return nil
        }
        var rate = URDBRate(
            label: text("label", keys), utility: text("utility", keys),
            name: text("name", keys), source: source(keys), energy: energy)
        readMoney(keys, &rate)
        readDemand(keys, &rate)
        rate.remarks = remarks(keys)
        return rate
    }

    private func hasPrices(_ keys: Node.Mapping, _ node: Node) -> Bool {
        guard keys["energyratestructure"] == nil else { return true }
        document.note(
            "\"energyratestructure\" is missing: a rate without its prices cannot be billed",
            at: path, node: node, suggestion: "ask the database with detail=full")
        return false
    }

    private func source(_ keys: Node.Mapping) -> String {
        ["source", "sourceparent", "uri"].map { text($0, keys) }.first { !$0.isEmpty }
            ?? "US Utility Rate Database"
    }

    private func readMoney(_ keys: Node.Mapping, _ rate: inout URDBRate) {
        rate.start = day("startdate", keys)
        rate.end = day("enddate", keys)
        rate.fixed =
            amount("fixedchargefirstmeter", unit: "fixedchargeunits", in: keys)
            ?? monthly("fixedmonthlycharge", keys)
        rate.minimum =
            amount("mincharge", unit: "minchargeunits", in: keys)
            ?? monthly("minmonthlycharge", keys)
            ?? number("annualmincharge", keys).map { URDBRate.Amount(value: $0, per: .year) }
    }

    private func readDemand(_ keys: Node.Mapping, _ rate: inout URDBRate) {
        if keys["demandratestructure"] != nil {
            rate.demand = periods("demand", key: "demandratestructure", in: keys)
        }
        if let node = keys["flatdemandmonths"] {
            rate.flatDemand = tiers("flatdemandstructure", keys)
            let path = path + ["flatdemandmonths"]
            rate.flatMonths = row(node, path, count: 12, of: rate.flatDemand.count)
        }
        readMore(keys, &rate)
    }
}

// MARK: Structures

extension URDBReader {
    private func periods(_ kind: String, key: String, in keys: Node.Mapping) -> URDBRate.Periods? {
        let tiers = tiers(key, keys)
        let schedules = ["weekday", "weekend"].map {
            schedule("\(kind)\($0)schedule", in: keys, tiers: tiers)
        }
        guard !tiers.isEmpty, schedules.allSatisfy({ $0.count == 12 }) else { return nil }
        return URDBRate.Periods(tiers: tiers, weekday: schedules[0], weekend: schedules[1])
    }

    func tiers(_ key: String, _ keys: Node.Mapping) -> [[URDBRate.Tier]] {
        guard let node = keys[key] else {
            document.note("\"\(key)\" is missing", at: path, node: nil)
            return []
        }
        return document.list(node, path + [key]).enumerated().map { index, period in
            let at = path + [key, "\(index)"]
            let tiers = document.list(period, at).enumerated().compactMap {
                tier($1, at + ["\($0)"])
            }
            if tiers.isEmpty {
                document.note("a period has at least one tier", at: at, node: period)
            }
            if TierBounds(tiers).blocks > 1 {
                document.note(
                    "a second block of hours' use with tiers in kWh cannot be billed: nothing says "
                        + "where its tiers count from", at: at, node: period)
            }
            return tiers
        }
    }

    private func tier(_ node: Node, _ path: [String]) -> URDBRate.Tier? {
        guard let keys = node.mapping else {
            document.note("expected a tier with a rate", at: path, node: node)
            return nil
        }
        let inner = URDBReader(document: document, path: path)
        let upTo = inner.isBoundless(keys) ? nil : inner.number("max", keys)
        if let upTo, upTo.isNegative {
            document.note("a bound is not below zero", at: path + ["max"], node: keys["max"])
        }
        return URDBRate.Tier(
            rate: inner.number("rate", keys) ?? .zero,
            adjustment: inner.number("adj", keys) ?? .zero,
            upTo: upTo, unit: inner.unit(keys))
    }

    /// `1e38` and its like stand for no bound in answers of older versions.
    private func isBoundless(_ keys: Node.Mapping) -> Bool {
        let exponent = text("max", keys).lowercased().split(separator: "e").dropFirst().last
        return exponent.flatMap { Int($0) }.map { $0 > 15 } ?? false
    }

    private func unit(_ keys: Node.Mapping) -> URDBRate.TierUnit {
        guard let text = keys["unit"]?.scalar?.string else { return .kWh }
        if text.lowercased() == "kw" { return .kWh }
        if let unit = URDBRate.TierUnit(rawValue: text.lowercased()) { return unit }
        document.note(
            "expected kWh, kWh/kW, kWh daily or kWh/kW daily", at: path + ["unit"],
            node: keys["unit"])
        return .kWh
    }

    /// Twelve rows of 24 periods.
    private func schedule(
        _ key: String, in keys: Node.Mapping, tiers: [[URDBRate.Tier]]
    ) -> [[Int]] {
        guard let node = keys[key] else {
            document.note("\"\(key)\" is missing", at: path, node: nil)
            return []
        }
        let rows = document.list(node, path + [key])
        if rows.count != 12 {
            document.note("expected a row for each of 12 months", at: path + [key], node: node)
        }
        return rows.enumerated().map {
            row($1, path + [key, "\($0)"], count: 24, of: tiers.count)
        }
    }

    /// `count` places in a structure of `size` periods.
    private func row(_ node: Node, _ path: [String], count: Int, of size: Int) -> [Int] {
        let values = document.list(node, path)
        if values.count != count { document.note("expected \(count) values", at: path, node: node) }
        return values.compactMap { value in
            let number = value.scalar.flatMap { exactDecimal($0.string) }
            if let index = (0..<size).first(where: { number == Exact($0) }) { return index }
            document.note("expected a period from 0 to \(size - 1)", at: path, node: value)
            return nil
        }
    }
}

// MARK: Values

extension URDBReader {
    func text(_ key: String, _ keys: Node.Mapping) -> String {
        keys[key]?.scalar?.string ?? ""
    }

    func number(_ key: String, _ keys: Node.Mapping) -> Exact? {
        guard let node = keys[key], node.scalar?.string != "null" else { return nil }
        if let value = node.scalar.flatMap({ exactDecimal($0.string) }) { return value }
        document.note("expected a number of at most 18 digits", at: path + [key], node: node)
        return nil
    }

    private func monthly(_ key: String, _ keys: Node.Mapping) -> URDBRate.Amount? {
        number(key, keys).map { URDBRate.Amount(value: $0, per: .month) }
    }

    private func amount(
        _ key: String, unit: String, in keys: Node.Mapping
    ) -> URDBRate.Amount? {
        guard let value = number(key, keys) else { return nil }
        let per = text(unit, keys)
        if let per = URDBRate.Amount.Per(rawValue: per.isEmpty ? "$/month" : per) {
            return URDBRate.Amount(value: value, per: per)
        }
        document.note("expected $/month, $/day or $/year", at: path + [unit], node: keys[unit])
        return nil
    }

    /// Seconds since 1970, or an ISO day.
    private func day(_ key: String, _ keys: Node.Mapping) -> Day? {
        guard let node = keys[key], let text = node.scalar?.string, text != "null" else {
            return nil
        }
        if let seconds = Int64(text), let number = Int32(exactly: seconds / 86_400) {
            return Day(number: number)
        }
        if let day = Day(text.prefix(10)) { return day }
        document.note("expected seconds since 1970 or a date", at: path + [key], node: node)
        return nil
    }
}

/// A JSON number as an exact decimal, with an exponent where it has one.
///
/// Numbers of the database went through binary floating point (0.052000000000000005): what lies
/// behind the tenth place is noise and is rounded away.
func exactDecimal(_ text: String) -> Exact? {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count) else { return nil }
    let places = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let cut = places.count == 2 ? "\(places[0]).\(places[1].prefix(18))" : String(parts[0])
    guard var value = Exact(cut) else { return nil }
    if parts.count == 2 {
        let exponent = Int(parts[1]) ?? 99
        guard abs(exponent) <= 18 else { return nil }
        let scale = Exact(Int128(powersOfTen[abs(exponent)]), over: 1)
        value = exponent < 0 ? value / scale : value * scale
    }
    guard let whole = try? value.scaled(by: 10_000_000_000, .halfEven) else { return value }
    return Exact(Int128(whole), over: 10_000_000_000).reduced
}
