import Measures

/// A bar for each period, drawn as SVG on the server, with every figure in words beside it.
enum UsageChart {
    /// The stripes of estimated bars are drawn once a page, in its first chart.
    static func write(_ history: UsageHistory, isFirst: Bool, _ html: inout HTML) {
        html.tag("section", ["class": "usage"]) { html in
            html.tag("h2") { $0.isolated(history.title) }
            html.tag(
                "svg",
                [
                    "viewBox": "-16 0 \(ChartShape.width + 32) \(ChartShape.height)",
                    "role": "img",
                    "aria-label": history.summary + " All figures are in the table below.",
                ]
            ) { html in
                if isFirst { stripes(&html) }
                draw(history, &html)
            }
            if history.bars.contains(where: \.isEstimated) {
                html.tag("p", ["class": "key"], text: "Striped bars are estimated.")
            }
            figures(history, &html)
        }
        html.lineBreak()
    }

    private static func stripes(_ html: inout HTML) {
        html.markup(
            """
            <defs><pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)"><rect class="bar" width="2.5" height="5"/></pattern></defs>
            """)
    }

    private static func draw(_ history: UsageHistory, _ html: inout HTML) {
        let shape = ChartShape(history)
        for bar in shape.bars {
            html.tag(
                "rect",
                [
                    "class": bar.isEstimated ? "bar estimated" : "bar",
                    "x": "\(bar.x)", "y": "\(bar.y)",
                    "width": "\(bar.width)", "height": "\(bar.height)",
                ], text: "")
            for label in bar.labels {
                html.tag("text", ["x": "\(label.x)", "y": "\(label.y)"], text: label.text)
            }
        }
        let (width, base, top) = (ChartShape.width, ChartShape.base, ChartShape.top)
        html.tag("path", ["class": "axis", "d": "M0 \(base)H\(width)"], text: "")
        guard let highest = shape.highest else { return }
        html.tag("path", ["class": "scale", "d": "M0 \(top)H\(width)"], text: "")
        html.tag("text", ["x": "0", "y": "\(top - 5)", "class": "start"], text: highest)
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
                    for bar in history.bars { row(bar, in: history.unit, to: &html) }
                }
            }
        }
    }

    private static func row(_ bar: UsageHistory.Bar, in unit: Unit, to html: inout HTML) {
        html.tag("tr") { html in
            html.tag("th", ["scope": "row"]) { $0.isolated(bar.label) }
            html.tag(
                "td", ["class": "number"],
                text: unit.after(bar.quantity.forPeople) + (bar.isEstimated ? ", estimated" : ""))
        }
    }
}
