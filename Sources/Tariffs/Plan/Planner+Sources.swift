import Measures

extension Planner {
    /// The names that inputs take from earlier bills are names of the book.
    mutating func checkFromBills() {
        for input in book.inputs {
            guard let bills = input.fromBills else { continue }
            let path = ["inputs", input.name, "from_bills"]
            for name in bills.names + bills.less where !isKnown(name, bills.figure) {
                note(.unknownName(name, nearest: nil), name, at: path)
            }
        }
    }

    /// A price that is not there is never another figure: no default, and no second source.
    mutating func checkFromPrices() {
        for input in book.inputs {
            guard let prices = input.fromPrices else { continue }
            let path = ["inputs", input.name, "from_prices"]
            if input.otherwise != nil || input.fromBills != nil {
                note(.pricesAlone(input.name), input.name, at: path)
            }
            if let usage = prices.usage, !usage.utf8.allSatisfy({ $0 != 32 }) || usage.isEmpty {
                note(.unknownName(usage, nearest: nil), usage, at: path)
            }
        }
    }

    private func isKnown(_ name: String, _ figure: TariffBook.FromBills.Figure) -> Bool {
        switch figure {
        case .usage: book.inputs.contains { $0.name == name && $0.kind == .usage }
        case .quantity, .amount: parts.lineNames.contains { $0.code == name }
        case .property, .days: true
        }
    }
}
