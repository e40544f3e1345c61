import Measures

extension TariffBook {
    func chargeChanges(_ old: TariffBook) -> [BookChange] {
        let (before, after) = (old.charges.map(\.code), charges.map(\.code))
        var all: [BookChange] = before.filter { !after.contains($0) }.map { .chargeRemoved($0) }
        for (index, charge) in charges.enumerated() {
            guard let one = old.charges.first(where: { $0.code == charge.code }) else {
                all.append(.chargeAdded(charge.code, index: index))
                continue
            }
            all += changed(from: one.parts, to: charge.parts) {
                .charge(charge.code, part: $0, from: $1, to: $2)
            }
        }
        let kept = before.filter(after.contains)
        if kept != after.filter(before.contains) { all.append(.chargesInOtherOrder) }
        return all
    }

    func taxChanges(_ old: TariffBook) -> [BookChange] {
        let (before, after) = (old.taxes.map(\.code), taxes.map(\.code))
        var all: [BookChange] = before.filter { !after.contains($0) }.map { .taxRemoved($0) }
        for tax in taxes {
            guard let one = old.taxes.first(where: { $0.code == tax.code }) else {
                all.append(.taxAdded(tax.code))
                continue
            }
            all += changed(from: one.parts, to: tax.parts) {
                .tax(tax.code, part: $0, from: $1, to: $2)
            }
        }
        return all
    }

    private func changed(
        from old: [(String, String)], to new: [(String, String)],
        _ change: (String, String, String) -> BookChange
    ) -> [BookChange] {
        let (before, after) = (Dictionary(old) { $1 }, Dictionary(new) { $1 })
        let names = new.map(\.0) + old.map(\.0).filter { after[$0] == nil }
        return names.compactMap { name in
            let (one, next) = (before[name] ?? "", after[name] ?? "")
            return one == next ? nil : change(name, one, next)
        }
    }
}

extension TariffBook.Charge {
    /// What it says, each under the name of its part.
    fileprivate var parts: [(String, String)] {
        let codes = seasonCodes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let frame = [
            ("label", label ?? ""), ("per", per.rawValue), ("round", rounding?.description ?? ""),
            ("tax", tax ?? ""), ("posts_to", account), ("unit", unit?.rawValue ?? ""),
            ("segment_code", segmentCode ?? ""), ("season_codes", codes.joined(separator: ", ")),
            ("of", lines.joined(separator: ", ")),
        ]
        guard case .blocks(let blocks) = kind else { return formulas.map { ($0, $1) } + frame }
        let steps = blocks.steps.map { step in
            ("block \(step.code)", step.upTo.map { "\(step.price) up to \($0)" } ?? step.price)
        }
        let quantity = [("blocks of", blocks.quantity), ("blocks per", blocks.scale.rawValue)]
        let filling = blocks.filling.map { "\($0.whole), \($0.order.rawValue)" } ?? ""
        let filled = [("used", blocks.used ?? ""), ("filled by", filling)]
        return [("when", when ?? "")] + filled + quantity + steps + frame
    }
}

extension TariffBook.Tax {
    fileprivate var parts: [(String, String)] {
        [
            ("label", label ?? ""), ("percent", percent), ("included", included ? "yes" : "no"),
            ("base", base ?? ""), ("when", when ?? ""),
        ]
    }
}

extension TariffBook.DerivedQuantity {
    var description: String { formula + (rounding.map { ", rounded \($0.description)" } ?? "") }
}
