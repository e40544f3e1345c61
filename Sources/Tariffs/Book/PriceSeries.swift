package import Measures

/// Prices that change by the hour or the day, or follow an index, as somebody published them.
///
/// A series has one price at a time. It is by days or by instants, never both.
package struct PriceSeries: Sendable, Hashable {
    /// A price from one second or day number up to another.
    package struct Row: Sendable, Hashable {
        package let from: Int64
        package let upTo: Int64
        package let value: Exact

        package init(from: Int64, upTo: Int64, value: Exact) {
            (self.from, self.upTo, self.value) = (from, upTo, value)
        }
    }

    package let code: String
    /// As published: `GBP/kWh`, `p/kWh`, `%`.
    package let unit: String
    package let isByDay: Bool
    /// In order, none over another.
    package let rows: [Row]
    /// The values in billionths.
    private let billionths: [Int64]

    /// Nil where a value has more than nine places or does not fit.
    package init?(_ code: String, unit: String, isByDay: Bool, rows: [Row]) {
        var billionths: [Int64] = []
        billionths.reserveCapacity(rows.count)
        for row in rows {
            guard let value = PriceSeries.billionths(row.value) else { return nil }
            billionths.append(value)
        }
        (self.code, self.unit, self.isByDay) = (code, unit, isByDay)
        (self.rows, self.billionths) = (rows, billionths)
    }

    /// A value as a series keeps it: at most nine places, below 1,000,000,000 either way.
    package static func billionths(_ value: Exact) -> Int64? {
        let scaled = value * Exact(1_000_000_000)
        guard let whole = try? scaled.scaled(by: 1, .halfEven),
            Exact(Int128(whole), over: 1) == scaled,
            abs(value.numerator / max(value.denominator, 1)) < 1_000_000_000
        else { return nil }
        return whole
    }
}

/// A price that nobody gave, or that changes inside an interval of use: the bill is held, never
/// made with zero (rule C1.16).
package struct PriceMissing: Error, Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        case at(Instant)
        case on(Day)
        /// Use of one interval from here falls under several prices.
        case severalInside(Instant)
    }

    package let series: String
    package let place: Place

    package init(_ series: String, _ place: Place) { (self.series, self.place) = (series, place) }
}

extension PriceSeries {
    /// The place of the row that holds at a second or day number.
    private func row(at point: Int64) -> Int? {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].from <= point { low = middle + 1 } else { high = middle }
        }
        return low > 0 && rows[low - 1].upTo > point ? low - 1 : nil
    }

    /// The values that hold on the days of a period, each as long as it is the same.
    package func values(
        over period: Period, in zone: Zone
    ) throws(PriceMissing) -> [(period: Period, value: Exact)] {
        var all: [(period: Period, value: Exact)] = []
        var day = period.start
        while day < period.end {
            let value = try value(on: day, zone)
            if let last = all.last, last.value == value {
                all[all.count - 1].period = Period(from: last.period.start, upTo: day + 1)
            } else {
                all.append((Period(from: day, upTo: day + 1), value))
            }
            day = day + 1
        }
        return all
    }

    /// A day has one value: of a series by instants that of its first instant, which must hold all day.
    private func value(on day: Day, _ zone: Zone) throws(PriceMissing) -> Exact {
        if isByDay {
            guard let place = row(at: Int64(day.number)) else { throw PriceMissing(code, .on(day)) }
            return rows[place].value
        }
        let (start, end) = (zone.start(of: day), zone.start(of: day + 1))
        guard let place = row(at: start.seconds) else { throw PriceMissing(code, .at(start)) }
        let last = try lastRow(from: place, of: start.seconds, upTo: end.seconds)
        return rows[last].value
    }

    /// What use comes to, interval by interval at the price of its time: exact, not rounded.
    ///
    /// `use` is in millionths, an interval after another from `start` on.
    package func cost(
        of use: some RandomAccessCollection<Int64>, from start: Instant, every seconds: Int,
        in zone: Zone
    ) throws(PriceMissing) -> Exact {
        var (sum, now, place) = (Int128(0), start.seconds, 0)
        for value in use {
            let end = now + Int64(seconds)
            place = try row(from: place, at: now, upTo: end, zone)
            sum += Int128(value) * Int128(billionths[place])
            now = end
        }
        return Exact(sum, over: 1_000_000_000_000_000).reduced
    }

    /// The row that holds from one second up to another; `known` is where the one before lay.
    private func row(
        from known: Int, at now: Int64, upTo end: Int64, _ zone: Zone
    ) throws(PriceMissing) -> Int {
        if isByDay {
            let day = zone.day(of: Instant(seconds: now))
            let number = Int64(day.number)
            if holds(known, number) { return known }
            guard let place = row(at: number) else { throw PriceMissing(code, .on(day)) }
            return place
        }
        let next = [known, known + 1].first { holds($0, now) }
        guard let place = next ?? row(at: now) else {
            throw PriceMissing(code, .at(Instant(seconds: now)))
        }
        return rows[place].upTo >= end ? place : try lastRow(from: place, of: now, upTo: end)
    }

    private func holds(_ place: Int, _ point: Int64) -> Bool {
        rows.indices.contains(place) && rows[place].from <= point && point < rows[place].upTo
    }

    /// The row that holds at the end of a stretch which begins in `place`, all rows between having one
    /// value.
    private func lastRow(
        from place: Int, of start: Int64, upTo end: Int64
    ) throws(PriceMissing) -> Int {
        var last = place
        while rows[last].upTo < end {
            let now = rows[last].upTo
            guard holds(last + 1, now) else {
                throw PriceMissing(code, .at(Instant(seconds: now)))
            }
            guard billionths[last + 1] == billionths[place] else {
                throw PriceMissing(code, .severalInside(Instant(seconds: start)))
            }
            last += 1
        }
        return last
    }
}

extension TariffBook {
    /// What an input takes from a series of prices: with a usage, what that comes to at the price
    /// of each interval; without one, the value of each day (rules C1.16, C1.17).
    package struct FromPrices: Sendable, Hashable {
        package var series: String
        package var usage: String?

        package init(_ series: String, of usage: String? = nil) {
            (self.series, self.usage) = (series, usage)
        }
    }
}
