import Tariffs
import Yams

extension BookReader {
    /// What a number or a series takes from earlier bills.
    func fromBills(
        _ node: Node, _ path: [String], _ kind: TariffBook.Input.Kind
    ) -> TariffBook.FromBills? {
        let path = path + ["from_bills"]
        guard kind == .number || kind == .series else {
            page.note("only a number or a series is taken from earlier bills", path, node)
            return nil
        }
        let figures = TariffBook.FromBills.Figure.allCases.map(\.rawValue)
        let parts = page.mapping(node, path, known: figures + ["less", "over"], required: ["over"])
        let given = figures.filter { parts[$0] != nil }
        guard given.count == 1, let figure = TariffBook.FromBills.Figure(rawValue: given[0]) else {
            page.note("expected one of " + figures.joined(separator: ", "), path, node)
            return nil
        }
        let names = figure == .days ? [] : page.texts(parts[given[0]], path + given)
        let less = page.texts(parts["less"], path + ["less"])
        return span(parts["over"], path + ["over"]).map {
            TariffBook.FromBills(figure, of: names, less: less, over: $0)
        }
    }

    /// `year`, `account`, or `11 months`.
    private func span(_ node: Node?, _ path: [String]) -> TariffBook.FromBills.Span? {
        guard let text = page.text(node, path) else { return nil }
        if text == "year" { return .year }
        if text == "account" { return .account }
        let words = text.split(separator: " ")
        if words.count == 2, let count = Int(words[0]), (1...60).contains(count),
            words[1] == (count == 1 ? "month" : "months")
        {
            return .months(count)
        }
        page.note("expected year, account, or 1 to 60 months", path, node)
        return nil
    }
}
