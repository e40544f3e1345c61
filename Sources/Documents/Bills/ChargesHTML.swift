import Measures

/// The part of the page that shows one service: readings, charges with their workings, sums.
///
/// On a phone the rows are laid out as blocks, and browsers then drop the roles of tables: they are
/// given explicitly.
enum ChargesHTML {
    static func segment(
        _ segment: SegmentDocument, of bill: BillDocument, _ html: inout HTML
    ) {
        html.tag("section", ["class": "service"]) { html in
            html.tag("h2") { html in
                html.isolated(segment.commodity)
                html.tag("small") { $0.isolated(segment.supplyPoint) }
            }
            html.tag("dl", ["class": "facts"]) { facts(segment, of: bill, &$0) }
            readings(segment, &html)
            charges(segment, in: bill.total.currency, to: &html)
        }
        html.lineBreak()
    }

    private static func facts(
        _ segment: SegmentDocument, of bill: BillDocument, _ html: inout HTML
    ) {
        BillHTML.fact("Tariff", [segment.tariff], to: &html)
        if bill.segments.count > 1 {
            BillHTML.fact("Period", [segment.period.forPeople], to: &html)
        }
        for row in segment.usageRows {
            html.tag("div") { html in
                html.tag("dt", row.label)
                html.tag("dd") { explained(row.use, working: row.working, to: &$0) }
            }
        }
        for fact in segment.facts { BillHTML.fact(fact.name, [fact.figure.forPeople], to: &html) }
    }

    private static func readings(_ segment: SegmentDocument, _ html: inout HTML) {
        guard !segment.readings.isEmpty else { return }
        html.tag("table", ["role": "table", "class": "readings"]) { html in
            html.tag("caption", "Meter readings")
            headings(["Meter", "Previous", "Current", "Used"], numbersFrom: 1, &html)
            html.tag("tbody", ["role": "rowgroup"]) { html in
                for pair in segment.readings { row(pair, &html) }
            }
        }
    }

    private static func row(_ pair: SegmentDocument.ReadingPair, _ html: inout HTML) {
        html.tag("tr", ["role": "row"]) { html in
            html.tag("th", ["role": "rowheader", "scope": "row"]) { $0.isolated(pair.name) }
            for (label, reading) in [("Previous", pair.previous), ("Current", pair.current)] {
                html.tag("td", ["role": "cell", "class": "number", "data-label": label]) { html in
                    html.tag("span", pair.unit.after(reading.value.forPeople))
                    html.tag("small", "\(reading.typeForPeople), \(reading.day.forPeople)")
                }
            }
            html.tag("td", ["role": "cell", "class": "number", "data-label": "Used"]) {
                explained(pair.unit.after(pair.used.forPeople), working: pair.working, to: &$0)
            }
        }
    }

    private static func charges(
        _ segment: SegmentDocument, in currency: Currency, to html: inout HTML
    ) {
        html.tag("table", ["role": "table", "class": "charges"]) { html in
            html.tag("caption", "Charges")
            headings(["Charge", "Quantity", "Price", "Amount"], numbersFrom: 1, &html)
            html.tag("tbody", ["role": "rowgroup"]) { html in
                for line in segment.lines { row(line, in: currency, to: &html) }
            }
            html.tag("tfoot", ["role": "rowgroup"]) { sums(segment, &$0) }
        }
    }

    private static func row(
        _ line: SegmentDocument.Line, in currency: Currency, to html: inout HTML
    ) {
        html.tag("tr", ["role": "row"]) { html in
            html.tag("th", ["role": "rowheader", "scope": "row"]) {
                explained(line.label, working: line.working, note: line.period?.forPeople, to: &$0)
            }
            html.tag("td", ["role": "cell", "class": "number"], text: line.shownQuantity)
            html.tag(
                "td", ["role": "cell", "class": "number"], text: line.shownPrice(in: currency))
            html.tag("td", ["role": "cell", "class": "number"], text: line.amount.forPeople)
        }
        html.lineBreak()
    }

    private static func sums(_ segment: SegmentDocument, _ html: inout HTML) {
        for sum in segment.sums {
            html.tag("tr", ["role": "row", "class": sum.isTotal ? "total" : "part"]) { html in
                html.tag("th", ["role": "rowheader", "scope": "row", "colspan": "3"]) {
                    explained(sum.label, working: sum.working, to: &$0)
                }
                html.tag("td", ["role": "cell", "class": "number"], text: sum.amount.forPeople)
            }
        }
    }

    private static func headings(_ names: [String], numbersFrom: Int, _ html: inout HTML) {
        html.tag("thead", ["role": "rowgroup"]) { html in
            html.tag("tr", ["role": "row"]) { html in
                for (index, name) in names.enumerated() {
                    let position = index >= numbersFrom ? "number" : "text"
                    html.tag(
                        "th", ["role": "columnheader", "scope": "col", "class": position],
                        text: name)
                }
            }
        }
    }

    /// A text that opens its working, or the text alone where none was kept.
    static func explained(
        _ text: String, working: Working?, note: String? = nil, to html: inout HTML
    ) {
        func write(_ html: inout HTML) {
            html.isolated(text)
            if let note { html.tag("small", note) }
        }
        guard let working, !working.steps.isEmpty else { return write(&html) }
        html.tag("details") { html in
            html.tag("summary") { write(&$0) }
            html.tag("ol") { html in
                for step in working.explainedSteps { tell(step, &html) }
            }
        }
    }

    private static func tell(_ step: ExplainedStep, _ html: inout HTML) {
        html.tag("li") { html in
            html.tag("b") { $0.isolated("\(step.title) = \(step.result)") }
            if !step.calculation.isEmpty { html.tag("div") { $0.isolated(step.calculation) } }
            if !step.source.isEmpty { html.tag("cite") { $0.isolated(step.source) } }
        }
    }
}
