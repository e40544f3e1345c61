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
        try read(yaml, on: YAMLPage(file: file))
    }

    /// The same on a page that the caller keeps, for the places of what it finds later.
    static func read(_ yaml: String, on page: YAMLPage) throws(TariffBookRefused) -> TariffBook {
        let book = page.compose(yaml).flatMap {
            page.isCase($0) ? nil : BookReader(page: page).book($0)
        }
        if let book, page.faults.isEmpty {
            do throws(BookRefused) { _ = try TariffPlan(book) } catch {
                for mistake in error.mistakes { page.note(mistake) }
            }
        }
        guard let book, page.faults.isEmpty else {
            throw TariffBookRefused(faults: page.faults)
        }
        return book
    }
}

/// Reads the parts of a tariff book from the nodes of its page.
struct BookReader {
    let page: YAMLPage

    private static let keys = [
        "tariff", "name", "commodity", "currency", "jurisdiction", "source", "year", "rounding",
        "lines", "suffix", "seasons", "inputs", "prices", "quantities", "time_of_use",
        "demand_windows", "demand_minutes", "charges", "taxes", "carries", "notes",
    ]

    func book(_ root: Node) -> TariffBook? {
        let required = ["tariff", "name", "commodity", "currency", "source", "charges"]
        let parts = page.mapping(root, [], known: BookReader.keys, required: required)
        guard let code = page.text(parts["tariff"], ["tariff"]),
            let name = page.text(parts["name"], ["name"]),
            let commodity = page.text(parts["commodity"], ["commodity"]),
            let currency = currency(parts["currency"])
        else { return nil }
        var book = TariffBook(
            code: code, name: name, commodity: commodity, currency: currency,
            jurisdiction: page.text(parts["jurisdiction"], ["jurisdiction"]) ?? "",
            source: page.text(parts["source"], ["source"]) ?? "")
        readFrame(parts, &book)
        if let node = parts["inputs"] { book.inputs = inputs(node) }
        if let node = parts["prices"] { book.prices = prices(node, book) }
        if let node = parts["quantities"] { book.quantities = quantities(node) }
        if let node = parts["time_of_use"] { book.timeOfUse = timeOfUse(node, book) }
        if let node = parts["demand_windows"] {
            book.demandWindows = timeOfUse(node, book, "demand_windows")
        }
        if let node = parts["charges"] { book.charges = charges(node, book) }
        if let node = parts["taxes"] { book.taxes = taxes(node) }
        if let node = parts["carries"] { book.carries = carries(node) }
        return book
    }

    private func currency(_ node: Node?) -> Currency? {
        guard let node, let text = page.text(node, ["currency"]) else { return nil }
        if let currency = Currency.listed(text) { return currency }
        page.note("expected an ISO 4217 code such as GBP", ["currency"], node)
        return nil
    }

    private func readFrame(_ parts: [String: Node], _ book: inout TariffBook) {
        book.demandMinutes = parts["demand_minutes"].flatMap { demandMinutes($0) }
        if let node = parts["year"] { book.year = year(node) ?? book.year }
        let places = RoundingRule(places: book.currency.digits)
        (book.rounding.line, book.rounding.tax) = (places, places)
        if let node = parts["rounding"] { book.rounding = rounding(node, book) }
        if let lines = page.word(parts["lines"], ["lines"], TariffBook.LineOrder.self) {
            book.lines = lines
        }
        if let suffix = page.word(parts["suffix"], ["suffix"], TariffBook.SegmentSuffix.self) {
            book.suffix = suffix
        }
        if let node = parts["seasons"] {
            book.seasons = page.entries(node, ["seasons"]).compactMap { name, node in
                page.monthDay(node, ["seasons", name]).map {
                    TariffBook.Season(name: name, month: $0.month, day: $0.day)
                }
            }
        }
    }

    /// `calendar`, a number of days, or the day the charging year begins: `04-01`.
    private func year(_ node: Node) -> TariffBook.ChargingYear? {
        guard let text = page.text(node, ["year"]) else { return nil }
        if text == "calendar" { return .from(month: 1, day: 1) }
        if let days = Int(text), (360...366).contains(days) { return .fixed(days: days) }
        return page.monthDay(node, ["year"]).map { .from(month: $0.month, day: $0.day) }
    }

    /// Minutes that make up a day without a rest.
    private func demandMinutes(_ node: Node) -> Int? {
        if let count = page.text(node, ["demand_minutes"]).flatMap({ Int($0) }), count > 0,
            1440 % count == 0
        {
            return count
        }
        page.note(
            "expected whole minutes that a day is made up of, such as 30", ["demand_minutes"],
            node)
        return nil
    }

    /// A line is rounded to no more places than its currency has.
    private func rounding(_ node: Node, _ book: TariffBook) -> TariffBook.BookRounding {
        let path = ["rounding"]
        let parts = page.mapping(node, path, known: ["line", "lines", "tax", "tax_level", "split"])
        var rounding = book.rounding
        let places = book.currency.digits
        rounding.line =
            page.rounding(parts["line"], path + ["line"], maximum: places) ?? rounding.line
        rounding.tax = page.rounding(parts["tax"], path + ["tax"], maximum: places) ?? rounding.tax
        rounding.split = page.rounding(parts["split"], path + ["split"]) ?? rounding.split
        let lines = TariffBook.BookRounding.Lines.self
        rounding.lines = page.word(parts["lines"], path + ["lines"], lines) ?? rounding.lines
        let level = TariffBook.BookRounding.TaxLevel.self
        if let level = page.word(parts["tax_level"], path + ["tax_level"], level) {
            rounding.taxLevel = level
        }
        return rounding
    }

    /// A formula, or a mapping with one and when it begins anew.
    private func carries(_ node: Node) -> [TariffBook.Carry] {
        page.entries(node, ["carries"]).compactMap { name, node in
            let path = ["carries", name]
            if node.scalar != nil {
                page.remember(path + ["is"], node)
                return page.text(node, path).map { TariffBook.Carry(name, $0) }
            }
            let parts = page.mapping(node, path, known: ["is", "resets"], required: ["is"])
            guard let formula = page.text(parts["is"], path + ["is"]) else { return nil }
            let resets = page.text(parts["resets"], path + ["resets"])
            if let resets, resets != "year" { page.note("expected year", path, parts["resets"]) }
            return TariffBook.Carry(name, formula, resetsYearly: resets == "year")
        }
    }

    private func taxes(_ node: Node) -> [TariffBook.Tax] {
        let known = ["percent", "included", "base", "when", "label"]
        return page.entries(node, ["taxes"]).compactMap { code, node in
            let path = ["taxes", code]
            let parts = page.mapping(node, path, known: known, required: ["percent"])
            guard let percent = page.text(parts["percent"], path + ["percent"]) else { return nil }
            var tax = TariffBook.Tax(code, percent: percent)
            tax.included = page.flag(parts["included"], path + ["included"]) ?? false
            tax.base = page.text(parts["base"], path + ["base"])
            tax.when = page.text(parts["when"], path + ["when"])
            tax.label = page.text(parts["label"], path + ["label"])
            return tax
        }
    }
}
