package import Measures

/// What a tariff is for, or what a supply point asks of one.
package struct TariffUse: Hashable, Sendable {
    /// As tariff books write it: `water`, `electricity`.
    package let commodity: String
    package let currency: Currency

    package init(commodity: String, currency: Currency) {
        (self.commodity, self.currency) = (commodity, currency)
    }

    /// Nil where a tariff of this use can price a supply point that asks for `asked`.
    package func misfit(asked: TariffUse) -> TariffMisfit? {
        if commodity != asked.commodity { return .commodity(asked: asked.commodity) }
        return currency == asked.currency ? nil : .currency(asked: asked.currency)
    }
}

/// Why a tariff cannot price a supply point.
package enum TariffMisfit: Error, Hashable, Sendable {
    case commodity(asked: String)
    /// The scheme of the supply point bills in another currency.
    case currency(asked: Currency)
}
