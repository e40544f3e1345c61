package import Measures
package import Metering
package import Storage

/// Somebody asks what is known of a meter, a supply point or a market identifier.
package struct ShowReadings: Sendable {
    package enum Refused: Error, Hashable, Sendable {
        case nothingCalled(String)
        case noSuchRegister(String, of: String, known: [String])
    }

    /// A register with its readings, or a channel with its days, in order.
    package struct Shown: Sendable {
        package let installed: InstalledRegister
        package let supplyPoint: String
        package let readings: [Reading]
        package let days: [ChannelDay]
    }

    /// Names the meter, supply point or market identifier; `register` is a code or a suffix, and
    /// all of them where it is nil. Days are those of readings, or of the feed's clock.
    package init(
        _ name: String, register: String? = nil, over days: ClosedRange<Day>,
        known: Knowledge = .now
    ) {
        self.name = name
        self.register = register
        self.days = days
        self.known = known
    }

    private let name: String
    private let register: String?
    private let days: ClosedRange<Day>
    private let known: Knowledge

    package func callAsFunction(_ books: Books) throws -> [Shown] {
        let all = try books.meters.registers(called: name, known: known)
        guard !all.isEmpty else { throw Refused.nothingCalled(name) }
        let asked = all.filter { register == nil || $0.code == register || $0.suffix == register }
        guard !asked.isEmpty else {
            throw Refused.noSuchRegister(
                register ?? "", of: name, known: Set(all.map(\.code)).sorted())
        }
        return try asked.map { try shown($0, books) }
    }

    private func shown(_ installed: InstalledRegister, _ books: Books) throws -> Shown {
        let (first, last) = (days.lowerBound, days.upperBound)
        let point = try books.supply.supplyPoint(installed.supplyPointID, known: known)
        let months = try books.meters.intervals(
            of: installed.id, from: first, through: last, known: known)
        return Shown(
            installed: installed, supplyPoint: point?.code ?? "",
            readings: try books.meters.readings(
                of: installed.id, from: first, through: last, known: known),
            days: months.flatMap(\.days).filter { days.contains($0.day) })
    }
}

/// A day of a channel as its feed counts days: market time for NEM12 (rule A5.4).
package struct ChannelDay: Sendable, Hashable {
    package let day: Day
    package let minutes: Int
    /// Millionths of the unit, and how far to trust each; `IntervalBlock.missing` did not come.
    package let values: ArraySlice<Int64>
    package let flags: [QualityFlag]

    package var missing: Int { values.count { $0 == IntervalBlock.missing } }

    /// The sum of the values that came.
    package var total: Quantity {
        Quantity(millionths: values.lazy.filter { $0 != IntervalBlock.missing }.reduce(0, &+))
    }

    /// The worst quality of the day (rule B2.7).
    package var quality: Quality { flags.map(\.quality).min() ?? .missing }
    package var isMixed: Bool { Set(flags.map(\.quality)).count > 1 }
}

extension StoredMonth {
    /// Its days; a month holds whole days of one clock, so each has as many values.
    package var days: [ChannelDay] {
        let flags = block.qualities()
        let count = block.count / max(1, dayCount)
        return (0..<dayCount).map { index in
            let range = index * count..<(index + 1) * count
            return ChannelDay(
                day: firstDay + index, minutes: block.minutes, values: block.values[range],
                flags: Array(flags[range]))
        }
    }
}

/// How much interval data the books hold.
package struct MeterDataTotals: Sendable, Hashable {
    package private(set) var channels = 0
    package private(set) var days = 0
    package private(set) var values = 0
    package private(set) var missing = 0
    /// Sums by unit, in millionths.
    package private(set) var sums: [Unit: Int128] = [:]
    /// Days by their quality; a day with several is `mixed`.
    package private(set) var qualities: [String: Int] = [:]

    package init(_ books: Books, known: Knowledge = .now) throws {
        let units = Dictionary(
            try books.meters.registers(known: known).map { ($0.id, $0.register.unit) },
            uniquingKeysWith: { first, _ in first })
        var last: Int64?
        try books.meters.forEachMonth(known: known) { month in
            if month.registerID != last { channels += 1 }
            last = month.registerID
            for day in month.days { add(day, units[month.registerID]) }
        }
    }

    private mutating func add(_ day: ChannelDay, _ unit: Unit?) {
        days += 1
        values += day.values.count
        missing += day.missing
        if let unit { sums[unit, default: 0] += Int128(day.total.millionths) }
        qualities[day.isMixed ? "mixed" : "\(day.quality)", default: 0] += 1
    }
}
