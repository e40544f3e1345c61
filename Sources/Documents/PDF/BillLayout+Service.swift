import Measures
import Typesetting

// One service of the bill: its readings, its charges, and how they were worked out.

extension BillLayout {
    mutating func service(_ segment: SegmentDocument) {
        makeRoom(110_000)
        heading(segment.commodity, beside: segment.supplyPoint)
        facts(about(segment), x: BillLook.left, labels: 90_000, BillLook.width)
        y += 3_000
        readings(segment)
        charges(segment)
        workings(segment)
        y += BillLook.between - 6_000
    }

    mutating func heading(_ text: String, beside note: String = "") {
        makeRoom(46_000)
        pdf.begin(.heading2)
        let style = look.heading
        let lines = typesetter.lines(of: text, in: style, width: BillLook.width)
        for (index, line) in lines.enumerated() {
            pdf.write(line, style, x: BillLook.left, y: y + style.size)
            if index == lines.count - 1, !note.isEmpty {
                let x = BillLook.left + typesetter.width(of: line, in: style) + 8_000
                pdf.write(note, look.soft, x: x, y: y + style.size)
            }
            y += BillLook.leading(style)
        }
        pdf.end()
        y += 3_000
    }

    private func about(_ segment: SegmentDocument) -> [Fact] {
        let period =
            document.segments.count > 1 ? [Fact("Period", [segment.period.forPeople])] : []
        return [Fact("Tariff", [segment.tariff])] + period
            + segment.usageRows.map { Fact($0.label, [$0.use]) }
            + segment.facts.map { Fact($0.name, [$0.figure.forPeople]) }
    }

    private mutating func readings(_ segment: SegmentDocument) {
        guard !segment.readings.isEmpty else { return }
        let table = SheetTable(
            "Meter readings",
            [
                .init(title: "Previous", width: 130_000), .init(title: "Current", width: 130_000),
                .init(title: "Used", width: 90_000),
            ])
        makeRoom(60_000)
        pdf.begin(.table)
        head(table)
        pdf.begin(.tableBody)
        for pair in segment.readings {
            row(
                [
                    .init(pair.name), cell(pair.previous, pair.unit), cell(pair.current, pair.unit),
                    .init(pair.unit.after(pair.used.forPeople)),
                ], of: table, look.body)
        }
        pdf.end()
        pdf.end()
        y += 5_000
    }

    private func cell(_ reading: SegmentDocument.Reading, _ unit: Unit) -> SheetTable.Cell {
        .init(
            unit.after(reading.value.forPeople),
            note: "\(reading.typeForPeople), \(reading.day.forPeople)")
    }

    private mutating func charges(_ segment: SegmentDocument) {
        let table = SheetTable(
            "Charge",
            [
                .init(title: "Quantity", width: 92_000), .init(title: "Price", width: 118_000),
                .init(title: "Amount", width: 84_000),
            ], isDense: segment.lines.count > 12)
        makeRoom(60_000)
        pdf.begin(.table)
        head(table)
        pdf.begin(.tableBody)
        for line in segment.lines { row(cells(of: line), of: table, look.body) }
        for (index, part) in segment.sums.enumerated() {
            sum(
                part.label, part.amount.forPeople, of: table,
                in: part.isTotal ? look.bodyBold : look.body,
                line: index == 0 ? BillLook.ink : BillLook.line)
        }
        pdf.end()
        pdf.end()
        y += 5_000
    }

    private func cells(of line: SegmentDocument.Line) -> [SheetTable.Cell] {
        [
            .init(line.label, note: line.period?.forPeople), .init(line.shownQuantity),
            .init(line.shownPrice(in: document.total.currency)), .init(line.amount.forPeople),
        ]
    }

    /// At most so many charges of a service are explained on paper.
    private static let explained = 10

    /// The key step behind each charge and tax; every step is in the file the bill carries.
    private mutating func workings(_ segment: SegmentDocument) {
        let explained =
            segment.lines.prefix(Self.explained).compactMap { $0.working?.key($0.label) }
            + segment.taxes.compactMap { $0.working?.key($0.label) }
        guard !explained.isEmpty else { return }
        makeRoom(32_000)
        let style = look.smallBold
        pdf.part(.heading3) { [y] in
            $0.write(
                "How it was worked out", style, x: BillLook.left, y: y + style.size)
        }
        y += BillLook.leading(style) + 1_000
        pdf.begin(.list)
        for text in explained { item(text) }
        if segment.lines.count > Self.explained {
            item("The working of every charge is in the file bill.json, carried by this document.")
        }
        pdf.end()
    }

    private mutating func item(_ text: String) {
        pdf.begin(.item)
        pdf.begin(.itemBody)
        paragraphLines(text, look.small, x: BillLook.left, width: BillLook.width)
        pdf.end()
        pdf.end()
    }
}

extension Working {
    /// The steps that calculate, in one line: `Unit charge: 512 kWh × 9p per kWh = 46.08, …`.
    fileprivate func key(_ label: String) -> String? {
        var explained: [ExplainedStep] = []
        for step in steps.reversed() where !step.formula.isEmpty && explained.count < 2 {
            let next = ExplainedStep(step)
            if !next.numbers.isEmpty { explained.append(next) }
        }
        guard let last = explained.first else { return nil }
        let before = explained.dropFirst().map { "\($0.numbers) = \($0.result); " }.joined()
        let figures = [last.numbers, last.exact].filter { !$0.isEmpty }.joined(separator: " = ")
        let rounding = last.rounding.isEmpty ? "" : ", \(last.rounding)"
        let source = last.source.isEmpty ? "" : " (\(last.source))"
        return "\(label): \(before)\(figures)\(rounding) = \(last.result)\(source)"
    }
}
