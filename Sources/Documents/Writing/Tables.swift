/// A table of plain text: columns as wide as what stands in them, numbers to the right.
///
/// Cells may hold any text; what could steer a terminal is replaced. Where the table is wider
/// than the page, its widest text column wraps.
package struct Table: Sendable {
    package struct Column: Sendable {
        package let heading: String
        package let isNumber: Bool

        package static func text(_ heading: String) -> Column {
            Column(heading: heading, isNumber: false)
        }
        /// Aligned to the right.
        package static func number(_ heading: String) -> Column {
            Column(heading: heading, isNumber: true)
        }
    }

    private enum Row: Sendable {
        case cells([String])
        case rule
    }

    package let columns: [Column]
    private var rows: [Row] = []

    package init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; missing cells at the end are blank.
    package mutating func add(_ cells: [String]) {
        precondition(cells.count <= columns.count, "a row has no more cells than there are columns")
        let blanks = [String](repeating: "", count: columns.count - cells.count)
        rows.append(.cells((cells + blanks).map(\.harmless)))
    }

    /// Adds a row under a rule, for sums.
    package mutating func addTotal(_ cells: [String]) {
        rows.append(.rule)
        add(cells)
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// The same without the columns in which nothing stands.
    package var filled: Table {
        let cells = rows.compactMap { row in if case .cells(let cells) = row { cells } else { nil }
        }
        let kept = columns.indices.filter { column in cells.contains { !$0[column].isEmpty } }
        var table = Table(kept.map { columns[$0] })
        table.rows = rows.map { row in
            if case .cells(let cells) = row { .cells(kept.map { cells[$0] }) } else { .rule }
        }
        return table
    }

    /// The lines of the table, no more than `width` columns wide where wrapping can do it.
    package func lines(width: Int = 80, headings: Bool = true) -> [String] {
        let widths = fitted(to: width, headings: headings)
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
        var lines: [String] = []
        if headings, columns.contains(where: { !$0.heading.isEmpty }) {
            lines = laid(columns.map(\.heading), widths) + [rule]
        }
        for row in rows {
            switch row {
            case .rule: lines.append(rule)
            case .cells(let cells): lines += laid(cells, widths)
            }
        }
        return lines
    }

    /// The lines, each with its line break.
    package func text(width: Int = 80) -> String {
        lines(width: width).map { $0 + "\n" }.joined()
    }

    /// The width of each column: its widest cell, the widest text column cut to fit the page.
    private func fitted(to width: Int, headings: Bool) -> [Int] {
        var widths = columns.map { headings ? $0.heading.columns : 0 }
        for case .cells(let cells) in rows {
            for (index, cell) in cells.enumerated() {
                widths[index] = max(widths[index], cell.columns)
            }
        }
        var excess = widths.reduce(2 * (columns.count - 1), +) - width
        while excess > 0 {
            let texts = columns.indices.filter { !columns[$0].isNumber && widths[$0] > 8 }
            guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    /// One row as one line or, where a cell wraps, as several.
    private func laid(_ cells: [String], _ widths: [Int]) -> [String] {
        let parts = cells.indices.map { index in
            columns[index].isNumber || cells[index].columns <= widths[index]
                ? [cells[index]] : cells[index].wrapped(to: widths[index])
        }
        let height = parts.map(\.count).max() ?? 0
        return (0..<height).map { line in
            let row = parts.indices.map { index in
                let part = line < parts[index].count ? parts[index][line] : ""
                return part.padded(to: widths[index], rightAligned: columns[index].isNumber)
            }
            return trimmedEnd(row.joined(separator: "  "))
        }
    }
}

/// The text without blanks at its end.
func trimmedEnd(_ text: String) -> String {
    var text = text[...]
    while text.last == " " { text.removeLast() }
    return String(text)
}
