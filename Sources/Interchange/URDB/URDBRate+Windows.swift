import Measures
import Tariffs

/// Stretches of months with the same hours, each a season of the book.
struct Seasons {
    /// The season that each month is in; nil where all months are alike.
    let names: [String?]
    let seasons: [TariffBook.Season]

    init(_ rate: URDBRate) {
        let all = [rate.energy, rate.demand].compactMap { $0 }.filter { $0.used.count > 1 }
        let kinds = (0..<12).map { month in all.flatMap { [$0.weekday[month], $0.weekend[month]] } }
        let starts = (0..<12).filter { kinds[$0] != kinds[($0 + 11) % 12] }
        guard !starts.isEmpty else {
            (names, seasons) = (Array(repeating: nil, count: 12), [])
            return
        }
        var names: [String?] = Array(repeating: nil, count: 12)
        var seasons: [TariffBook.Season] = []
        for (index, start) in starts.enumerated() {
            let next = index + 1 < starts.count ? starts[index + 1] : starts[0] + 12
            let last = (next - 1) % 12
            let name = Seasons.short[start] + (last == start ? "" : "_" + Seasons.short[last])
            for month in start..<next { names[month % 12] = name }
            seasons.append(TariffBook.Season(name: name, month: start + 1, day: 1))
        }
        (self.names, self.seasons) = (names, seasons)
    }

    private static let short = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}

extension URDBRate {
    /// The hours of each period as windows; those of the period with most hours are the rest.
    func windows(of periods: Periods, named name: String) -> TimeOfUseRules {
        let band = { (period: Int) in "\(name)\(period + 1)" }
        let hours = (periods.weekday + periods.weekend).joined()
        let rest = periods.used.max { one, next in
            hours.count { $0 == one } < hours.count { $0 == next }
        }
        var windows: [TimeOfUseRules.Window] = []
        let seasons = Seasons(self)
        for run in runs(of: periods) where run.period != rest {
            add(run, band: band(run.period), season: seasons.names[run.month], to: &windows)
        }
        let all = Set(seasons.seasons.map(\.name))
        for index in windows.indices where windows[index].seasons == all {
            windows[index].seasons = []
        }
        return TimeOfUseRules(
            bands: periods.used.map(band), windows: windows, otherwise: band(rest ?? 0))
    }

    private struct Run {
        let month: Int
        let days: Set<TimeOfUseRules.Days>
        let period: Int
        let hours: Range<Int>
    }

    /// Adds a season to the window of the same hours, or a new window.
    private func add(
        _ run: Run, band: String, season: String?, to windows: inout [TimeOfUseRules.Window]
    ) {
        let (from, to) = (run.hours.lowerBound * 60, run.hours.upperBound * 60)
        let same = windows.firstIndex {
            $0.band == band && $0.days == run.days && $0.from == from && $0.to == to
        }
        if let same {
            if let season { windows[same].seasons.insert(season) }
            return
        }
        windows.append(
            TimeOfUseRules.Window(
                band: band, days: run.days, seasons: season.map { [$0] } ?? [], from: from, to: to))
    }

    private func runs(of periods: Periods) -> [Run] {
        let all = Day.Weekday.allCases
        let weekdays = Set(all.prefix(5).map { TimeOfUseRules.Days.weekday($0) })
        let weekends = Set(all.suffix(2).map { TimeOfUseRules.Days.weekday($0) })
        let everyDay = weekdays.union(weekends).union([.holiday])
        return (0..<12).flatMap { month in
            let (weekday, weekend) = (periods.weekday[month], periods.weekend[month])
            if weekday == weekend { return runs(weekday, month: month, days: everyDay) }
            return runs(weekday, month: month, days: weekdays)
                + runs(weekend, month: month, days: weekends)
        }
    }

    private func runs(_ row: [Int], month: Int, days: Set<TimeOfUseRules.Days>) -> [Run] {
        var (runs, from): ([Run], Int) = ([], 0)
        for hour in 1...24 where hour == 24 || row[hour] != row[from] {
            runs.append(Run(month: month, days: days, period: row[from], hours: from..<hour))
            from = hour
        }
        return runs
    }
}
