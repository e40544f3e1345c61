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

        func place(of row: PriceRow) -> Int {
            if let last = rows.last, last.from < row.from { return rows.count }
            var (low, high) = (0, rows.count)
            while low < high {
                let middle = (low + high) / 2
                if rows[middle].from < row.from { low = middle + 1 } else { high = middle }
            }
            return low
        }

        /// Whether a price of another beginning holds at some time of the row.
        func isTaken(by row: PriceRow, at place: Int) -> Bool {
            let isThere = place < rows.count && rows[place].from == row.from
            let next = place + (isThere ? 1 : 0)
            return place > 0 && rows[place - 1].upTo > row.from
                || next < rows.count && rows[next].from < row.upTo
        }

        /// True where none of the same beginning was there.
        mutating func keep(_ row: PriceSeries.Row, at place: Int) -> Bool {
            guard place < rows.count, rows[place].from == row.from else {
                rows.insert(row, at: place)
                return true
            }
            rows[place] = row
            return false
        }
    }

    private let run: ImportRun
    private var known: [String: Known] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
    }

    func take(_ row: PriceRow, line: Int) throws -> Result<FactChange, RowWrong> {
        var series = try known[row.series] ?? load(row)
        if let wrong = unfit(row, for: series) { return wrong }
        let price = SeriesPrice(
            row.series, isByDay: row.isByDay,
            PriceSeries.Row(from: row.from, upTo: row.upTo, value: row.value), unit: row.unit)
        let place = series.place(of: row)
        guard !series.isTaken(by: row, at: place) else {
            return wrong(
                .from, row.fromText,
                "a series has one price at a time: another one holds then",
                "Correct the times; a price replaces the one of the same beginning.")
        }
        let isNew = series.keep(price.row, at: place)
        known[row.series] = series
        return .success(
            isNew
                ? try run.books.tariffs.add(price, event: run.event)
                : try run.books.tariffs.put(price, event: run.event))
    }

    /// A price that does not go with the others of its series.
    private func unfit(_ row: PriceRow, for series: Known) -> Result<FactChange, RowWrong>? {
        if PriceSeries.billionths(row.value) == nil {
            return wrong(
                .value, row.value.text, "a price has at most nine places and nine digits before",
                "Round it, or give it in another unit.")
        }
        if series.isByDay != row.isByDay {
            return wrong(
                .from, row.fromText,
                "the prices of \(row.series) are by \(series.isByDay ? "days" : "instants")",
                "Give all prices of a series in one way, or take another code.")
        }
        guard series.unit != row.unit else { return nil }
        return wrong(
            .unit, row.unit, "the prices of \(row.series) are in \(series.unit)",
            "Give all prices of a series in one unit, or take another code.")
    }

    private func load(_ row: PriceRow) throws -> Known {
        let stored = try run.books.tariffs.prices(of: row.series)
        guard let first = stored.first else {
            return Known(isByDay: row.isByDay, unit: row.unit, rows: [])
        }
        return Known(isByDay: first.isByDay, unit: first.unit, rows: stored.map(\.row))
    }
}
