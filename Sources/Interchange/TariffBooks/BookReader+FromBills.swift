import Tariffs
import Yams

extension BookReader {
    /// What a number or a series takes from earlier bills.
    func fromBills(
        _ node: Node, at path: [String], kind: TariffBook.Input.Kind
    ) -> TariffBook.FromBills? {
        let path = path + ["from_bills"]
        guard kind == .number || kind == .series else {
            document.note(
                "only a number or a series is taken from earlier bills", at: path, node: node)
            return nil
        }
        let figures = TariffBook.FromBills.Figure.allCases.map(\.rawValue)
        let parts = document.mapping(
            node, path, known: figures + ["less", "over", "months"], required: ["over"])
        let given = figures.filter { parts[$0] != nil }
        guard given.count == 1, let figure = TariffBook.FromBills.Figure(rawValue: given[0]) else {
            document.note(
                "expected one of " + figures.joined(separator: ", "), at: path, node: node)
            return nil
        }
        let names = figure == .days ? [] : document.texts(parts[given[0]], path + given)
        let less = document.texts(parts["less"], path + ["less"])
        let months = months(parts["months"], path + ["months"])
        return span(parts["over"], path + ["over"]).map {
            TariffBook.FromBills(figure, of: names, less: less, over: $0, in: months)
        }
    }

    /// Numbers of calendar months, such as `[6, 7, 8, 9]`.
    private func months(_ node: Node?, _ path: [String]) -> Set<Int> {
        guard let node else { return [] }
        let numbers = document.texts(node, path).map { Int($0) }
        let months = Set(numbers.compactMap { $0 }.filter { (1...12).contains($0) })
        if months.count != numbers.count || months.isEmpty {
            document.note("expected calendar months, each once, from 1 to 12", at: path, node: node)
        }
        return months
    }

    /// `year`, `account`, or `11 months`.
    private func span(_ node: Node?, _ path: [String]) -> TariffBook.FromBills.Span? {
        guard let text = document.text(node, path) else { return nil }
        if text == "year" { return .year }
        if text == "account" { return .account }
        let words = text.split(separator: " ")
        if words.count == 2, let count = Int(words[0]), (1...60).contains(count),
            words[1] == (count == 1 ? "month" : "months")
        {
            return .months(count)
        }
        document.note("expected year, account, or 1 to 60 months", at: path, node: node)
        return nil
    }
}
