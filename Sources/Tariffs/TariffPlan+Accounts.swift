package import Measures

/// What a bill posts to one account, without the tax contained in it.
package struct AccountShare: Sendable, Hashable {
    package let account: String
    package let amount: Money
}

extension TariffPlan {
    /// The tax contained in each line, in minor units; the parts of each included tax add up
    /// to that tax (rules C1.34, F5.3).
    package func containedTax(in rated: Rated) -> [Int64] {
        var contained = Array(repeating: Int64(0), count: rated.lines.count)
        for tax in rated.taxes where tax.included {
            let places = rated.lines.indices.filter { taxSlots[rated.lines[$0].name] == tax.tax }
            let rate = tax.percent / (tax.percent + Exact(100))
            let exacts = places.map { Exact(Int128(rated.lines[$0].minorUnits), over: 100) * rate }
            guard let first = places.first else { continue }
            guard let parts = sharedPennies(tax.minorUnits, by: exacts) else {
                contained[first] += tax.minorUnits
                continue
            }
            for (place, part) in zip(places, parts) { contained[place] += part }
        }
        return contained
    }

    /// The lines of a bill by the account they post to, in order of first use, without the
    /// tax contained in them. With all taxes they add up to the total (posting table F5).
    package func accounts(of rated: Rated) -> [AccountShare] {
        var (order, sums): ([String], [String: Int64]) = ([], [:])
        for (line, tax) in zip(rated.lines, containedTax(in: rated)) {
            let account = account(of: line)
            if sums[account] == nil { order.append(account) }
            sums[account, default: 0] += line.minorUnits - tax
        }
        return order.map { AccountShare(account: $0, amount: rated.money(sums[$0] ?? 0)) }
    }
}
