package import Measures

/// Why an account cannot be rated; the bill is held, never guessed.
package enum RatingRefused: Error, Hashable, Sendable {
    case emptyPeriod(Day)
    /// Nothing was measured for a usage that the tariff needs.
    case missingUsage(String)
    case missingInput(String)
    /// No price on that day (exception TF-PRICE; rule C1.16: never billed at zero).
    case missingPrice(String, Day)
    /// Series of one formula that differ in length, with both lengths.
    case seriesDiffer(String, Int, Int)
    /// A price changes inside the period, and a series cannot be split by days; or the bounds of
    /// blocks that fill in order of time change there.
    case seriesAcrossPriceChange(String, Day)
    /// Blocks are filled in order of time, and the intervals of this usage are not given.
    case missingIntervals(String)
    /// Something depends on the month, and the period is not inside one.
    case severalMonths(Period)
    /// A figure left the range of exact numbers, or a formula divided by zero.
    case outOfRange(String)

    /// The exception of the catalogue (rules D2).
    package var code: Finding.Code {
        switch self {
        case .missingPrice: return Finding.Code("TF-PRICE")
        default: return Finding.Code("TF-RATE")
        }
    }
}
