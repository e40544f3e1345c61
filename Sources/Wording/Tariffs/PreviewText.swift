import Billing
import Documents
import Measures
package import Operations

/// A preview as text.
package enum PreviewText {
    package static func text(_ preview: TariffPreview) -> String {
        let parts = [
            head(preview), totals(preview), left(preview), slices(preview), spread(preview),
            named("Would pay most more", preview.worst, of: preview),
            named("Would pay most less", preview.best, of: preview),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func head(_ preview: TariffPreview) -> String {
        let books = preview.replaced.map { one in
            "\(one.file) in place of \(one.code)"
                + (one.book == one.code ? "" : " (it calls itself \(one.book))")
        }
        let against =
            preview.question.against == .billed ? "what was billed" : "the present books"
        let prices = preview.question.pricesOf.map { ", at the prices of \($0)" } ?? ""
        return "Preview over \(preview.period), against \(against)\(prices): nothing is stored.\n"
            + books.map { "  \($0)\n" }.joined()
    }

    private static func totals(_ preview: TariffPreview) -> String {
        let all = preview.all
        var table = Table([
            .text(""), .number("Before"), .number("After"), .number("Difference"), .number("%"),
        ])
        table.add(["Net"] + row(all.netBefore, all.netAfter, of: preview))
        table.add(["Tax"] + row(all.taxBefore, all.taxAfter, of: preview))
        table.addTotal(["Total"] + row(all.before, all.after, of: preview))
        return "\(bills(all.bills)) of \(counted(preview.agreements.count, "agreement")): "
            + "\(grouped(all.raised)) raised, \(grouped(all.lowered)) lowered, "
            + "\(grouped(all.bills - all.changed)) unchanged.\n\n" + table.text(width: 100)
    }

    package static func bills(_ count: Int) -> String { counted(count, "bill") }

    /// Before, after, difference and per cent.
    private static func row(
        _ before: Int64, _ after: Int64, of preview: TariffPreview
    ) -> [String] {
        [
            money(before, preview), money(after, preview), signed(after - before, preview),
            percent(before, after),
        ]
    }

    private static func money(_ minorUnits: Int64, _ preview: TariffPreview) -> String {
        Money(minorUnits: minorUnits, currency: preview.currency).forPeople
    }

    private static func signed(_ minorUnits: Int64, _ preview: TariffPreview) -> String {
        (minorUnits > 0 ? "+" : "") + money(minorUnits, preview)
    }

    private static func percent(_ before: Int64, _ after: Int64) -> String {
        guard before != 0 else { return "" }
        let share = Exact(Int128(after - before) * 100, over: Int128(before.magnitude))
        return (after > before ? "+" : "") + share.text(places: 2)
    }

    /// Bills that are left out of the sums, or were read again, each with the reason.
    private static func left(_ preview: TariffPreview) -> String {
        (refused(preview) + notes(preview)).map { $0 + "\n" }.joined()
    }

    private static func refused(_ preview: TariffPreview) -> [String] {
        guard !preview.refusals.isEmpty else { return [] }
        let lines = preview.refusals.map { refusal in
            let book = refusal.isOfNewBook ? "the new book" : "the present book"
            return "\(bills(refusal.bills)) of \(refusal.tariff) cannot be billed under \(book): "
                + RefusalSentence.text(refusal.reason) + " (such as agreement \(refusal.example))."
        }
        return lines + ["They are in no sum, before or after."]
    }

    private static func notes(_ preview: TariffPreview) -> [String] {
        var lines: [String] = []
        if preview.beforeFirstDay > 0 {
            lines.append(
                "\(bills(preview.beforeFirstDay)) begin before the first price of the new book "
                    + "and stay as they are; --prices-of DAY takes the prices of one day for all.")
        }
        if let day = preview.laterPrices, preview.all.bills > 0, preview.all.changed == 0 {
            lines.append(
                "The new book's prices of \(day) begin after these days: --prices-of \(day) bills "
                    + "everybody at them.")
        }
        if preview.readAgain > 0 {
            lines.append(
                "\(bills(preview.readAgain)) were read again from readings and intervals: their "
                    + "quantities do not suffice for these books.")
        }
        if preview.onOtherTariffs > 0 {
            lines.append("\(bills(preview.onOtherTariffs)) on other tariffs stay as they are.")
        }
        return lines
    }

    private static func slices(_ preview: TariffPreview) -> String {
        var parts: [String] = []
        if preview.byTariff.count > 1 {
            parts.append(table("Tariff", preview.byTariff.map { ($0.name, $0.sums) }, of: preview))
        }
        if preview.byCommodity.count > 1 {
            parts.append(
                table("Commodity", preview.byCommodity.map { ($0.name, $0.sums) }, of: preview))
        }
        if preview.byMonth.count > 1 {
            parts.append(
                table(
                    "Month", preview.byMonth.map { (String("\($0.month)".prefix(7)), $0.sums) },
                    of: preview))
        }
        return parts.joined(separator: "\n")
    }

    private static func table(
        _ heading: String, _ rows: [(name: String, sums: BillSums)], of preview: TariffPreview
    ) -> String {
        var table = Table([
            .text(heading), .number("Bills"), .number("Raised"), .number("Lowered"),
            .number("Before"), .number("After"), .number("Difference"), .number("%"),
        ])
        for (name, sums) in rows {
            table.add(
                [name] + [sums.bills, sums.raised, sums.lowered].map { grouped($0) }
                    + row(sums.before, sums.after, of: preview))
        }
        return table.text(width: 110)
    }
}

// Agreements: how the change is spread, and who is hit hardest.
extension PreviewText {
    /// How the changes are spread over agreements; empty where no bill could be made.
    private static func spread(_ preview: TariffPreview) -> String {
        let spread = preview.spread
        guard preview.all.bills > 0 else { return "" }
        var text =
            "Agreements: \(grouped(spread.raised)) would pay more, \(grouped(spread.lowered)) "
            + "less, \(grouped(spread.unchanged)) the same.\n"
        if let yearly = spread.yearly {
            text +=
                "A year's change of an agreement (365 days at its own pace): least "
                + "\(signed(yearly.minimum, preview)), median \(signed(yearly.median, preview)), "
                + "most \(signed(yearly.maximum, preview)).\n"
        }
        return text + bands("Change", spread.byMoney, of: preview) { money($0, preview) }
            + bands("Change in per cent", spread.byPercent, of: preview) { "\($0) %" }
    }

    /// A table of the bands that hold any agreement.
    private static func bands(
        _ heading: String, _ bands: [ChangeSpread.Band], of preview: TariffPreview,
        bound: (Int64) -> String
    ) -> String {
        var table = Table([
            .text(heading), .number("Agreements"), .number("Sum of changes"),
        ])
        for band in bands where band.agreements > 0 {
            table.add([
                name(band, bound), grouped(band.agreements), signed(band.change, preview),
            ])
        }
        return table.isEmpty ? "" : "\n" + table.text()
    }

    private static func name(_ band: ChangeSpread.Band, _ bound: (Int64) -> String) -> String {
        let direction = band.isFall ? "less" : "more"
        guard let above = band.above, above > 0 else {
            return "up to \(bound(band.upTo ?? 0)) \(direction)"
        }
        return band.upTo.map { "\(bound(above)) to \(bound($0)) \(direction)" }
            ?? "over \(bound(above)) \(direction)"
    }

    private static func named(
        _ heading: String, _ all: [TariffPreview.Named], of preview: TariffPreview
    ) -> String {
        guard !all.isEmpty else { return "" }
        var table = Table([
            .text("Account"), .text("Agreement"), .text("Supply point"), .text("Tariff"),
            .number("Before"), .number("After"), .number("Difference"), .number("%"),
        ])
        for one in all {
            table.add(
                [one.account, one.agreement, one.supplyPoint, one.tariff]
                    + row(one.sum.before, one.sum.after, of: preview))
        }
        return heading + "\n" + table.text(width: 110)
    }
}
