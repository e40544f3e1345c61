import Measures
import Tariffs
import Yams

extension BillCase {
    /// Reads a bill case; every mistake is reported with line and column.
    ///
    /// A question (`expects: false`) is a case without the bill that must come out.
    package static func read(
        yaml: String, file: String, expects: Bool = true
    ) throws(TariffBookRefused) -> BillCase {
        let document = YAMLDocument(file: file)
        let reader = CaseReader(document: document, expects: expects)
        let found = document.compose(yaml).flatMap { reader.bill($0) }
        guard let found, document.faults.isEmpty else {
            throw TariffBookRefused(faults: document.faults)
        }
        return found
    }
}

struct CaseReader {
    let document: YAMLDocument
    let expects: Bool

    func bill(_ root: Node) -> BillCase? {
        guard !document.isBook(root) else { return nil }
        let known = ["case", "title", "source", "parts", "expect", "notes"]
        let required = ["parts"] + (expects ? ["case", "expect"] : [])
        let keys = document.mapping(root, [], known: known, required: required)
        guard let parts = keys["parts"] else { return nil }
        return BillCase(
            id: document.text(keys["case"], ["case"]) ?? "",
            title: document.text(keys["title"], ["title"]) ?? "",
            sources: document.texts(keys["source"], ["source"]),
            parts: document.list(parts, ["parts"]).enumerated().compactMap {
                part($1, ["parts", String($0)])
            }, expected: keys["expect"].map { expected($0) } ?? BillCase.Bill())
    }

    private func part(_ node: Node, _ path: [String]) -> BillCase.Part? {
        let known = [
            "book", "period", "zone", "calendar", "usage", "intervals", "numbers", "series",
            "bands", "names", "prices", "notes",
        ]
        let keys = document.mapping(node, path, known: known, required: ["book", "period"])
        guard let book = document.text(keys["book"], path + ["book"]),
            let period = period(keys["period"], path + ["period"])
        else { return nil }
        var part = BillCase.Part(book: book, period: period)
        part.zone = document.text(keys["zone"], path + ["zone"])
        if let node = keys["usage"] { part.usages = usages(node, path + ["usage"]) }
        for (name, node) in entries(keys["numbers"], path + ["numbers"]) {
            part.numbers[name] = dated(node, path + ["numbers", name], from: period.start)
        }
        if let node = keys["intervals"] { part.intervals = intervals(node, path + ["intervals"]) }
        if let node = keys["calendar"] { part.calendar = calendar(node, path + ["calendar"]) }
        readLists(keys, path, into: &part)
        return part
    }

    private func readLists(
        _ keys: [String: Node], _ path: [String], into part: inout BillCase.Part
    ) {
        for (name, node) in entries(keys["series"], path + ["series"]) {
            part.series[name] = document.list(node, path + ["series", name]).compactMap {
                document.number($0, path + ["series", name])
            }
        }
        for (name, node) in entries(keys["names"], path + ["names"]) {
            part.names[name] = document.texts(node, path + ["names", name])
        }
        for (name, node) in entries(keys["prices"], path + ["prices"]) {
            part.prices[name] = prices(node, path + ["prices", name])
        }
        part.bands = entries(keys["bands"], path + ["bands"]).compactMap { name, node in
            band(name, node, at: path + ["bands", name])
        }
    }

    /// One value for the whole period, or each from its day on.
    private func dated(_ node: Node, _ path: [String], from start: Day) -> [Day: String] {
        guard node.mapping != nil else {
            return document.text(node, path).map { [start: $0] } ?? [:]
        }
        var values: [Day: String] = [:]
        for (date, node) in document.entries(node, path) {
            guard let day = Day(date) else {
                document.note("expected a date such as 2025-04-01", at: path + [date], node: node)
                continue
            }
            values[day] = document.text(node, path + [date])
        }
        return values
    }

    private func intervals(_ node: Node, _ path: [String]) -> [BillCase.Part.IntervalsGiven] {
        document.list(node, path).enumerated().compactMap { index, node in
            let (path, keys) = (path + [String(index)], ["minutes", "values"])
            let parts = document.mapping(node, path, known: keys + ["note"], required: keys)
            guard let minutes = minutes(parts["minutes"], path + ["minutes"]),
                let list = parts["values"]
            else { return nil }
            let values = document.list(list, path + ["values"]).compactMap {
                document.number($0, path + ["values"])
            }
            return BillCase.Part.IntervalsGiven(minutes: minutes, values: values)
        }
    }

    /// Days under `holidays`, or under a word of the tariff's own such as `red`.
    private func calendar(_ node: Node, _ path: [String]) -> TariffCalendar {
        var calendar = TariffCalendar()
        for (word, node) in document.entries(node, path) {
            let days = document.list(node, path + [word]).compactMap {
                document.day($0, path + [word])
            }
            if word == "holidays" {
                calendar.holidays.formUnion(days)
            } else {
                for day in days { calendar.marks[day] = word }
            }
        }
        return calendar
    }

