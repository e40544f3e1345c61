import Tariffs

/// Why bills are left out, and how many.
package struct RefusalKind: Sendable, Hashable {
    package enum Side: Int, Sendable, Hashable { case before, after }

    package let tariff: Int
    package let side: Side
    package let reason: RefusalReason
}

/// A refusal without the days on which it happens to fall.
package enum RefusalReason: Sendable, Hashable {
    case notPriced(usage: String)
    case property(name: String, value: String)
    case missingUsage(String)
    case missingInput(String)
    case missingPrice(String)
    case seriesDiffer(String)
    case seriesAcrossPriceChange(String)
    case missingIntervals(String)
    case severalMonths
    case outOfRange(String)
    case emptyPeriod
    case notReadAgain
    case sharesBill

    package init(_ refused: RebillRefused) {
        switch refused {
        case .notReadAgain: self = .notReadAgain
        case .sharesBill: self = .sharesBill
        case .segment(.notPriced(let usage, _)): self = .notPriced(usage: usage)
        case .segment(.property(let found)): self = .property(name: found.name, value: found.value)
        case .segment(.rating(let refused)): self.init(refused)
        case .segment(.price(let missing)): self = .missingPrice(missing.series)
        }
    }

    private init(_ refused: RatingRefused) {
        switch refused {
        case .emptyPeriod: self = .emptyPeriod
        case .missingUsage(let name): self = .missingUsage(name)
        case .missingInput(let name): self = .missingInput(name)
        case .missingPrice(let name, _): self = .missingPrice(name)
        case .seriesDiffer(let name, _, _): self = .seriesDiffer(name)
        case .seriesAcrossPriceChange(let name, _): self = .seriesAcrossPriceChange(name)
        case .missingIntervals(let name): self = .missingIntervals(name)
        case .severalMonths: self = .severalMonths
        case .outOfRange(let name): self = .outOfRange(name)
        }
    }
}
