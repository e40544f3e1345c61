package import Measures

extension BookReview {
    /// Prices that charges take as they are, while their units name other money than the book's:
    /// another currency, or a part of one that the book does not convert (rule C1.2). Each would
    /// be charged as it stands, in whole units of the book's currency.
    package var otherMoney: [BookWarning] {
        let taken = book.charges.reduce(into: Set<String>()) { $0.formUnion($1.plainPrices) }
        return book.prices.filter { taken.contains($0.name) }.compactMap { price in
            guard !book.currency.takes(price) else { return nil }
            return BookWarning(
                path: ["prices", price.name, "unit"],
                kind: .otherMoney(price.name, unit: price.unit, of: book.currency))
        }
    }
}

extension TariffBook.Price {
    /// What stands before the first `/` of its unit: `p` of `p/kWh`; all of it where none does.
    fileprivate var money: String { String(unit.prefix { $0 != "/" }) }

    /// Whether its values are hundredths that are converted when the book is read: `p/kWh`, and
    /// not a `p` alone.
    fileprivate func isInHundredths(of currency: Currency) -> Bool {
        money != unit && TariffBook.Price.minorWords(of: currency).contains(money)
    }

    /// The words before a price unit's `/` in which values are hundredths of the currency.
    package static func minorWords(of currency: Currency) -> [String] {
        currency == .gbp ? ["p"] : ["c", "ct"]
    }
}

extension TariffBook.Charge {
    /// Names in its formulas of money that are neither multiplied nor divided there.
    fileprivate var plainPrices: [String] {
        let money = ["price", "amount", "minimum"]
        return formulas.filter { money.contains($0.key) && !$0.text.contains { "*/".contains($0) } }
            .flatMap { TariffBook.names(in: $0.text) }
    }
}

extension Currency {
    /// Whether the price is one in the currency, or in hundredths that are converted. A word that
    /// is no money, such as `unit`, is taken.
    fileprivate func takes(_ price: TariffBook.Price) -> Bool {
        let money = price.money
        if money == rawValue || price.isInHundredths(of: self) { return true }
        return Currency.listed(money) == nil && !Currency.parts.contains(money.lowercased())
    }

    /// What price sheets call parts of a currency.
    private static let parts: Set<String> = [
        "p", "pence", "penny", "c", "ct", "cts", "cent", "cents", "¢", "fils", "mil", "mill",
        "mills", "mils", "öre", "øre", "ore", "paise", "rappen", "rp", "sen",
    ]
}
