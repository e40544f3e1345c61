import Documents
package import Measures
import Metering
package import Operations

/// Meter data as text and JSON.
package enum MeterDataText {
    /// Registers with their readings, channels with their days; with each interval of one day.
    package static func answer(_ shown: [ShowReadings.Shown], of day: Day?) -> Answer {
        Answer(
            shown.map { text($0, day) }.joined(separator: "\n"),
            .array(shown.map { json($0, day) }))
    }

    package static func answer(_ totals: MeterDataTotals) -> Answer {
        Answer(text(totals), json(totals))
    }

    private static func text(_ shown: ShowReadings.Shown, _ day: Day?) -> String {
        let installed = shown.installed
        let title =
            "Meter \(installed.register.meterSerial), register \(installed.code), supply point "
            + "\(shown.supplyPoint), \(installed.register.unit.rawValue)\n\n"
        if !shown.days.isEmpty {
            return title
                + (day == nil ? days(shown.days) : shown.days.map(intervals).joined())
        }
        guard !shown.readings.isEmpty else { return title + "No reading is known of these days.\n" }
        return title + readings(shown.readings)
    }

    private static func readings(_ readings: [Reading]) -> String {
        var table = Table([
            .text("Day"), .number("Reading"), .text("Type"), .text("Status"), .text("Source"),
            .text("Method"),
        ])
        for reading in readings {
            table.add([
                "\(reading.day)", reading.value.exact.forPeople, reading.roles.word,
                reading.status.word, reading.source.word, reading.method.word,
            ])
        }
        return table.text(width: 100)
    }

    private static func days(_ days: [ChannelDay]) -> String {
        var table = Table([
            .text("Day"), .number("Use"), .number("Intervals"), .number("Missing"),
            .text("Quality"),
        ])
        let places = places(days.map(\.total))
        for day in days {
            table.add([
                "\(day.day)", grouped(day.total.exact.text(places: places)),
                grouped(day.values.count),
                grouped(day.missing), quality(day),
            ])
        }
        return table.text(width: 100)
    }

    private static func intervals(_ day: ChannelDay) -> String {
        var table = Table([.text("From"), .number("Use"), .text("Quality")])
        let places = places(day.values.compactMap(use))
        for (index, (value, flag)) in zip(day.values, day.flags).enumerated() {
            let use = use(value).map { grouped($0.exact.text(places: places)) } ?? ""
            table.add([time(index * day.minutes), use, "\(flag.quality)"])
        }
        return table.text(width: 100)
    }

    private static func quality(_ day: ChannelDay) -> String {
        day.isMixed ? "mixed, worst \(day.quality)" : "\(day.quality)"
    }

    private static func use(_ value: Int64) -> Quantity? {
        value == IntervalBlock.missing ? nil : Quantity(millionths: value)
    }

    /// The decimals of a column: those that its longest figure needs.
    private static func places(_ figures: [Quantity]) -> Int {
        figures.map { $0.exact.text.split(separator: ".").dropFirst().first?.count ?? 0 }.max() ?? 0
    }

    private static func time(_ minute: Int) -> String {
        let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func text(_ totals: MeterDataTotals) -> String {
        guard totals.days > 0 else { return "No interval data is stored." }
        var table = Table([.text("Stored"), .number("")])
        table.add(["channels", grouped(totals.channels)])
        table.add(["days", grouped(totals.days)])
        table.add(["values", grouped(totals.values)])
        table.add(["values missing", grouped(totals.missing)])
        for (name, count) in sorted(totals.qualities) {
            table.add(["days \(name)", grouped(count)])
        }
        for (unit, sum) in sums(totals) { table.add(["sum, \(unit)", sum.forPeople]) }
        return table.text()
    }

    private static func sums(_ totals: MeterDataTotals) -> [(String, Exact)] {
        totals.sums.map { ($0.key.rawValue, Exact($0.value, over: 1_000_000)) }
            .sorted { $0.0 < $1.0 }
    }

    private static func sorted(_ counts: [String: Int]) -> [(key: String, value: Int)] {
        counts.sorted { $0.key < $1.key }
    }

    private static func json(_ totals: MeterDataTotals) -> JSONValue {
        [
            "channels": .count(totals.channels), "days": .count(totals.days),
            "values": .count(totals.values), "missing": .count(totals.missing),
            "days_by_quality": .object(
                sorted(totals.qualities).map { .init($0.key, .count($0.value)) }),
            "sums": .object(sums(totals).map { .init($0.0, .exact($0.1)) }),
        ]
    }

    private static func json(_ shown: ShowReadings.Shown, _ day: Day?) -> JSONValue {
        [
            "meter": .string(shown.installed.register.meterSerial),
            "register": .string(shown.installed.code), "suffix": .string(shown.installed.suffix),
            "supply_point": .string(shown.supplyPoint),
            "unit": .string(shown.installed.register.unit.rawValue),
            "readings": .array(shown.readings.map(json)),
            "days": .array(shown.days.map { json($0, intervals: day != nil) }),
        ]
    }

    private static func json(_ reading: Reading) -> JSONValue {
        [
            "day": .day(reading.day), "value": .exact(reading.value.exact),
            "type": .string(reading.roles.word), "status": .string(reading.status.word),
            "source": .string(reading.source.word), "method": .string(reading.method.word),
        ]
    }

    private static func json(_ day: ChannelDay, intervals: Bool) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("day", .day(day.day)), .init("minutes", .count(day.minutes)),
            .init("total", .exact(day.total.exact)), .init("intervals", .count(day.values.count)),
            .init("missing", .count(day.missing)), .init("quality", .string("\(day.quality)")),
        ]
        if intervals {
            members.append(
                .init(
                    "values", .array(day.values.map { use($0).map { .exact($0.exact) } ?? .null })))
            members.append(.init("qualities", .array(day.flags.map { .string("\($0.quality)") })))
        }
        return .object(members)
    }
}
