import Measures
import Yams

// What a rate says of demand beside its prices, and what lies beyond them.

extension URDBReader {
    func readMore(_ keys: Node.Mapping, _ rate: inout URDBRate) {
        rate.lookback = lookback(keys)
        if rate.demand != nil {
            rate.demandUnit = demandUnit(
                "demandrateunit", tiers: rate.demand?.tiers ?? [], in: keys, of: rate)
        }
        if !rate.flatMonths.isEmpty {
            rate.flatUnit = demandUnit("flatdemandunit", tiers: rate.flatDemand, in: keys, of: rate)
        }
        rate.demandMinutes = demandMinutes(keys)
        rate.reactive = number("demandreactivepowercharge", keys).flatMap { $0.isZero ? nil : $0 }
        rate.coincident = coincident(keys)
        rate.fuel = fuel(keys)
    }

    /// kW or kVA, of the month or of each day. Horsepower is what is connected, not what is drawn: it
    /// is in no load and on no meter.
    private func demandUnit(
        _ key: String, tiers: [[URDBRate.Tier]], in keys: Node.Mapping, of rate: URDBRate
    ) -> URDBRate.DemandUnit {
        let text = text(key, keys)
        guard !text.isEmpty else { return .kW }
        guard let unit = URDBRate.DemandUnit(rawValue: text.lowercased()) else {
            document.note(
                "expected kW, kVA, kW daily or kVA daily; demand in another unit cannot be billed",
                at: path + [key], node: keys[key])
            return .kW
        }
        let isTiered = tiers.contains { !TierBounds($0).isPlain }
        if unit.isDaily, isTiered || rate.lookback != nil {
            document.note(
                "demand by day with tiers or a share of earlier peaks cannot be billed",
                at: path + [key], node: keys[key])
        }
        return unit
    }

    /// `lookbackrange` months before, or the months that `lookbackmonths` names among the last
    /// eleven: with the present one they are a year.
    private func lookback(_ keys: Node.Mapping) -> URDBRate.Lookback? {
        guard let share = number("lookbackpercent", keys), share > .zero else { return nil }
        let path = path + ["lookbackpercent"]
        if share > .one {
            document.note(
                "expected a share of an earlier peak, 0 to 1", at: path,
                node: keys["lookbackpercent"])
        }
        let months = lookbackMonths(keys)
        let range = number("lookbackrange", keys) ?? .zero
        switch (months.isEmpty, (1...60).first { range == Exact($0) }) {
        case (true, let range?): return URDBRate.Lookback(share: share, over: range)
        case (false, nil) where range.isZero:
            let named = months.count == 12 ? [] : months
            return URDBRate.Lookback(share: share, over: 11, months: named)
        default:
            document.note(
                "a share of earlier peaks needs lookbackmonths or a lookbackrange of 1 to 60 "
                    + "months, and not both", at: path, node: keys["lookbackpercent"])
            return nil
        }
    }

    private func lookbackMonths(_ keys: Node.Mapping) -> Set<Int> {
        guard let node = keys["lookbackmonths"] else { return [] }
        let marks = document.list(node, path + ["lookbackmonths"])
        if marks.count != 12 {
            document.note("expected 12 values", at: path + ["lookbackmonths"], node: node)
        }
        return Set(
            marks.enumerated().filter { ["true", "1"].contains($1.scalar?.string.lowercased()) }
                .map { $0.offset + 1 })
    }

    private func demandMinutes(_ keys: Node.Mapping) -> Int? {
        guard let minutes = number("demandwindow", keys), !minutes.isZero else { return nil }
        if let known = (1...1440).first(where: { 1440 % $0 == 0 && minutes == Exact($0) }) {
            return known
        }
        document.note(
            "expected minutes that a day is made up of", at: path + ["demandwindow"],
            node: keys["demandwindow"])
        return nil
    }

    /// Prices of one open tier; free ones are left out.
    private func coincident(_ keys: Node.Mapping) -> [(index: Int, price: Exact)] {
        let key = "coincidentratestructure"
        guard keys[key] != nil else { return [] }
        return tiers(key, keys).enumerated().compactMap { index, tiers in
            let bounds = TierBounds(tiers)
            guard bounds.isPlain else {
                document.note(
                    "coincident demand with tiers cannot be billed", at: path + [key, "\(index)"],
                    node: keys[key])
                return nil
            }
            let price = bounds.steps[0].tier.price
            return price.isZero ? nil : (index, price)
        }
    }

    private func fuel(_ keys: Node.Mapping) -> [Exact] {
        guard let node = keys["fueladjustmentsmonthly"] else { return [] }
        let path = path + ["fueladjustmentsmonthly"]
        let amounts = document.list(node, path).map {
            $0.scalar.flatMap { exactDecimal($0.string) }
        }
        guard amounts.count == 12, !amounts.contains(nil) else {
            document.note("expected 12 numbers", at: path, node: node)
            return []
        }
        return amounts.compactMap { $0 }
    }

    /// What this rate says and no bill of its book can know.
    func remarks(_ keys: Node.Mapping) -> [String] {
        let limits =
            ["peakkwcapacitymin", "peakkwcapacitymax", "mindemand", "maxdemand"]
            + ["peakkwhusagemin", "peakkwhusagemax"]
        let words = ["energyattrs", "demandattrs", "fixedattrs"]
        return limits.filter { keys[$0]?.scalar != nil }.map {
            "Who may have the rate is not checked: \($0) \(text($0, keys))."
        }
            + words.compactMap { key in keys[key].map { (key, $0) } }.map { key, node in
                "In words alone and not billed, \(key): \(said(node))"
            }
    }

    private func said(_ node: Node) -> String {
        let pairs = (node.sequence.map(Array.init) ?? [node]).flatMap { item in
            item.mapping?.map { "\($0.scalar?.string ?? "") \($1.scalar?.string ?? "")" } ?? []
        }
        return pairs.joined(separator: "; ")
    }
}
