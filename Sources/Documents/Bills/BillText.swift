import Measures

/// A bill as plain text of 80 columns, for the terminal and for plain e-mail.
package enum BillText {
    package static func text(_ bill: BillDocument, width: Int = 80) -> String {
        let blocks = [
            head(bill, width), facts(bill, width), notice(bill, width),
            joined(bill.segments.map { segment($0, of: bill, width) }),
            closing(bill, width), bill.comparison.map { comparison($0, width) } ?? [],
            usage(bill, width), messages(bill, width), foot(bill, width),
        ]
        return blocks.filter { !$0.isEmpty }.map { $0.map { trimmedEnd($0) + "\n" }.joined() }
            .joined(separator: "\n")
    }

    /// Blocks with a blank line between them.
    private static func joined(_ blocks: [[String]]) -> [String] {
        Array(blocks.joined(separator: [""]))
    }

    private static func head(_ bill: BillDocument, _ width: Int) -> [String] {
        let rule = String(repeating: "=", count: width)
        let contact = bill.issuer.contact.flatMap { $0.harmless.wrapped(to: width) }
        let title = "\(bill.shownTitle.uppercased()) \(bill.shownNumber)".harmless
        return bill.issuer.name.harmless.wrapped(to: width) + contact + [rule] + [title]
    }

    private static func facts(_ bill: BillDocument, _ width: Int) -> [String] {
        var rows: [(String, [String])] = [
            ("Customer", [bill.customer.name]),
            ("Address", bill.customer.postalAddress),
            ("Supplied at", bill.customer.supplyAddress),
            ("Account", [bill.customer.account]),
            ("Period", [bill.shownPeriod]),
        ]
        if let issued = bill.issued { rows.append(("Issued", [issued.forPeople])) }
        if let taxNumber = bill.issuer.taxNumber { rows.append(("Tax number", [taxNumber])) }
        let (label, amount, note) = bill.demand
        rows.append((label, [amount + note]))
        return rows.flatMap { labelled($0, $1, width: width) }
    }

    private static func labelled(
        _ label: String, _ texts: [String], width: Int, indent: Int = 14
    ) -> [String] {
        let column = max(indent, label.count + 2)
        let lines = texts.flatMap { $0.harmless.wrapped(to: width - column) }
        return lines.enumerated().map { ($0 == 0 ? label : "").padded(to: column) + $1 }
    }

    private static func notice(_ bill: BillDocument, _ width: Int) -> [String] {
        bill.estimateNotice.map { $0.harmless.wrapped(to: width) } ?? []
    }

    private static func segment(
        _ segment: SegmentDocument, of bill: BillDocument, _ width: Int
    ) -> [String] {
        let title = "\(segment.commodity.uppercased())  \(segment.supplyPoint)".harmless
        let lines =
            [title, String(repeating: "-", count: width)]
            + labelled("Tariff", [segment.tariff], width: width)
            + (bill.segments.count > 1
                ? labelled("Period", [segment.period.forPeople], width: width) : [])
            + uses(segment, width)
            + segment.facts.flatMap { labelled($0.name, [$0.figure.forPeople], width: width) }
        return lines + readings(segment, width) + charges(segment, of: bill, width: width)
    }

    private static func uses(_ segment: SegmentDocument, _ width: Int) -> [String] {
        let rows = segment.usageRows
        let indent = max(14, (rows.map(\.label.columns).max() ?? 0) + 2)
        return rows.flatMap { labelled($0.label, [$0.use], width: width, indent: indent) }
    }

    private static func readings(_ segment: SegmentDocument, _ width: Int) -> [String] {
        guard !segment.readings.isEmpty else { return [] }
        var table = Table([.text("Meter"), .text("Read on"), .number("Reading"), .text("")])
        for pair in segment.readings {
            for reading in [pair.previous, pair.current] {
                table.add([
                    reading == pair.previous ? pair.name : "", reading.day.forPeople,
                    pair.unit.after(reading.value.forPeople), reading.typeForPeople,
                ])
            }
            table.add(["", pair.usedLabel, pair.unit.after(pair.used.forPeople)])
        }
        return [""] + table.lines(width: width)
    }

    private static func charges(
        _ segment: SegmentDocument, of bill: BillDocument, width: Int
    ) -> [String] {
        var table = Table([
            .text("Charge"), .number("Quantity"), .number("Price"), .number("Amount"),
        ])
        for line in segment.lines {
            table.add([
                line.label, line.shownQuantity,
                line.shownPrice(in: bill.total.currency), line.amount.forPeople,
            ])
            if let period = line.period { table.add(["  " + period.forPeople]) }
        }
        let sums = segment.sums
        for (index, sum) in sums.enumerated() {
            let row = [sum.label, "", "", sum.amount.forPeople]
            if index == 0 { table.addTotal(row) } else { table.add(row) }
        }
        return [""] + table.lines(width: width)
    }

    private static func closing(_ bill: BillDocument, _ width: Int) -> [String] {
        guard !bill.accountRows.isEmpty else { return [] }
        var table = Table([.text("Your account"), .number("")])
        for row in bill.accountRows { table.add([row.label, row.amount.forPeople]) }
        table.addTotal([bill.closingRow.label, bill.closingRow.amount.forPeople])
        return table.lines(width: width)
    }

    /// The comparison with the last bill: a sentence, and each step with its reason.
    package static func comparison(
        _ comparison: BillDocument.Comparison, _ width: Int = 80
    ) -> [String] {
        var table = Table([.text("Step"), .text("Why"), .number("Amount")])
        for row in comparison.rows.dropLast() { table.add([row.label, row.why, row.amount]) }
        for row in comparison.rows.suffix(1) { table.addTotal([row.label, "", row.amount]) }
        return [comparison.title.harmless] + comparison.sentence.harmless.wrapped(to: width)
            + (table.isEmpty ? [] : [""] + table.lines(width: width))
    }

    private static func usage(_ bill: BillDocument, _ width: Int) -> [String] {
        joined(bill.usage.filter { !$0.bars.isEmpty }.map { chart($0, width) })
    }

    /// A bar of `#` for each period, of `~` where it was estimated.
    private static func chart(_ history: UsageHistory, _ width: Int) -> [String] {
        let maximum = history.bars.map(\.quantity.millionths).max() ?? 0
        let labels = history.bars.map(\.label.harmless.columns).max() ?? 0
        let figures = history.bars.map { history.unit.after($0.quantity.forPeople) }
        let room = max(10, width - labels - (figures.map(\.columns).max() ?? 0) - 4)
        let rows = zip(history.bars, figures).map { bar, figure in
            let share = maximum > 0 ? Int128(max(0, bar.quantity.millionths)) * Int128(room) : 0
            let length = maximum > 0 ? Int(share / Int128(maximum)) : 0
            return bar.label.harmless.padded(to: labels) + "  "
                + String(repeating: bar.isEstimated ? "~" : "#", count: length) + "  " + figure
        }
        let anyEstimate = history.bars.contains(where: \.isEstimated)
        let title = history.title.harmless + (anyEstimate ? " (~ estimated)" : "")
        return [title] + rows
    }

    private static func messages(_ bill: BillDocument, _ width: Int) -> [String] {
        joined(
            bill.messages.map { message in
                [message.heading.harmless]
                    + message.text.harmless.wrapped(to: width - 2).map { "  " + $0 }
            })
    }

    private static func foot(_ bill: BillDocument, _ width: Int) -> [String] {
        bill.footNotes.flatMap { labelled($0.label, $0.lines, width: width, indent: 18) }
    }
}