    func minutes(_ node: Node?, _ path: [String]) -> Int? {
        guard let text = document.text(node, path) else { return nil }
        if let minutes = Int(text), (1...1440).contains(minutes) { return minutes }
        document.note("expected minutes from 1 to 1440", at: path, node: node)
        return nil
    }

    private func entries(_ node: Node?, _ path: [String]) -> [(key: String, value: Node)] {
        node.map { document.entries($0, path) } ?? []
    }

    private func usages(_ node: Node, _ path: [String]) -> [BillCase.Part.UsageGiven] {
        document.list(node, path).enumerated().compactMap { index, node in
            let path = path + [String(index)]
            let known = ["of", "quantity", "period", "estimated", "note"]
            let keys = document.mapping(node, path, known: known, required: ["of", "quantity"])
            guard let name = document.text(keys["of"], path + ["of"]),
                let number = document.number(keys["quantity"], path + ["quantity"])
            else { return nil }
            guard let quantity = Quantity(exactly: number) else {
                document.note("a quantity has at most six places", at: path, node: keys["quantity"])
                return nil
            }
            var usage = BillCase.Part.UsageGiven(of: name, quantity: quantity)
            usage.period = period(keys["period"], path + ["period"])
            usage.estimated = document.flag(keys["estimated"], path + ["estimated"]) ?? false
            return usage
        }
    }

    private func band(
        _ name: String, _ node: Node, at path: [String]
    ) -> BillCase.Part.BandGiven? {
        let keys = ["band", "minutes"]
        let parts = document.mapping(node, path, known: keys, required: keys)
        guard let band = document.text(parts["band"], path + ["band"]),
            let minutes = minutes(parts["minutes"], path + ["minutes"])
        else { return nil }
        return BillCase.Part.BandGiven(name: name, band: band, minutes: minutes)
    }

    /// `2025-04-01 to 2025-06-30`, both included.
    private func period(_ node: Node?, _ path: [String]) -> Period? {
        guard let node, let text = document.text(node, path) else { return nil }
        let words = text.split(separator: " ")
        if words.count == 3, words[1] == "to", let first = Day(words[0]), let last = Day(words[2]),
            first <= last
        {
            return Period(from: first, through: last)
        }
        document.note(
            "expected the first and last day: 2025-04-01 to 2025-06-30", at: path, node: node)
        return nil
    }

    private func expected(_ node: Node) -> BillCase.Bill {
        let path = ["expect"]
        let known = [
            "lines", "taxes", "tax_included", "net", "tax_total", "total", "carries",
        ]
        let keys = document.mapping(node, path, known: known, required: ["lines", "total"])
        var bill = BillCase.Bill()
        if let node = keys["lines"] {
            bill.lines = document.list(node, path + ["lines"]).enumerated().compactMap {
                line($1, path + ["lines", String($0)])
            }
        }
        bill.taxes =
            taxes(keys["tax_included"], at: path + ["tax_included"], included: true)
            + taxes(keys["taxes"], at: path + ["taxes"], included: false)
        for (name, node) in entries(keys["carries"], path + ["carries"]) {
            bill.carries[name] = document.number(node, path + ["carries", name])
        }
        bill.net = document.text(keys["net"], path + ["net"]) ?? bill.net
        bill.taxTotal = document.text(keys["tax_total"], path + ["tax_total"]) ?? bill.taxTotal
        bill.total = document.text(keys["total"], path + ["total"]) ?? bill.total
        return bill
    }

    private func taxes(_ node: Node?, at path: [String], included: Bool) -> [BillCase.Tax] {
        guard let node else { return [] }
        return document.list(node, path).enumerated().compactMap {
            tax($1, at: path + [String($0)], included: included)
        }
    }

    private func line(_ node: Node, _ path: [String]) -> BillCase.Line? {
        let known = ["code", "amount", "label", "worked"]
        let keys = document.mapping(node, path, known: known, required: ["code", "amount"])
        guard let code = document.text(keys["code"], path + ["code"]),
            let amount = document.text(keys["amount"], path + ["amount"])
        else { return nil }
        return BillCase.Line(code: code, amount: amount)
    }

    private func tax(_ node: Node, at path: [String], included: Bool) -> BillCase.Tax? {
        let known = ["code", "percent", "base", "amount", "label"]
        let keys = document.mapping(node, path, known: known, required: Array(known.dropLast()))
        guard let code = document.text(keys["code"], path + ["code"]),
            let percent = document.number(keys["percent"], path + ["percent"]),
            let base = document.text(keys["base"], path + ["base"]),
            let amount = document.text(keys["amount"], path + ["amount"])
        else { return nil }
        return BillCase.Tax(
            code: code, percent: percent, base: base, amount: amount, included: included)
    }
}
