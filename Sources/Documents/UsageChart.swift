import Measures

/// A bar for each period, drawn as SVG on the server, with every figure in words beside it.
enum UsageChart {
    private static let (width, height, base, top) = (360, 150, 122, 22)

    /// The stripes of estimated bars are drawn once a page, in its first chart.
    static func write(_ history: UsageHistory, isFirst: Bool, _ html: inout HTML) {
        html.tag("section", ["class": "usage"]) { html in
            html.tag("h2") { $0.isolated(history.title) }
            html.tag(
                "svg",
                [
                    "viewBox": "-16 0 \(width + 32) \(height)", "role": "img",
                    "aria-label": summary(history),
                ]
            ) { html in
                if isFirst { stripes(&html) }
                draw(history, &html)
            }
            if history.bars.contains(where: \.isEstimated) {
                html.tag("p", ["class": "key"], "Striped bars are estimated.")
            }
            figures(history, &html)
        }
        html.lineBreak()
    }

    /// The chart in a sentence: how many periods, from what to what.
    private static func summary(_ history: UsageHistory) -> String {
        let quantities = history.bars.map(\.quantity)
        let figures = [quantities.min(), quantities.max()].compactMap { $0 }
            .map { history.unit.after($0.forPeople) }
        return "\(history.title): \(history.bars.count) periods from "
            + "\(history.bars[0].label) to \(history.bars[history.bars.count - 1].label), "
            + "between \(figures.joined(separator: " and ")). All figures are in the table below."
    }

    private static func stripes(_ html: inout HTML) {
        html.markup(
            """
            <defs><pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)"><rect class="bar" width="2.5" height="5"/></pattern></defs>
            """)
    }

    private static func draw(_ history: UsageHistory, _ html: inout HTML) {
        let bars = history.bars
        let slot = width / bars.count
        let labelStep = (bars.count + 7) / 8
        for (index, bar) in bars.enumerated() {
            let size = length(of: bar, in: history)
            let middle = index * slot + slot / 2
            let barWidth = min(36, max(2, slot * 2 / 3))
            html.tag(
                "rect",
                [
                    "class": bar.isEstimated ? "bar estimated" : "bar",
                    "x": "\(middle - barWidth / 2)", "y": "\(base - size)",
                    "width": "\(barWidth)", "height": "\(size)",
                ], "")
            if (bars.count - 1 - index) % labelStep == 0 {
                label(bar.label, middle, base + 16, &html)
            }
            if bars.count <= 8 { label(bar.quantity.forPeople, middle, base - size - 5, &html) }
        }
        html.tag("path", ["class": "axis", "d": "M0 \(base)H\(width)"], "")
        if bars.count > 8 { highest(history, &html) }
    }

    /// Where bars are many, the scale is one line at the highest.
    private static func highest(_ history: UsageHistory, _ html: inout HTML) {
        guard let most = history.bars.map(\.quantity).max(), most > .zero else { return }
        html.tag("path", ["class": "scale", "d": "M0 \(top)H\(width)"], "")
        html.tag(
            "text", ["x": "0", "y": "\(top - 5)", "class": "start"],
            history.unit.after(most.forPeople))
    }

    private static func label(_ text: String, _ x: Int, _ y: Int, _ html: inout HTML) {
        html.tag("text", ["x": "\(x)", "y": "\(y)"], text)
    }

    /// Height of the bar; at least one where anything was used.
    private static func length(of bar: UsageHistory.Bar, in history: UsageHistory) -> Int {
        let most = history.bars.map(\.quantity.millionths).max() ?? 0
        guard most > 0, bar.quantity.millionths > 0 else { return 0 }
        let share = Int128(bar.quantity.millionths) * Int128(base - top) / Int128(most)
        return max(1, Int(share))
    }

    private static func figures(_ history: UsageHistory, _ html: inout HTML) {
        html.tag("details", ["class": "figures"]) { html in
            html.tag("summary", "Figures of the chart")
            html.tag("table") { html in
                html.tag("caption") { $0.isolated(history.title) }
                html.markup(
                    """
                    <thead><tr><th scope="col">Period</th>\
                    <th scope="col" class="number">Used</th></tr></thead>
                    """)
                html.tag("tbody") { html in
                    for bar in history.bars { row(bar, history.unit, &html) }
                }
            }
        }
    }

    private static func row(_ bar: UsageHistory.Bar, _ unit: Unit, _ html: inout HTML) {
        html.tag("tr") { html in
            html.tag("th", ["scope": "row"]) { $0.isolated(bar.label) }
            html.tag(
                "td", ["class": "number"],
                unit.after(bar.quantity.forPeople) + (bar.isEstimated ? ", estimated" : ""))
        }
    }
}
