import Measures
package import Tariffs

/// Why a segment cannot be rated.
package enum SegmentRefused: Error, Sendable {
    /// The tariff has no price for what a meter counts.
    case notPriced(usage: String, tariff: String)
    case property(BilledProperty)
    case rating(RatingRefused)
    case price(PriceMissing)
}

extension SegmentRefused {
    /// The finding that holds the bill.
    var finding: Finding {
        switch self {
        case .notPriced(let usage, let tariff):
            wrongClass([
                NamedFigure("usage", .text(usage)), NamedFigure("tariff", .text(tariff)),
            ])
        case .property(let property):
            wrongClass([NamedFigure(property.name, .text(property.value))])
        case .rating(let refused): refused.finding
        case .price(let missing): missing.finding
        }
    }

    private func wrongClass(_ figures: [NamedFigure]) -> Finding {
        Finding(Finding.Code("TF-WRONGCLASS"), .blocking, rule: "D2", figures: figures)
    }
}
