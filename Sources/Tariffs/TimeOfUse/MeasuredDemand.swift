package import Measures

/// The demands of a load that a book asks for beyond its largest interval: over windows longer
/// than an interval (`demand_minutes`), and each day's highest added up (`daily_max_kW`).
///
/// Windows begin with the day of the tariff's clock and follow each other; one that is not there
/// in full does not count. A window belongs to the band of its first interval (rules A5.8, C1.8).
package struct MeasuredDemand: Sendable {
    private let clocks: [TimeOfUse]
    private let zone: Zone
    private let minutes: Int
    /// Intervals of a whole window.
    private let length: Int

    /// Nil where the intervals are no whole part of the window: the demand is then not known.
    /// `bySteps` takes the intervals as they are, whatever the book asks.
    package init?(
        _ book: TariffBook, _ clocks: [TimeOfUse], minutes: Int, in zone: Zone,
        bySteps: Bool = false
    ) {
        let window = bySteps ? minutes : book.demandMinutes ?? minutes
        guard minutes > 0, window % minutes == 0 else { return nil }
        (self.clocks, self.zone) = (clocks, zone)
        (self.minutes, length) = (minutes, window / minutes)
    }

    /// By name, in kW: `max_kW`, `max_kW_peak`, `daily_max_kW`, `daily_max_kW_peak`. `prefix` stands
    /// before each, such as `export_`.
    package func named(
        _ prefix: String, _ values: some RandomAccessCollection<Int64>, from start: Instant
    ) -> [String: Exact] {
        var all: [String: Exact] = [:]
        let whole = TimeOfUse.allDay(clocks.first?.clock ?? .local)
        let sums = windows(values, from: start, by: whole)
        (all[prefix + "max_kW"], all[prefix + "daily_max_kW"]) = figures(sums, band: 0)
        for hours in clocks {
            let sums = windows(values, from: start, by: hours)
            for (band, name) in hours.bands.enumerated() {
                let (maximum, daily) = figures(sums, band: band)
                all[prefix + "max_kW_" + name] = maximum
                all[prefix + "daily_max_kW_" + name] = daily
            }
        }
        return all
    }

    /// What a whole window of a day used, in millionths.
    private struct Window {
        let day: Day
        let band: Int
        var sum: Int64
    }

    private func windows(
        _ values: some RandomAccessCollection<Int64>, from start: Instant, by hours: TimeOfUse
    ) -> [Window] {
        let clock = hours.clockZone(zone)
        let bands = hours.bands(values.count, from: start, every: minutes * 60, in: zone)
        var (all, filled, now): ([Window], Int, Instant) = ([], 0, start)
        var today = days(of: start, clock)
        for (value, band) in zip(values, bands) {
            if now >= today.dusk { today = days(of: now, clock) }
            let index = (now - today.dawn) / (minutes * 60) % length
            if index == 0 {
                if filled % length != 0 { all.removeLast() }
                all.append(Window(day: today.day, band: band, sum: value))
                filled = 1
            } else if filled == index {
                all[all.count - 1].sum += value
                filled += 1
            }
            now = now + minutes * 60
        }
        if filled % length != 0 { all.removeLast() }
        return all
    }

    private func days(of now: Instant, _ clock: Zone) -> (day: Day, dawn: Instant, dusk: Instant) {
        let day = clock.day(of: now)
        return (day, clock.start(of: day), clock.start(of: day + 1))
    }

    private func figures(_ windows: [Window], band: Int) -> (maximum: Exact, daily: Exact) {
        var byDay: [Day: Int64] = [:]
        for window in windows where window.band == band {
            byDay[window.day] = max(byDay[window.day] ?? 0, window.sum)
        }
        let daily = byDay.values.reduce(Int64(0), +)
        return (kW(byDay.values.max() ?? 0), kW(daily))
    }

    private func kW(_ millionths: Int64) -> Exact {
        Quantity(millionths: millionths).exact * Exact(60) / Exact(minutes * length)
    }
}
