import Interchange
import Measures
import Storage
import Tariffs

/// prices.csv: a series has one price at a time, all by days or all by instants, in one unit.
final class PriceImport: RowImport {
    /// What is known of a series while the import runs.
    private struct Known {
        let isByDay: Bool
        let unit: String
        /// In order of their beginning.
        var rows: [PriceSeries.Row]
    }

    private let run: ImportRun
    private var known: [String: Known] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
    }

    func take(_ row: PriceRow, line: Int) throws -> Result<FactChange, RowWrong> {
        let price = SeriesPrice(
            row.series, isByDay: row.isByDay,
            PriceSeries.Row(from: row.from, upTo: row.upTo, value: row.value), unit: row.unit)
        guard PriceSeries.billionths(row.value) != nil else {
            return wrong(
                .value, row.value.text, "a price has at most nine places and nine digits before",
                "Round it, or give it in another unit.")
        }
        var series = try known[row.series] ?? load(row)
        defer { known[row.series] = series }
        guard series.isByDay == row.isByDay else {
            return wrong(
                .from, series.isByDay ? "an instant" : "a day",
                "the prices of \(row.series) are by \(series.isByDay ? "days" : "instants")",
                "Give all prices of a series in one way, or take another code.")
        }
        guard series.unit == row.unit else {
            return wrong(
                .unit, row.unit, "the prices of \(row.series) are in \(series.unit)",
                "Give all prices of a series in one unit, or take another code.")
        }
        let place = series.rows.firstIndex { $0.from >= row.from } ?? series.rows.count
        let isThere = place < series.rows.count && series.rows[place].from == row.from
        let next = place + (isThere ? 1 : 0)
        let isOver =
            place > 0 && series.rows[place - 1].upTo > row.from
            || next < series.rows.count && series.rows[next].from < row.upTo
        guard !isOver else {
            return wrong(
                .from, "\(row.from)", "a series has one price at a time: another one holds then",
                "Correct the times; a price replaces the one of the same beginning.")
        }
        if isThere {
            series.rows[place] = price.row
            return .success(try run.books.put(price, event: run.event))
        }
        series.rows.insert(price.row, at: place)
        return .success(try run.books.add(price, event: run.event))
    }

    private func load(_ row: PriceRow) throws -> Known {
        let stored = try run.books.prices(of: row.series)
        guard let first = stored.first else {
            return Known(isByDay: row.isByDay, unit: row.unit, rows: [])
        }
        return Known(isByDay: first.isByDay, unit: first.unit, rows: stored.map(\.row))
    }
}
