import Interchange
import Measures
import Storage
import Tariffs

/// prices.csv: the prices of series, each by days or by instants.
final class PriceImport: RowImport {
    private let run: ImportRun
    private var known: [String: PriceSequence] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
    }

    func take(_ row: PriceRow, line: Int) throws -> Result<FactChange, RowWrong> {
        var series = try known[row.series] ?? load(row)
        let price = SeriesPrice(
            row.series, isByDay: row.isByDay,
            PriceSeries.Row(from: row.from, upTo: row.upTo, value: row.value), unit: row.unit)
        if let refused = series.refusal(of: price.row, isByDay: row.isByDay, unit: row.unit) {
            return wrong(refused, row)
        }
        let isNew = series.keep(price.row)
        known[row.series] = series
        return .success(
            isNew
                ? try run.books.tariffs.add(price, event: run.event)
                : try run.books.tariffs.put(price, event: run.event))
    }

    private func wrong(_ refused: PriceRefused, _ row: PriceRow) -> Result<FactChange, RowWrong> {
        switch refused {
        case .digits:
            wrong(
                .value, row.value.text,
                rule: "a price has at most nine places and nine digits before",
                advice: "Round it, or give it in another unit.")
        case .kind(let isByDay):
            wrong(
                .from, row.fromText,
                rule: "the prices of \(row.series) are by \(isByDay ? "days" : "instants")",
                advice: "Give all prices of a series in one way, or take another code.")
        case .unit(let unit):
            wrong(
                .unit, row.unit, rule: "the prices of \(row.series) are in \(unit)",
                advice: "Give all prices of a series in one unit, or take another code.")
        case .taken:
            wrong(
                .from, row.fromText,
                rule: "a series has one price at a time: another one holds then",
                advice: "Correct the times; a price replaces the one of the same beginning.")
        }
    }

    private func load(_ row: PriceRow) throws -> PriceSequence {
        let stored = try run.books.tariffs.prices(of: row.series)
        guard let first = stored.first else {
            return PriceSequence(isByDay: row.isByDay, unit: row.unit)
        }
        return PriceSequence(
            isByDay: first.isByDay, unit: first.unit, rows: stored.map(\.row))
    }
}
