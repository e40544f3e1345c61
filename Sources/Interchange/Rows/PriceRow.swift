package import Measures

/// A price of a series: a row of `prices.csv`.
///
/// `from` and `to` are days, both included, or instants with their offset from UTC, `to` being the
/// first instant after. A unit as published, such as `p/kWh`.
package struct PriceRow: ImportRow, Hashable {
    package enum Column: Int, CSVColumn {
        case series, from, to, value, unit

        package static let optional: Set<Column> = []
    }

    package static let fileName = "prices.csv"

    package let series: String
    package let isByDay: Bool
    /// Day numbers or seconds, half open.
    package let from: Int64
    package let upTo: Int64
    package let value: Exact
    package let unit: String

    /// The beginning as people write it.
    package var fromText: String {
        isByDay ? "\(Day(number: Int32(from)))" : Instant(seconds: from).utcText
    }

    package init(_ fields: inout RowFields<Column>) {
        series = fields.id(.series)
        unit = fields.text(.unit, atMost: 40)
        value = fields.price(.value)
        isByDay = fields.row[.from].shown.utf8.count == 10
        (from, upTo) = isByDay ? fields.days() : fields.instants()
    }
}

extension RowFields<PriceRow.Column> {
    fileprivate mutating func price(_ column: PriceRow.Column) -> Exact {
        if let value = Exact(row[column].shown) { return value }
        reject(
            column, rule: "value is a plain decimal such as 0.1523 or -2.5",
            advice: "Correct the value.")
        return .zero
    }

    fileprivate mutating func days() -> (Int64, Int64) {
        let first = day(.from)
        let last = optionalDay(.to, notBefore: first, of: .from) ?? first
        return (Int64(first.number), Int64((last + 1).number))
    }

    fileprivate mutating func instants() -> (Int64, Int64) {
        let (start, end) = (instant(.from), instant(.to))
        guard let start, let end else { return (0, 0) }
        if start >= end {
            reject(.to, rule: "to is after from", advice: "Correct one of the two times.")
        }
        return (start, end)
    }

    private mutating func instant(_ column: PriceRow.Column) -> Int64? {
        if let instant = Instant(iso: row[column].shown) { return instant.seconds }
        reject(
            column,
            rule: "\(column.name) is a day (2025-03-31) or, with its offset from UTC, an instant "
                + "(2025-03-31T00:30Z)", advice: "Correct the time.")
        return nil
    }
}
