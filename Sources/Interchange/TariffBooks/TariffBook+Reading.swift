import Measures
package import Tariffs
import Yams

extension TariffBook {
    /// Reads a tariff book (see `Docs/tariff-book.md`) and checks that a plan can be made of it.
    ///
    /// Every mistake is reported with line and column, not only the first.
    package static func read(
        yaml: String, file: String
    ) throws(TariffBookRefused) -> TariffBook {
        try read(yaml, on: YAMLDocument(file: file))
    }

    /// The same on a document that the caller keeps, for the places of what it finds later.
    static func read(_ yaml: String, on document: YAMLDocument) throws(TariffBookRefused)
        -> TariffBook
    {
        let book = document.compose(yaml).flatMap {
            document.isCase($0) ? nil : BookReader(document: document).book($0)
        }
        if let book, document.faults.isEmpty {
            do throws(BookRefused) { _ = try TariffPlan(book) } catch {
                for mistake in error.mistakes { document.note(mistake) }
            }
        }
        guard let book, document.faults.isEmpty else {
            throw TariffBookRefused(faults: document.faults)
        }
        return book
    }
}

/// Reads the parts of a tariff book from the nodes of its document.
struct BookReader {
    let document: YAMLDocument

    private static let keys = [
        "tariff", "name", "commodity", "currency", "jurisdiction", "source", "year", "rounding",
        "lines", "suffix", "seasons", "inputs", "prices", "quantities", "time_of_use",
        "demand_windows", "demand_minutes", "charges", "taxes", "carries", "notes",
    ]

    func book(_ root: Node) -> TariffBook? {
        let required = ["tariff", "name", "commodity", "currency", "source", "charges"]
        let parts = document.mapping(root, [], known: BookReader.keys, required: required)
        guard let code = document.text(parts["tariff"], ["tariff"]),
            let name = document.text(parts["name"], ["name"]),
            let commodity = document.text(parts["commodity"], ["commodity"]),
            let currency = currency(parts["currency"])
        else { return nil }
        var book = TariffBook(
            code: code, name: name, commodity: commodity, currency: currency,
            jurisdiction: document.text(parts["jurisdiction"], ["jurisdiction"]) ?? "",
            source: document.text(parts["source"], ["source"]) ?? "")
        readFrame(parts, &book)
        if let node = parts["inputs"] { book.inputs = inputs(node) }
        if let node = parts["prices"] { book.prices = prices(node, book) }
        if let node = parts["quantities"] { book.quantities = quantities(node) }
        if let node = parts["time_of_use"] { book.timeOfUse = timeOfUse(node, of: book) }
        if let node = parts["demand_windows"] {
            book.demandWindows = timeOfUse(node, of: book, key: "demand_windows")
        }
        if let node = parts["charges"] { book.charges = charges(node, book) }
        if let node = parts["taxes"] { book.taxes = taxes(node) }
        if let node = parts["carries"] { book.carries = carries(node) }
        return book
    }

    private func currency(_ node: Node?) -> Currency? {
        guard let node, let text = document.text(node, ["currency"]) else { return nil }
        if let currency = Currency.listed(text) { return currency }
        document.note("expected an ISO 4217 code such as GBP", at: ["currency"], node: node)
        return nil
    }

    private func readFrame(_ parts: [String: Node], _ book: inout TariffBook) {
        book.demandMinutes = parts["demand_minutes"].flatMap { demandMinutes($0) }
        if let node = parts["year"] { book.year = year(node) ?? book.year }
        let places = RoundingRule(places: book.currency.digits)
        (book.rounding.line, book.rounding.tax) = (places, places)
        if let node = parts["rounding"] { book.rounding = rounding(node, book) }
        if let lines = document.word(parts["lines"], at: ["lines"], as: TariffBook.LineOrder.self) {
            book.lines = lines
        }
        if let suffix = document.word(
            parts["suffix"], at: ["suffix"], as: TariffBook.SegmentSuffix.self)
        {
            book.suffix = suffix
        }
        if let node = parts["seasons"] {
            book.seasons = document.entries(node, ["seasons"]).compactMap { name, node in
                document.monthDay(node, ["seasons", name]).map {
                    TariffBook.Season(name: name, month: $0.month, day: $0.day)
                }
            }
        }
    }

    /// `calendar`, a number of days, or the day the charging year begins: `04-01`.
    private func year(_ node: Node) -> TariffBook.ChargingYear? {
        guard let text = document.text(node, ["year"]) else { return nil }
        if text == "calendar" { return .from(month: 1, day: 1) }
        if let days = Int(text), (360...366).contains(days) { return .fixed(days: days) }
        return document.monthDay(node, ["year"]).map { .from(month: $0.month, day: $0.day) }
    }

    /// Minutes that make up a day without a rest.
    private func demandMinutes(_ node: Node) -> Int? {
        if let count = document.text(node, ["demand_minutes"]).flatMap({ Int($0) }), count > 0,
            1440 % count == 0
        {
            return count
        }
        document.note(
            "expected whole minutes that a day is made up of, such as 30", at: ["demand_minutes"],
            node: node)
        return nil
    }

    /// A line is rounded to no more places than its currency has.
    private func rounding(_ node: Node, _ book: TariffBook) -> TariffBook.BookRounding {
        let path = ["rounding"]
        let parts = document.mapping(
            node, path, known: ["line", "lines", "tax", "tax_level", "split"])
        var rounding = book.rounding
        let places = book.currency.digits
        rounding.line =
            document.rounding(parts["line"], path + ["line"], maximum: places) ?? rounding.line
        rounding.tax =
            document.rounding(parts["tax"], path + ["tax"], maximum: places) ?? rounding.tax
        rounding.split = document.rounding(parts["split"], path + ["split"]) ?? rounding.split
        let lines = TariffBook.BookRounding.Lines.self
        rounding.lines =
            document.word(parts["lines"], at: path + ["lines"], as: lines) ?? rounding.lines
        let level = TariffBook.BookRounding.TaxLevel.self
        if let level = document.word(parts["tax_level"], at: path + ["tax_level"], as: level) {
            rounding.taxLevel = level
        }
        return rounding
    }

    /// A formula, or a mapping with one and when it begins anew.
    private func carries(_ node: Node) -> [TariffBook.Carry] {
        document.entries(node, ["carries"]).compactMap { name, node in
            let path = ["carries", name]
            if node.scalar != nil {
                document.remember(path + ["is"], node)
                return document.text(node, path).map { TariffBook.Carry(name, $0) }
            }
            let parts = document.mapping(node, path, known: ["is", "resets"], required: ["is"])
            guard let formula = document.text(parts["is"], path + ["is"]) else { return nil }
            let resets = document.text(parts["resets"], path + ["resets"])
            if let resets, resets != "year" {
                document.note("expected year", at: path, node: parts["resets"])
            }
            return TariffBook.Carry(name, formula, resetsYearly: resets == "year")
        }
    }

    private func taxes(_ node: Node) -> [TariffBook.Tax] {
        let known = ["percent", "included", "base", "when", "label"]
        return document.entries(node, ["taxes"]).compactMap { code, node in
            let path = ["taxes", code]
            let parts = document.mapping(node, path, known: known, required: ["percent"])
            guard let percent = document.text(parts["percent"], path + ["percent"]) else {
                return nil
            }
            var tax = TariffBook.Tax(code, percent: percent)
            tax.included = document.flag(parts["included"], path + ["included"]) ?? false
            tax.base = document.text(parts["base"], path + ["base"])
            tax.when = document.text(parts["when"], path + ["when"])
            tax.label = document.text(parts["label"], path + ["label"])
            return tax
        }
    }
}
