import Measures
package import Tariffs

/// What one tariff book says differently from another, in words.
package struct BookChangesText {
    let old: TariffBook
    let new: TariffBook
    package let changes: [BookChange]

    package init(from old: TariffBook, to new: TariffBook) {
        self.old = old
        self.new = new
        changes = new.changes(since: old)
    }

    package func text(width: Int = 100) -> String {
        let title = "\(new.name) (\(new.code))".harmless
        let head = title + "\n" + String(repeating: "=", count: title.columns) + "\n"
        guard !changes.isEmpty else { return head + "Both books charge the same.\n" }
        let parts = [prices(width), others(width), warning(width)]
        return head + parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func prices(_ width: Int) -> String {
        var table = Table([
            .text("Price"), .text("From"), .number("Old"), .number("New"), .text("Unit"),
            .number("Change"), .text(""),
        ])
        for case .value(let name, let word, let from, let before, let after, let step) in changes {
            let price = price(name)
            let change = before.flatMap { old in after.map { percentChange(from: old, to: $0) } }
            table.add([
                word.isEmpty ? name : "\(name), \(word)", "\(from)",
                before.map(price.figure) ?? "none", after.map(price.figure) ?? "ends", price.unit,
                change ?? "", step == .added ? "" : "published before",
            ])
        }
        return table.isEmpty ? "" : table.text(width: width)
    }

    private func price(_ name: String) -> TariffBook.Price {
        new.prices.first { $0.name == name } ?? TariffBook.Price(name, unit: "", steps: [])
    }

    private func others(_ width: Int) -> String {
        changes.compactMap(sentence).flatMap { sentence -> [String] in
            let lines = sentence.harmless.wrapped(to: width - 2)
            return lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 + "\n" }
        }.joined()
    }

    private func warning(_ width: Int) -> String {
        guard changes.contains(where: \.rewritesHistory) else { return "" }
        let text =
            "Values marked \"published before\" are different for days that may have been "
            + "billed. A published price is never edited: add the next one, or say in the change "
            + "log why the old one was wrong."
        return text.wrapped(to: width).map { $0 + "\n" }.joined()
    }

    /// One change in words; nil for a dated value, which stands in the table.
    package func sentence(_ change: BookChange) -> String? {
        switch change {
        case .value: return nil
        case .frame(let part, let from, let to): return "The \(part) \(changed(from, to))."
        case .inputAdded(let name, let isRequired):
            return "New input \(name)" + (isRequired ? ", which every bill must give." : ".")
        case .inputRemoved(let name): return "Input \(name) is gone."
        case .inputChanged(let name): return "Input \(name) is of another kind, unit or default."
        case .priceAdded(let name, let from): return "New price \(name) from \(from)\(first(name))."
        case .priceRemoved(let name): return "Price \(name) is gone."
        case .priceUnit(let name, let from, let to):
            return "The unit of price \(name) \(changed(from, to))."
        case .quantityAdded(let name): return "New quantity \(name)."
        case .quantityRemoved(let name): return "Quantity \(name) is gone."
        case .quantityChanged(let name, let from, let to):
            return "Quantity \(name) \(changed(from, to))."
        default: return chargeSentence(change)
        }
    }

    private func chargeSentence(_ change: BookChange) -> String? {
        switch change {
        case .chargeAdded(let code, let index): return "New charge \(code), line \(index + 1)."
        case .chargeRemoved(let code): return "Charge \(code) is gone."
        case .charge(let code, let part, let from, let to):
            return "Charge \(code): \(part) \(changed(from, to))."
        case .chargesInOtherOrder: return "The charges stand in another order."
        case .taxAdded(let code): return "New tax \(code)."
        case .taxRemoved(let code): return "Tax \(code) is gone."
        case .tax(let code, let part, let from, let to):
            return "Tax \(code): \(part) \(changed(from, to))."
        case .timeOfUse: return "The hours or days of the time-of-use bands are others."
        default: return nil
        }
    }

    private func changed(_ from: String, _ to: String) -> String {
        if from.isEmpty { return "is \(to) now, there was none" }
        return to.isEmpty ? "was \(from), there is none now" : "changes from \(from) to \(to)"
    }

    private func first(_ name: String) -> String {
        let price = price(name)
        return price.inOrder.first?.values[""].map { ": " + price.published($0) } ?? ""
    }
}
