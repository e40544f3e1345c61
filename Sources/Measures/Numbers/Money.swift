/// An amount of money: whole minor units (pence, cents) of one currency.
package struct Money: Sendable, Hashable {
    package var minorUnits: Int64
    package let currency: Currency

    package init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    package static func zero(_ currency: Currency) -> Money {
        Money(minorUnits: 0, currency: currency)
    }

    /// The exact value in major units, decided once to minor units by `mode`.
    package init(_ value: Exact, in currency: Currency, _ mode: Rounding) throws(OutOfRange) {
        let minor = try value.scaled(by: currency.minorPerMajor, mode)
        self.init(minorUnits: minor, currency: currency)
    }

    /// The amount in major units.
    package var exact: Exact { Exact(Int128(minorUnits), over: Int128(currency.minorPerMajor)) }

    package static func + (a: Money, b: Money) -> Money {
        precondition(a.currency == b.currency, "amounts of two currencies are never added")
        return Money(minorUnits: a.minorUnits + b.minorUnits, currency: a.currency)
    }

    package static func - (a: Money, b: Money) -> Money { a + -b }
    package static func += (a: inout Money, b: Money) { a = a + b }

    package static prefix func - (a: Money) -> Money {
        Money(minorUnits: -a.minorUnits, currency: a.currency)
    }
}

extension Money: CustomStringConvertible {
    /// Plain digits with the point, as many after it as the currency has, without currency or grouping: `-12.60`.
    package var plain: String {
        let sign = minorUnits < 0 ? "-" : ""
        guard currency.digits > 0 else { return sign + "\(minorUnits.magnitude)" }
        let (whole, rest) = minorUnits.magnitude.quotientAndRemainder(
            dividingBy: UInt64(currency.minorPerMajor))
        let digits = String(rest)
        let zeros = String(repeating: "0", count: currency.digits - digits.utf8.count)
        return sign + "\(whole).\(zeros)\(digits)"
    }

    package var description: String { currency.rawValue + " " + plain }
}
