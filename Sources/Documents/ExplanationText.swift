package import Measures

/// Workings told in plain text: where a figure comes from, step by step.
package enum ExplanationText {
    /// The steps of one working: each the result with its source, and below it the calculation.
    package static func steps(_ working: Working, width: Int = 80) -> [String] {
        working.explainedSteps.enumerated().flatMap { index, step in
            lines(of: step, number: index + 1, width: width)
        }
    }

    /// One figure with its amount and its steps.
    package static func figure(
        _ label: String, _ amount: String, _ working: Working?, width: Int = 80
    ) -> String {
        var lines = ends(label.harmless, amount, width)
        if let working {
            lines += steps(working, width: width - 2).map { "  " + $0 }
        } else {
            lines.append("  No working was kept for this figure.")
        }
        return lines.map { trimmedEnd($0) + "\n" }.joined()
    }

    /// The charge line of that number, counted from 1 over the whole bill; nil if it has none.
    package static func line(_ number: Int, of bill: BillDocument, width: Int = 80) -> String? {
        let lines = bill.segments.flatMap(\.lines)
        guard lines.indices.contains(number - 1) else { return nil }
        return figure(charge(number, lines[number - 1]), lines[number - 1], width)
    }

    /// The whole bill: per service what was used, each charge and each tax; at the end the total.
    package static func bill(_ bill: BillDocument, width: Int = 80) -> String {
        var (parts, number) = ([heading(bill)], 0)
        for segment in bill.segments {
            parts.append(
                "\(segment.commodity), \(segment.supplyPoint), \(segment.tariff)".harmless
                    + "\n\(segment.period.forPeople)\n")
            for usage in segment.usages {
                parts.append(
                    figure(
                        usage.label, usage.unit.after(usage.quantity.forPeople), usage.working,
                        width: width))
            }
            for line in segment.lines {
                number += 1
                parts.append(figure(charge(number, line), line, width))
            }
            parts += segment.taxes.map { tax in
                figure(tax.forPeople, tax.amount.forPeople, tax.working, width: width)
            }
        }
        return (parts + [total(bill, width)] + [proof(bill)].compactMap { $0 })
            .joined(separator: "\n")
    }

    /// By what a replay tells whether the bill still follows from the books.
    private static func proof(_ bill: BillDocument) -> String? {
        bill.proof.map { "Facts SHA-256 \($0.facts)\nRules SHA-256 \($0.rules)\n" }
    }

    private static func heading(_ bill: BillDocument) -> String {
        let title = "How \(bill.title.lowercased()) \(bill.shownNumber) was worked out"
        return title.harmless + "\n" + String(repeating: "=", count: title.columns) + "\n"
    }

    private static func charge(_ number: Int, _ line: SegmentDocument.Line) -> String {
        "Line \(number): \(line.label)"
    }

    private static func figure(_ label: String, _ line: SegmentDocument.Line, _ width: Int)
        -> String
    {
        figure(label, line.amount.forPeople, line.working, width: width)
    }

    /// All lines and added taxes, which sum to the total (rule D3.10).
    private static func total(_ bill: BillDocument, _ width: Int) -> String {
        var table = Table([.text(""), .number("")])
        for line in bill.segments.flatMap(\.lines) {
            table.add([line.label, line.amount.forPeople])
        }
        for tax in bill.segments.flatMap(\.taxes) where !tax.isIncluded {
            table.add([tax.forPeople, tax.amount.forPeople])
        }
        table.addTotal(["Total of this bill", bill.total.forPeople])
        return table.text(width: width)
    }

    private static func lines(of step: ExplainedStep, number: Int, width: Int) -> [String] {
        let indent = String(repeating: " ", count: 4)
        let source = step.source.isEmpty ? "" : "[\(step.source)]".harmless
        let head = "\(number).".padded(to: 4) + "\(step.title) = \(step.result)".harmless
        let calculation = step.calculation.harmless
        let body = calculation.isEmpty ? [] : calculation.wrapped(to: width - 4)
        return ends(head, source, width) + body.map { indent + $0 }
    }

    /// One text at each end of the line, or the second on a line of its own where both do not fit.
    private static func ends(_ left: String, _ right: String, _ width: Int) -> [String] {
        let gap = width - left.columns - right.columns
        guard gap < 2 else { return [left + String(repeating: " ", count: gap) + right] }
        let first = left.columns > width ? left.wrapped(to: width) : [left]
        return first.prefix(1) + first.dropFirst().map { "    " + $0 }
            + right.wrapped(to: width - 4).map { $0.padded(to: width, rightAligned: true) }
    }
}

extension SegmentDocument.Tax {
    /// `VAT 5% on £57.92`, or `of which VAT 5%` where prices contain it.
    package var forPeople: String {
        let name = "\(label) \(percent.forPeople)%"
        return isIncluded ? "Of which \(name)" : "\(name) on \(base.forPeople)"
    }
}
