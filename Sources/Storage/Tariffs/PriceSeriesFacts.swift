package import Measures
package import Tariffs

extension FactTable {
    static let priceSeries = FactTable(
        "price_series", key: ["series", "from_time"], columns: ["to_time", "value", "unit"])
}

/// A stored price of a series, between two days or two instants.
package struct SeriesPrice: Sendable, Hashable {
    package let series: String
    package let isByDay: Bool
    /// Half-open, in day numbers or in seconds.
    package let row: PriceSeries.Row
    package let unit: String

    package init(_ series: String, isByDay: Bool, _ row: PriceSeries.Row, unit: String) {
        (self.series, self.isByDay, self.row, self.unit) = (series, isByDay, row, unit)
    }

    private func text(_ time: Int64) -> String {
        isByDay ? "\(Day(number: Int32(time)))" : Instant(seconds: time).utcText
    }

    fileprivate var keys: [DatabaseValue] { [series.databaseValue, text(row.from).databaseValue] }

    fileprivate var values: [DatabaseValue] {
        [text(row.upTo).databaseValue, row.value.text.databaseValue, unit.databaseValue]
    }
}

extension TariffStore {
    package func put(_ price: SeriesPrice, event: Int64) throws -> FactChange {
        try FactTable.priceSeries.put(price.keys, price.values, event: event, in: books)
    }

    /// Records a price for a time from which the series has none.
    package func add(_ price: SeriesPrice, event: Int64) throws -> FactChange {
        try FactTable.priceSeries.add(price.keys, price.values, event: event, in: books)
        return .new
    }

    /// The codes of the series that have prices, in order.
    package func priceSeriesCodes(known: Knowledge = .now) throws -> [String] {
        let asked = "ORDER BY series"
        let event = known.event.databaseValue
        return try Array(
            db.rows(
                """
                SELECT DISTINCT series FROM price_series
                WHERE known_from <= ? AND known_to > ? \(asked)
                """, [event, event]
            ).map { $0[0] as String })
    }

    /// The prices of a series that begin on or before `through`, in order of time.
    package func prices(
        of series: String, through: Day? = nil, known: Knowledge = .now
    ) throws -> [SeriesPrice] {
        let end = through.map { "\($0 + 2)" } ?? "9"
        return try Array(
            FactTable.priceSeries.rows(
                known, "AND series = ? AND from_time < ? ORDER BY from_time",
                with: [series.databaseValue, end.databaseValue], in: db
            ).map(price))
    }

    private func price(_ row: Row) throws -> SeriesPrice {
        let (from, to): (String, String) = (row[1], row[2])
        let isByDay = from.utf8.count == 10
        guard let value = Exact(row[3] as String), let start = TariffStore.time(from, isByDay),
            let end = TariffStore.time(to, isByDay)
        else { throw BrokenRow(what: "price of \(row[0] as String) from \(from)") }
        return SeriesPrice(
            row[0], isByDay: isByDay, PriceSeries.Row(from: start, upTo: end, value: value),
            unit: row[4])
    }

    private static func time(_ text: String, _ isByDay: Bool) -> Int64? {
        isByDay ? Day(text).map { Int64($0.number) } : Instant(iso: text)?.seconds
    }
}
