import Measures
import Tariffs

extension PriceSeries {
    /// A price on a line: from, up to (both days or both instants, the second not included), value.
    var json: JSONValue {
        [
            "code": .string(code), "unit": .string(unit),
            "prices": .array(
                rows.map { .string("\(text($0.from)) \(text($0.upTo)) \($0.value.text)") }),
        ]
    }

    private func text(_ time: Int64) -> String {
        isByDay ? "\(Day(number: Int32(time)))" : Instant(seconds: time).utcText
    }
}

extension RulesFile {
    static func prices(_ rules: JSONFields) throws(Rejection) -> [PriceSeries] {
        guard rules.has("prices") else { return [] }
        var all: [PriceSeries] = []
        for fields in try rules.list("prices") { all.append(try series(fields)) }
        return all
    }

    private static func series(_ fields: JSONFields) throws(Rejection) -> PriceSeries {
        try fields.only(["code", "unit", "prices"])
        let lines = try fields.texts("prices")
        let isByDay = lines.first?.prefix { $0 != " " }.utf8.count == 10
        let rows = lines.map { row($0, isByDay) }
        let code = try fields.text("code")
        guard !rows.contains(where: { $0 == nil }),
            let series = PriceSeries(
                code, unit: try fields.text("unit"), isByDay: isByDay, rows: rows.compactMap { $0 })
        else {
            throw fields.refusal(
                "prices", rule: "a price is \"from up-to value\", in order of time",
                advice: "Export the rules again")
        }
        return series
    }

    private static func row(_ line: String, _ isByDay: Bool) -> PriceSeries.Row? {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 3, let from = time(words[0], isByDay),
            let upTo = time(words[1], isByDay), let value = Exact(words[2])
        else { return nil }
        return PriceSeries.Row(from: from, upTo: upTo, value: value)
    }

    private static func time(_ text: String, _ isByDay: Bool) -> Int64? {
        isByDay ? Day(text).map { Int64($0.number) } : Instant(iso: text)?.seconds
    }
}
