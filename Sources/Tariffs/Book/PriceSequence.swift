import Measures

/// Why a price cannot stand in its series.
package enum PriceRefused: Error, Hashable, Sendable {
    /// More than nine places, or nine digits before the point.
    case digits
    /// The others of the series are by days (or, where false, by instants).
    case kind(isByDay: Bool)
    /// The others of the series are in this unit.
    case unit(String)
    /// Another price of the series holds at some time of it.
    case taken
}

/// The prices of a series while they come in, in order of their beginning: one at a time, all by
/// days or all by instants, in one unit (rule C1.16).
package struct PriceSequence: Sendable {
    package let isByDay: Bool
    package let unit: String
    private var rows: [PriceSeries.Row]

    /// - Parameter rows: in order of their beginning, none over another.
    package init(isByDay: Bool, unit: String, rows: [PriceSeries.Row] = []) {
        (self.isByDay, self.unit, self.rows) = (isByDay, unit, rows)
    }

    package func refusal(
        of row: PriceSeries.Row, isByDay: Bool, unit: String
    ) -> PriceRefused? {
        if PriceSeries.billionths(row.value) == nil { return .digits }
        if isByDay != self.isByDay { return .kind(isByDay: self.isByDay) }
        if unit != self.unit { return .unit(self.unit) }
        return isTaken(by: row) ? .taken : nil
    }

    /// A price of the same beginning is replaced and takes no time away.
    private func isTaken(by row: PriceSeries.Row) -> Bool {
        let index = index(of: row.from)
        let isThere = index < rows.count && rows[index].from == row.from
        let next = index + (isThere ? 1 : 0)
        return index > 0 && rows[index - 1].upTo > row.from
            || next < rows.count && rows[next].from < row.upTo
    }

    /// Keeps it in the place of the one of the same beginning; true where there was none.
    package mutating func keep(_ row: PriceSeries.Row) -> Bool {
        let index = index(of: row.from)
        guard index < rows.count, rows[index].from == row.from else {
            rows.insert(row, at: index)
            return true
        }
        rows[index] = row
        return false
    }

    /// Where a price that begins then stands; files come in order of time.
    private func index(of from: Int64) -> Int {
        if let last = rows.last, last.from < from { return rows.count }
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].from < from { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
