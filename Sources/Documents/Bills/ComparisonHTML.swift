import Measures

/// The comparison with the last bill: in a sentence, as a waterfall, and as a table that has
/// every figure of it.
enum ComparisonHTML {
    private static let (width, rowHeight) = (360, 34)

    static func write(_ comparison: BillDocument.Comparison, _ html: inout HTML) {
        html.tag("section", ["class": "comparison"]) { html in
            html.tag("h2", comparison.title)
            html.tag("p") { $0.isolated(comparison.sentence) }
            guard comparison.last != nil else { return }
            chart(comparison, &html)
            table(comparison, &html)
        }
        html.lineBreak()
    }

    private static func chart(_ comparison: BillDocument.Comparison, _ html: inout HTML) {
        let rows = comparison.rows
        html.tag(
            "svg",
            [
                "viewBox": "0 0 \(width) \(rows.count * rowHeight)", "role": "img",
                "class": "waterfall",
                "aria-label": "From the last bill to this one, step by step. "
                    + "All figures are in the table below.",
            ]
        ) { html in
            for (index, row) in rows.enumerated() {
                let y = index * rowHeight
                html.tag("text", ["class": "start", "x": "0", "y": "\(y + 13)"], text: row.label)
                html.tag(
                    "text", ["class": "end", "x": "\(width)", "y": "\(y + 13)"], text: row.amount)
            }
            bars(comparison, &html)
        }
    }

    private static func bars(_ comparison: BillDocument.Comparison, _ html: inout HTML) {
        let bars = comparison.bars
        let ends = bars.map(\.from) + bars.map(\.to)
        guard let lowest = ends.min(), let highest = ends.max(), lowest < highest else { return }
        func x(_ minor: Int64) -> Int {
            Int(Int128(minor - lowest) * Int128(width) / Int128(highest - lowest))
        }
        for (index, bar) in bars.enumerated() {
            let isTotal = index == 0 || index == bars.count - 1
            let from = min(x(bar.from), x(bar.to))
            let length = max(2, abs(x(bar.to) - x(bar.from)))
            let direction = bar.to < bar.from ? "less" : "more"
            html.tag(
                "rect",
                [
                    "class": isTotal ? "bar" : direction, "x": "\(min(from, width - 2))",
                    "y": "\(index * rowHeight + 18)",
                    "width": "\(length)", "height": "9",
                ], text: "")
        }
        let zero = bars.indices.map { "M\(x(0)) \($0 * rowHeight + 16)v13" }.joined()
        html.tag("path", ["class": "axis", "d": zero], text: "")
    }

    private static func table(_ comparison: BillDocument.Comparison, _ html: inout HTML) {
        let rows = comparison.rows
        html.tag("table") { html in
            html.tag("caption", "What changed, step by step")
            html.markup(
                """
                <thead><tr><th scope="col">Step</th>\
                <th scope="col" class="number">Amount</th></tr></thead>
                """)
            html.tag("tbody") { html in
                for row in rows.dropLast() { write(row, &html) }
            }
            html.tag("tfoot") { html in
                if let total = rows.last { write(total, &html) }
            }
        }
    }

    private static func write(
        _ row: (label: String, why: String, amount: String), _ html: inout HTML
    ) {
        html.tag("tr") { html in
            html.tag("th", ["scope": "row"]) { html in
                html.text(row.label)
                if !row.why.isEmpty { html.tag("small") { $0.isolated(row.why) } }
            }
            html.tag("td", ["class": "number"], text: row.amount)
        }
    }
}
