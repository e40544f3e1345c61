import Measures
import Tariffs
import Yams

extension BookReader {
    func timeOfUse(
        _ node: Node, of book: TariffBook, key: String = "time_of_use"
    ) -> TimeOfUseRules? {
        let path = [key]
        let known = ["clock", "holidays", "small_hours_until", "bands", "otherwise"]
        let parts = document.mapping(node, path, known: known, required: ["bands", "otherwise"])
        guard let bands = parts["bands"],
            let otherwise = document.text(parts["otherwise"], path + ["otherwise"])
        else { return nil }
        var names: [String] = []
        var windows: [TimeOfUseRules.Window] = []
        for (band, node) in document.entries(bands, path + ["bands"]) {
            names.append(band)
            windows += self.windows(node, band: band, at: path + ["bands", band], of: book)
        }
        if !names.contains(otherwise) { names.append(otherwise) }
        var rules = TimeOfUseRules(bands: names, windows: windows, otherwise: otherwise)
        rules.clock = clock(parts["clock"], path + ["clock"]) ?? .local
        rules.holidaysAre = document.text(parts["holidays"], path + ["holidays"]).flatMap {
            days($0)?.first
        }
        rules.smallHoursUntil =
            minute(parts["small_hours_until"], path + ["small_hours_until"]) ?? 0
        return rules
    }

    private func windows(
        _ node: Node, band: String, at path: [String], of book: TariffBook
    ) -> [TimeOfUseRules.Window] {
        document.list(node, path).enumerated().compactMap { index, node in
            window(node, band: band, at: path + [String(index)], of: book)
        }
    }

    private func window(
        _ node: Node, band: String, at path: [String], of book: TariffBook
    ) -> TimeOfUseRules.Window? {
        let known = ["days", "seasons", "from", "to"]
        let parts = document.mapping(node, path, known: known, required: ["from", "to"])
        guard let from = minute(parts["from"], path + ["from"]),
            let to = minute(parts["to"], path + ["to"])
        else { return nil }
        var on: Set<TimeOfUseRules.Days> = []
        let words =
            parts["days"] == nil ? ["every-day"] : document.texts(parts["days"], path + ["days"])
        for word in words { on.formUnion(days(word) ?? [.marked(word)]) }
        let seasons = document.texts(parts["seasons"], path + ["seasons"])
        for season in seasons where !book.seasons.contains(where: { $0.name == season }) {
            document.note(
                "not a season of this book", at: path + ["seasons"], node: parts["seasons"])
        }
        return TimeOfUseRules.Window(
            band: band, days: on, seasons: Set(seasons), from: from, to: to)
    }

    /// Nil for a word of the tariff's own, such as `red`.
    private func days(_ word: String) -> Set<TimeOfUseRules.Days>? {
        let all = Day.Weekday.allCases
        switch word {
        case "every-day": return Set(all.map { .weekday($0) } + [.holiday])
        case "weekday": return Set(all.prefix(5).map { .weekday($0) })
        case "weekend": return Set(all.suffix(2).map { .weekday($0) })
        case "holiday": return [.holiday]
        default:
            return all.first { "\($0)" == word }.map { [.weekday($0)] }
        }
    }

    private func clock(_ node: Node?, _ path: [String]) -> TimeOfUseRules.Clock? {
        guard let node, let text = document.text(node, path) else { return nil }
        switch text {
        case "local": return .local
        case "utc": return .utc
        default:
            let sign = text.hasPrefix("-") ? -1 : 1
            if text.hasPrefix("+") || text.hasPrefix("-"), let minute = minute(text.dropFirst()) {
                return .fixed(sign * minute * 60)
            }
            document.note("expected local, utc or an offset such as +10:00", at: path, node: node)
            return nil
        }
    }

    private func minute(_ node: Node?, _ path: [String]) -> Int? {
        guard let node, let text = document.text(node, path) else { return nil }
        if let minute = minute(text) { return minute }
        document.note("expected a time of day such as 16:30, up to 24:00", at: path, node: node)
        return nil
    }

    private func minute(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 2, parts[1].count == 2, let hour = Int(parts[0]),
            let minute = Int(parts[1]),
            (0...23).contains(hour) && (0...59).contains(minute)
                || hour == 24 && minute == 0
        else { return nil }
        return hour * 60 + minute
    }
}
