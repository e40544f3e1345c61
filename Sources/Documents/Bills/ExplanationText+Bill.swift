import Measures

extension ExplanationText {
    /// The charge line of that number, counted from 1 over the whole bill; nil if it has none.
    package static func line(_ number: Int, of bill: BillDocument, width: Int = 80) -> String? {
        let lines = bill.segments.flatMap(\.lines)
        guard lines.indices.contains(number - 1) else { return nil }
        return figure(charge(number, lines[number - 1]), of: lines[number - 1], width: width)
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
                        usage.label, amount: usage.unit.after(usage.quantity.forPeople),
                        working: usage.working,
                        width: width))
            }
            for line in segment.lines {
                number += 1
                parts.append(figure(charge(number, line), of: line, width: width))
            }
            parts += segment.taxes.map { tax in
                figure(
                    tax.forPeople, amount: tax.amount.forPeople, working: tax.working, width: width)
            }
        }
        return (parts + [total(bill, width)] + [proof(bill)].compactMap { $0 })
            .joined(separator: "\n")
    }

    /// The digests that a replay compares.
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

    private static func figure(_ label: String, of line: SegmentDocument.Line, width: Int)
        -> String
    {
        figure(label, amount: line.amount.forPeople, working: line.working, width: width)
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
}
