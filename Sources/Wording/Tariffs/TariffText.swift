package import Documents
package import Measures
package import Operations
package import Tariffs

/// What checks, tests and comparisons of tariff books found, as text and JSON.
package enum TariffText {
    package static func checked(_ all: [CheckTariffs.Checked], _ isQuiet: Bool) -> String {
        var lines: [String] = []
        for checked in all {
            lines += checked.mistakes.map { description($0, "mistake") }
            lines += checked.warnings.map { description($0, "warning") }
            if !isQuiet { lines += checked.notes.map { description($0, "note") } }
        }
        if !lines.isEmpty { lines.append("") }
        return (lines + [summary(all)]).joined(separator: "\n")
    }

    /// `Books/gb/x.yaml:12:5: warning: prices.UNIT: …`.
    private static func description(_ fault: some CustomStringConvertible, _ kind: String) -> String
    {
        let text = "\(fault)"
        guard let gap = text.firstRange(of: ": ") else { return "\(kind): \(text)" }
        return text[..<gap.lowerBound] + ": \(kind): " + text[gap.upperBound...]
    }

    private static func summary(_ all: [CheckTariffs.Checked]) -> String {
        let mistakes = all.reduce(0) { $0 + $1.mistakes.count }
        let warnings = all.reduce(0) { $0 + $1.warnings.count }
        let notes = all.reduce(0) { $0 + $1.notes.count }
        let found = [
            count(mistakes, "mistake"), count(warnings, "warning"), count(notes, "note"),
        ]
        return "\(count(all.count, "book")): " + found.joined(separator: ", ") + "."
    }

    package static func count(_ number: Int, _ word: String) -> String {
        "\(number == 0 ? "no" : grouped(number)) \(word)\(number == 1 ? "" : "s")"
    }

    package static func tested(_ all: [TestTariffs.Tested], _ isQuiet: Bool) -> String {
        var text = ""
        for tested in all where !(isQuiet && tested.passes) {
            text += "\(tested.passes ? "PASS" : "FAIL")  \(tested.id)  \(tested.title)\n"
            if let refusal = tested.refusal {
                text += "      \(refusal)\n"
            } else if !tested.passes {
                text += figures(tested)
            }
        }
        let failed = all.count { !$0.passes }
        let cases = count(all.count, "case")
        return text + (text.isEmpty ? "" : "\n")
            + (failed == 0 ? "\(cases), all pass." : "\(cases), \(failed) failed.")
    }

    /// The whole bill of a case that fails, each line with what should be and what is.
    private static func figures(_ tested: TestTariffs.Tested) -> String {
        var table = Table([
            .text(""), .text("Line"), .number("Expected"), .number("Came out"),
            .number("Difference"),
        ])
        for figure in tested.figures {
            let mark =
                figure.agrees ? "" : figure.expected == nil ? "+" : figure.found == nil ? "-" : "!"
            table.add([
                mark, figure.what, figure.expected ?? "", figure.found ?? "",
                difference(figure.expected, figure.found),
            ])
        }
        return table.lines(width: 110).map { "      \($0)\n" }.joined()
    }

    /// Of two amounts that differ; nothing where one is missing or is more than an amount.
    private static func difference(_ expected: String?, _ found: String?) -> String {
        guard let before = expected.flatMap({ Exact($0) }),
            let after = found.flatMap({ Exact($0) }),
            before != after
        else { return "" }
        let change = after - before
        return (change.isNegative ? "" : "+") + change.text(places: 2)
    }
}

// MARK: JSON

extension TariffText {
    package static func json(_ all: [CheckTariffs.Checked]) -> JSONValue {
        .array(
            all.map { checked in
                [
                    "file": .string(checked.file), "tariff": .optional(checked.book?.code),
                    "mistakes": .array(checked.mistakes.map { .string($0.description) }),
                    "warnings": .array(checked.warnings.map { .string($0.description) }),
                    "notes": .array(checked.notes.map { .string($0.description) }),
                ]
            })
    }

    package static func json(_ all: [TestTariffs.Tested]) -> JSONValue {
        [
            "cases": .count(all.count), "failed": .count(all.count { !$0.passes }),
            "results": .array(
                all.map { tested in
                    [
                        "case": .string(tested.id), "file": .string(tested.file),
                        "passes": .bool(tested.passes), "refusal": .optional(tested.refusal),
                        "differences": .array(
                            tested.figures.filter { !$0.agrees }.map { figure in
                                [
                                    "line": .string(figure.what),
                                    "expected": .optional(figure.expected),
                                    "found": .optional(figure.found),
                                ]
                            }),
                        "bill": tested.bill.map(json) ?? .null,
                    ]
                }),
        ]
    }

    /// The bill that came out, each figure with its working.
    private static func json(_ bill: TestTariffs.Bill) -> JSONValue {
        [
            "lines": .array(
                bill.lines.map {
                    [
                        "code": .string($0.code), "amount": .string($0.amount),
                        "working": WorkingJSON.value($0.working),
                    ]
                }),
            "taxes": .array(
                bill.taxes.map {
                    [
                        "code": .string($0.code), "percent": .exact($0.percent),
                        "base": .string($0.base), "amount": .string($0.amount),
                        "included": .bool($0.included), "working": WorkingJSON.value($0.working),
                    ]
                }),
            "net": .string(bill.net), "tax_total": .string(bill.taxTotal),
            "total": .string(bill.total),
        ]
    }

    package static func json(_ text: BookChangesText) -> JSONValue {
        ["changes": .array(text.changes.map { json($0, text) })]
    }

    private static func json(_ change: BookChange, _ text: BookChangesText) -> JSONValue {
        guard case .value(let price, let word, let from, let old, let new, _) = change else {
            return ["says": .string(text.sentence(change) ?? "")]
        }
        return [
            "price": .string(price), "word": .string(word), "from": .day(from),
            "old": old.map { .exact($0) } ?? .null, "new": new.map { .exact($0) } ?? .null,
            "published_before": .bool(change.rewritesHistory),
        ]
    }

    /// The frame and the prices in force, in major units.
    package static func json(_ book: TariffBook, on day: Day?) -> JSONValue {
        let day = day ?? book.lastPriceDay
        return [
            "tariff": .string(book.code), "name": .string(book.name),
            "commodity": .string(book.commodity), "currency": .string(book.currency.rawValue),
            "source": .string(book.source), "on": .day(day),
            "charges": .array(book.charges.map { .string($0.code) }),
            "prices": .array(book.prices.map { json($0, on: day) }),
        ]
    }

    private static func json(_ price: TariffBook.Price, on day: Day?) -> JSONValue {
        let values = day.flatMap { price.step(on: $0) }?.values ?? [:]
        return [
            "price": .string(price.name), "unit": .string(price.unit),
            "by": .optional(price.by), "value": values[""].map { .exact($0) } ?? .null,
            "values": .object(
                values.filter { $0.key != "" }.sorted { $0.key < $1.key }.map {
                    .init($0.key, .exact($0.value))
                }),
        ]
    }
}
