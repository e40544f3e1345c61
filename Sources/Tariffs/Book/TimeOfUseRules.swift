package import Measures

/// Which band each hour belongs to, as the price sheet says it (rule C1.8).
package struct TimeOfUseRules: Sendable, Hashable {
    /// The clock that windows are told on (rule A5.5).
    package enum Clock: Sendable, Hashable {
        case local
        case utc
        /// Seconds east of UTC, the whole year.
        case fixed(Int)
    }

    /// Days that a window holds on.
    package enum Days: Sendable, Hashable {
        case weekday(Day.Weekday)
        case holiday
        /// A day that the tariff's own calendar marks, such as `red` (rule C1.17).
        case marked(String)
    }

    /// Half-open in minutes of the day; `to` not after `from` crosses midnight.
    package struct Window: Sendable, Hashable {
        package var band: String
        package var days: Set<Days>
        /// Names of seasons; empty for the whole year.
        package var seasons: Set<String>
        package var from: Int
        package var to: Int

        package init(
            band: String, days: Set<Days>, seasons: Set<String> = [], from: Int, to: Int
        ) {
            self.band = band
            self.days = days
            self.seasons = seasons
            self.from = from
            self.to = to
        }

        func contains(_ minute: Int) -> Bool {
            from < to ? from <= minute && minute < to : minute >= from || minute < to
        }
    }

    package var clock = Clock.local
    package var bands: [String]
    /// The first window that fits wins.
    package var windows: [Window]
    /// The band of every hour outside the windows.
    package var otherwise: String
    /// What a public holiday counts as.
    package var holidaysAre: Days?
    /// Up to this minute the hours carry the type of the day before (rule E-FR-01).
    package var smallHoursUntil = 0

    package init(bands: [String], windows: [Window], otherwise: String) {
        self.bands = bands
        self.windows = windows
        self.otherwise = otherwise
    }
}

/// The dated days that a tariff treats apart: its holidays and its marked days.
package struct TariffCalendar: Sendable, Hashable {
    package var holidays: Set<Day>
    package var marks: [Day: String]

    package init(holidays: Set<Day> = [], marks: [Day: String] = [:]) {
        self.holidays = holidays
        self.marks = marks
    }
}
