import Measures

/// Where everything of a usage chart stands, in units of a picture of 360 by 150: HTML and
/// PDF draw the same.
struct ChartShape {
    static let (width, height, base, top) = (360, 150, 122, 22)

    struct Bar {
        let x: Int
        let y: Int
        let width: Int
        let height: Int
        let isEstimated: Bool
        /// The period below it and the quantity above it, where there is room.
        let labels: [Label]
    }

    /// A text with its middle at `x`.
    struct Label {
        let text: String
        let x: Int
        let y: Int
    }

    let bars: [Bar]
    /// Where bars are many, the scale is one line at the highest: its text.
    let highest: String?

    init(_ history: UsageHistory) {
        let maximum = history.bars.map(\.quantity).max() ?? .zero
        let count = history.bars.count
        bars = history.bars.enumerated().map { ChartShape.bar($1, $0, of: count, maximum: maximum) }
        highest = count > 8 && maximum > .zero ? history.unit.after(maximum.forPeople) : nil
    }

    private static func bar(
        _ bar: UsageHistory.Bar, _ index: Int, of count: Int, maximum: Quantity
    ) -> Bar {
        let slot = width / count
        let middle = index * slot + slot / 2
        let barWidth = min(36, max(2, slot * 2 / 3))
        let size = length(of: bar.quantity, maximum: maximum)
        var labels: [Label] = []
        if (count - 1 - index) % ((count + 7) / 8) == 0 {
            labels.append(Label(text: bar.label, x: middle, y: base + 16))
        }
        if count <= 8 {
            labels.append(Label(text: bar.quantity.forPeople, x: middle, y: base - size - 5))
        }
        return Bar(
            x: middle - barWidth / 2, y: base - size, width: barWidth, height: size,
            isEstimated: bar.isEstimated, labels: labels)
    }

    /// Height of the bar; at least one where anything was used.
    private static func length(of quantity: Quantity, maximum: Quantity) -> Int {
        guard maximum.millionths > 0, quantity.millionths > 0 else { return 0 }
        let share = Int128(quantity.millionths) * Int128(base - top) / Int128(maximum.millionths)
        return max(1, Int(share))
    }
}

extension UsageHistory {
    /// The chart in a sentence: how many periods, from what to what.
    var summary: String {
        let quantities = bars.map(\.quantity)
        let figures = [quantities.min(), quantities.max()].compactMap { $0 }
            .map { unit.after($0.forPeople) }
        return "\(title): \(bars.count) periods from "
            + "\(bars[0].label) to \(bars[bars.count - 1].label), "
            + "between \(figures.joined(separator: " and "))."
    }

    /// Every figure of the chart, for those who do not see it.
    var figures: String {
        var text = title
        for (index, bar) in bars.enumerated() {
            text += index == 0 ? ": " : ", "
            text += bar.label
            text += " "
            text += unit.after(bar.quantity.forPeople)
            if bar.isEstimated { text += " estimated" }
        }
        return text + "."
    }
}
