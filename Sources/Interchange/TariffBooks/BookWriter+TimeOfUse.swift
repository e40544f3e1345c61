import Measures
import Tariffs

extension BookWriter {
    mutating func windows(_ key: String, _ rules: TimeOfUseRules) {
        text += "\(key):\n"
        if let clock = clock(rules.clock) { text += "  clock: \(clock)\n" }
        if let days = rules.holidaysAre { text += "  holidays: \(quoted(word(days)))\n" }
        if rules.smallHoursUntil > 0 {
            text += "  small_hours_until: \(time(rules.smallHoursUntil))\n"
        }
        text += "  bands:\n"
        for band in rules.bands {
            let windows = rules.windows.filter { $0.band == band }
            text += "    \(band):" + (windows.isEmpty ? " []\n" : "\n")
            for window in windows { text += "      - \(self.window(window))\n" }
        }
        text += "  otherwise: \(quoted(rules.otherwise))\n"
    }

    private func window(_ window: TimeOfUseRules.Window) -> String {
        let seasons = window.seasons.sorted().map(quoted)
        return braces([
            ("days", days(window.days)), ("seasons", seasons.isEmpty ? nil : list(seasons)),
            ("from", time(window.from)), ("to", time(window.to)),
        ])
    }

    /// Nothing for every day.
    private func days(_ days: Set<TimeOfUseRules.Days>) -> String? {
        let all = Day.Weekday.allCases.map { TimeOfUseRules.Days.weekday($0) }
        if days == Set(all + [.holiday]) { return nil }
        if days == Set(all.prefix(5)) { return "weekday" }
        if days == Set(all.suffix(2)) { return "weekend" }
        let others = days.filter { !all.contains($0) }.map(word).sorted()
        return list((all.filter(days.contains).map(word) + others).map(quoted))
    }

    private func word(_ days: TimeOfUseRules.Days) -> String {
        switch days {
        case .weekday(let day): return "\(day)"
        case .holiday: return "holiday"
        case .marked(let word): return word
        }
    }

    private func time(_ minute: Int) -> String {
        "\"\(two(minute / 60)):\(two(minute % 60))\""
    }

    private func clock(_ clock: TimeOfUseRules.Clock) -> String? {
        switch clock {
        case .local: return nil
        case .utc: return "utc"
        case .fixed(let seconds):
            let minutes = abs(seconds) / 60
            return "\"\(seconds < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))\""
        }
    }
}
