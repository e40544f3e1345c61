package import Measures

/// A value that nobody read, with the method and the inputs that reproduce it (rules B4.1, B4.8).
package struct Estimate: Sendable, Hashable {
    package enum Method: String, Sendable, Hashable, CaseIterable {
        case previousYear = "same period last year"
        case previousPeriod = "previous period"
        case previousPeriodByDegreeDays = "previous period by degree days"
        case classProfile = "class profile"
        case propertyDefault = "property default"
        case baseLoadAndDegreeDays = "base load and degree days"
        case interpolation = "interpolation between reads"
        case straightLine = "straight line between neighbours"
        case averageLikeDay = "average of like days"
        case alternateMeter = "alternate meter"
        case profileDay = "profile of the day"
        case scaledToAdvance = "scaled to the register advance"

        /// The numbered rule the method comes from.
        package var rule: String {
            switch self {
            case .previousYear: return "B4.2"
            case .previousPeriod, .classProfile, .propertyDefault: return "B4.1"
            case .previousPeriodByDegreeDays, .baseLoadAndDegreeDays: return "B4.3"
            case .interpolation: return "B4.5"
            case .straightLine, .alternateMeter, .profileDay, .scaledToAdvance: return "B4.6"
            case .averageLikeDay: return "B4.7"
            }
        }
    }

    package let value: Quantity
    package let method: Method
    package let inputs: [NamedFigure]

    package init(_ value: Quantity, by method: Method, inputs: [NamedFigure]) {
        self.value = value
        self.method = method
        self.inputs = inputs
    }
}

/// What an estimate of a register's use may be made of, best first (rule B4.1).
package struct EstimationHistory: Sendable, Hashable {
    /// Billed use that ended on `last`.
    package struct Past: Sendable, Hashable {
        package let use: PastUse
        package let last: Day

        package init(_ use: PastUse, last: Day) {
            self.use = use
            self.last = last
        }
    }

    /// Degree days of the previous period and of the one to be estimated.
    package struct Weather: Sendable, Hashable {
        package let previous: Exact
        package let now: Exact
        /// What does not depend on the weather, a day.
        package let baseLoadPerDay: Quantity

        package init(previous: Exact, now: Exact, baseLoadPerDay: Quantity = .zero) {
            self.previous = previous
            self.now = now
            self.baseLoadPerDay = baseLoadPerDay
        }
    }

    package var lastYear: Past?
    package var previous: Past?
    /// Given for heat and gas only.
    package var weather: Weather?
    package var annualQuantity: Quantity?
    /// The share of a year that the class profile puts into the period.
    package var profileShare: Exact?
    package var defaultPerDay: Quantity?

    package init() {}
}

/// A quantity's use estimated over a period, or the split of one.
package enum Estimation {
    /// The best method whose inputs are there and known by `asOf`; nil where none is.
    ///
    /// `places` is what the estimate is decided to, half up.
    package static func use(
        over period: Period, from history: EstimationHistory, unit: Unit, asOf: Day,
        places: Int = 2
    ) -> Estimate? {
        let known = history.known(by: asOf)
        return candidates(for: period, from: known, unit: unit).lazy.compactMap {
            method, value, inputs in
            quantity(value, places).map { Estimate($0, by: method, inputs: inputs) }
        }.first
    }

    private typealias Candidate = (Estimate.Method, Exact, [NamedFigure])

    private static func candidates(
        for period: Period, from history: EstimationHistory, unit: Unit
    ) -> [Candidate] {
        let days = NamedFigure("days", .count(period.days))
        var found: [Candidate] = []
        if let past = history.lastYear {
            let value = past.use.dailyAverage * Exact(period.days)
            found.append((.previousYear, value, past.figures(unit) + [days]))
        }
        if let past = history.previous {
            found.append(previous(past, over: period, weather: history.weather, unit: unit))
        }
        if let annual = history.annualQuantity, let share = history.profileShare {
            let inputs = [
                NamedFigure("annual quantity", .quantity(annual, unit)),
                NamedFigure("share of the year", .exact(share, nil)),
            ]
            found.append((.classProfile, annual.exact * share, inputs))
        }
        if let perDay = history.defaultPerDay {
            let inputs = [NamedFigure("default a day", .quantity(perDay, unit)), days]
            found.append((.propertyDefault, perDay.exact * Exact(period.days), inputs))
        }
        return found
    }

    private static func previous(
        _ past: EstimationHistory.Past, over period: Period, weather: EstimationHistory.Weather?,
        unit: Unit
    ) -> Candidate {
        let days = NamedFigure("days", .count(period.days))
        guard let weather, weather.previous.numerator > 0 else {
            let value = past.use.dailyAverage * Exact(period.days)
            return (.previousPeriod, value, past.figures(unit) + [days])
        }
        let base = weather.baseLoadPerDay.exact
        let heated = past.use.quantity.exact - base * Exact(past.use.days)
        let warm = heated.isNegative ? Exact.zero : heated
        let value = base * Exact(period.days) + warm * weather.now / weather.previous
        return (
            .previousPeriodByDegreeDays, value, past.figures(unit) + [days] + weather.figures(unit)
        )
    }

    /// Base load × days + slope × degree days. T (B4.3): 4.0 × 31 + 2.15 × 346 = 867.90.
    package static func heating(
        baseLoadPerDay: Exact, days: Int, slope: Exact, degreeDays: Exact, unit: Unit,
        places: Int = 2
    ) -> Estimate? {
        let value = baseLoadPerDay * Exact(days) + slope * degreeDays
        let inputs = [
            NamedFigure("base load a day", .exact(baseLoadPerDay, unit)),
            NamedFigure("days", .count(days)),
            NamedFigure("use per degree day", .exact(slope, unit)),
            NamedFigure("degree days", .exact(degreeDays, nil)),
        ]
        return quantity(value, places).map {
            Estimate($0, by: .baseLoadAndDegreeDays, inputs: inputs)
        }
    }

    static func quantity(_ value: Exact, _ places: Int) -> Quantity? {
        guard let rounded = try? value.rounded(RoundingRule(places: places)) else { return nil }
        return Quantity(exactly: rounded)
    }
}

extension EstimationHistory {
    /// Without what ended after `day`: an estimate never looks ahead (rule B4.8).
    func known(by day: Day) -> EstimationHistory {
        var known = self
        if let past = lastYear, past.last > day { known.lastYear = nil }
        if let past = previous, past.last > day { known.previous = nil }
        return known
    }
}

extension EstimationHistory.Past {
    func figures(_ unit: Unit) -> [NamedFigure] {
        [
            NamedFigure("used then", .quantity(use.quantity, unit)),
            NamedFigure("days then", .count(use.days)),
            NamedFigure("until", .day(last)),
        ]
    }
}

extension EstimationHistory.Weather {
    func figures(_ unit: Unit) -> [NamedFigure] {
        [
            NamedFigure("degree days then", .exact(previous, nil)),
            NamedFigure("degree days", .exact(now, nil)),
            NamedFigure("base load a day", .quantity(baseLoadPerDay, unit)),
        ]
    }
}
