import Measures

extension Planner {
    /// Seasons are laid out from the first step to this year.
    private static let lastSeasonYear = 2080

    mutating func rows(of price: TariffBook.Price) -> PriceRows {
        checkDates(price)
        let steps = price.steps.enumerated().sorted { $0.element.from < $1.element.from }
        guard let by = price.by else {
            return PriceRows(name: price.name, pick: .only, variants: [rows(steps, key: "")])
        }
        if by == "season" {
            checkWords(price, book.seasons.map(\.name))
            return PriceRows(name: price.name, pick: .season, variants: [seasonal(steps)])
        }
        guard case .number(let slot)? = compiler.names.meanings[by],
            let words = compiler.names.choices[by]
        else {
            note(
                .unknownName(by, nearest: compiler.names.nearest(to: by)), by,
                at: ["prices", price.name, "by"])
            return PriceRows(name: price.name, pick: .only, variants: [[]])
        }
        checkWords(price, words)
        let variants = words.map { rows(steps, key: $0) }
        return PriceRows(name: price.name, pick: .number(slot), variants: variants)
    }

    private mutating func checkWords(_ price: TariffBook.Price, _ words: [String]) {
        for step in price.steps {
            for key in step.values.keys.sorted() where !words.contains(key) {
                note(
                    .notAmongChoices(key, words), key,
                    at: ["prices", price.name, "values", "\(step.from)"])
            }
        }
    }

    private mutating func checkDates(_ price: TariffBook.Price) {
        if price.steps.isEmpty { note(.noSteps, price.name, at: ["prices", price.name]) }
        var seen: Set<Day> = []
        for step in price.steps where !seen.insert(step.from).inserted {
            note(.datesRepeat(step.from), price.name, at: ["prices", price.name, "values"])
        }
    }

    private typealias NumberedSteps = [(offset: Int, element: TariffBook.Price.Step)]

    private func rows(_ steps: NumberedSteps, key: String) -> [PriceRows.Row] {
        steps.map { step in
            PriceRows.Row(
                from: step.element.from.number, value: step.element.values[key] ?? .outOfRange,
                step: step.offset, season: 0)
        }
    }

    /// One row for each season of each year, and for each new price within a season.
    private func seasonal(_ steps: NumberedSteps) -> [PriceRows.Row] {
        guard let first = steps.first, !parts.seasonStarts.isEmpty else { return [] }
        var days = Set(steps.map(\.element.from))
        let year = first.element.from.date.year
        for year in year...max(year, Planner.lastSeasonYear) {
            for start in parts.seasonStarts {
                if let day = Day(year: year, month: start.month, day: start.day) {
                    days.insert(day)
                }
            }
        }
        return days.filter { $0 >= first.element.from }.sorted().compactMap { day in
            guard let step = steps.last(where: { $0.element.from <= day }) else { return nil }
            let season = season(on: day)
            let value = step.element.values[book.seasons[season].name]
            return PriceRows.Row(
                from: day.number, value: value ?? .outOfRange, step: step.offset, season: season)
        }
    }

    private func season(on day: Day) -> Int {
        let date = day.date
        let begun = parts.seasonStarts.last { ($0.month, $0.day) <= (date.month, date.day) }
        return (begun ?? parts.seasonStarts[parts.seasonStarts.count - 1]).season
    }

    /// The days on which one of the prices takes another value.
    func changes(of slots: Set<Int>) -> [Int32] {
        var days: Set<Int32> = []
        for slot in slots {
            for rows in parts.prices[slot].variants {
                for (one, next) in zip(rows, rows.dropFirst())
                where one.value != next.value || one.season != next.season {
                    days.insert(next.from)
                }
            }
        }
        return days.sorted()
    }
}
