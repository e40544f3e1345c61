import Measures
import Typesetting

extension BillLayout {
    /// Use over time, two charts beside each other where there are more than one.
    mutating func charts(_ histories: [UsageHistory]) {
        for start in stride(from: 0, to: histories.count, by: 2) {
            let pair = histories[start..<min(start + 2, histories.count)]
            makeRoom(100_000)
            let top = y
            for (index, history) in pair.enumerated() {
                y = top
                chart(history, x: index == 0 ? BillLook.left : BillLook.right - BillLook.half)
            }
            y += BillLook.between
        }
    }

    mutating func chart(_ history: UsageHistory, x: Int) {
        let style = look.heading
        pdf.part(.heading2) { [y] in
            $0.write(history.title, style, x: x, y: y + style.size)
        }
        y += BillLook.leading(style)
        let unit = BillLook.half / ChartShape.width
        let box = Box(
            x: x, y: y, width: ChartShape.width * unit,
            height: ChartShape.height * ChartOnPaper.rise)
        let picture = ChartOnPaper(shape: ChartShape(history), look: look, unit: unit, box: box)
        pdf.figure(history.figures, in: box) { picture.draw(on: &$0) }
        y += box.height
        if history.bars.contains(where: \.isEstimated) {
            let small = look.small
            pdf.part(.paragraph) { [y] in
                $0.write("Striped bars are estimated.", small, x: x, y: y + small.size)
            }
            y += BillLook.leading(small)
        }
    }
}

/// A usage chart drawn in a box, a unit of its picture so many thousandths of a point across.
private struct ChartOnPaper {
    /// Thousandths of a point in a unit upwards: flatter than on a screen.
    static let rise = 440

    let shape: ChartShape
    let look: BillLook
    let unit: Int
    let box: Box

    func draw(on pdf: inout TaggedPDF) {
        for bar in shape.bars {
            draw(bar, on: &pdf)
            for label in bar.labels {
                pdf.write(
                    label.text, look.fine, x: box.x + label.x * unit,
                    y: box.y + label.y * Self.rise,
                    side: .middle)
            }
        }
        let ends = (left: box.x, right: box.x + ChartShape.width * unit)
        let base = box.y + ChartShape.base * Self.rise
        pdf.line(
            from: (ends.left, base), to: (ends.right, base), width: 700, BillLook.ink,
            isPicture: true)
        guard let highest = shape.highest else { return }
        let top = box.y + ChartShape.top * Self.rise
        pdf.line(
            from: (ends.left, top), to: (ends.right, top), width: 500, BillLook.line, dash: 2_000,
            isPicture: true)
        pdf.write(highest, look.fine, x: ends.left, y: top - 3_000)
    }

    /// An estimated bar is striped: every other three units are left pale.
    private func draw(_ bar: ChartShape.Bar, on pdf: inout TaggedPDF) {
        let whole = Box(
            x: box.x + bar.x * unit, y: box.y + bar.y * Self.rise, width: bar.width * unit,
            height: bar.height * Self.rise)
        pdf.fill(whole, bar.isEstimated ? look.tint : look.brand, isPicture: true)
        guard bar.isEstimated else { return }
        for step in stride(from: 0, to: bar.height, by: 5) {
            let stripe = Box(
                x: whole.x, y: whole.y + step * Self.rise, width: whole.width,
                height: min(2, bar.height - step) * Self.rise)
            pdf.fill(stripe, look.brand, isPicture: true)
        }
    }
}
