import Measures

extension BilledUsage {
    /// The same in parts that meet on the days; the last takes what rounding leaves.
    fileprivate func cut(at days: [Day], _ rounding: RoundingRule) -> [BilledUsage] {
        let inside = days.filter { $0 > period.start && $0 < period.end }
        guard !inside.isEmpty else { return [self] }
        var (parts, rest): ([BilledUsage], Exact) = ([], quantity)
        for (from, upTo) in zip([period.start] + inside, inside) {
            let share = Exact(Int128(upTo - from), over: Int128(period.days))
            guard let part = try? (quantity * share).rounded(rounding) else { return [self] }
            parts.append(over(Period(from: from, upTo: upTo), part))
            rest = rest - part
        }
        return parts + [over(Period(from: inside[inside.count - 1], upTo: period.end), rest)]
    }

    private func over(_ days: Period, _ part: Exact) -> BilledUsage {
        BilledUsage(usage: usage, period: days, quantity: part, isEstimated: isEstimated)
    }
}

extension Draft {
    /// Where a usage is known in parts (an exchange, a read in between), what crosses a day on
    /// which a charge splits is cut there, each part by its own days: what was used between two
    /// reads stays between them (rules B4.4, C1.26). A usage of one part is left to rating, which
    /// shares it by the days of the whole period.
    mutating func cutUsages(_ rounding: RoundingRule) {
        let days = priceChanges.filter { $0 > period.start && $0 < period.end }
        guard !days.isEmpty, isKnownInParts else { return }
        usages = usages.flatMap { $0.cut(at: days, rounding) }
    }

    private var isKnownInParts: Bool {
        usages.indices.dropFirst().contains { index in
            usages[..<index].contains { $0.usage == usages[index].usage }
        }
    }
}
