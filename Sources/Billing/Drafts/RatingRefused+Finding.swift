import Measures
import Tariffs

extension RatingRefused {
    /// The finding that holds the bill.
    var finding: Finding {
        let figure: NamedFigure =
            switch self {
            case .emptyPeriod(let day): NamedFigure("empty period from", .day(day))
            case .missingUsage(let name): NamedFigure("missing usage", .text(name))
            case .missingInput(let name): NamedFigure("missing property", .text(name))
            case .missingPrice(let name, let day):
                NamedFigure("no price of \(name) on", .day(day))
            case .seriesDiffer(let name, _, _):
                NamedFigure("series of different length", .text(name))
            case .seriesAcrossPriceChange(let name, let day):
                NamedFigure("price of \(name) changes inside a series on", .day(day))
            case .missingIntervals(let name): NamedFigure("missing intervals", .text(name))
            case .severalMonths(let period):
                NamedFigure("not inside one month", .text("\(period)"))
            case .outOfRange(let name): NamedFigure("out of range", .text(name))
            }
        return Finding(code, .blocking, rule: "C1.1", figures: [figure])
    }
}

extension PriceMissing {
    /// The finding that holds the bill: the series, and where it has no price first.
    var finding: Finding {
        let figure: NamedFigure =
            switch place {
            case .at(let instant): NamedFigure("no price at", .text(instant.utcText))
            case .on(let day): NamedFigure("no price on", .day(day))
            case .severalInside(let instant):
                NamedFigure("several prices in the interval from", .text(instant.utcText))
            }
        return Finding(
            Finding.Code("TF-PRICE"), .blocking, rule: "C1.16",
            figures: [NamedFigure("series", .text(series)), figure])
    }
}
