import Measures

// Rows that the import must refuse with line, field and rule; they are at the end of their file.
extension Town {
    struct RefusedRow {
        let kind: PlantedFault.Kind
        /// Number of the supply point it names; nil for none.
        let point: Int?
        let text: String
        let field: String
    }

    func refusedReadings(_ month: Int) -> [RefusedRow] {
        let isLast = month == months.lastIndex
        var rows = malformed(month, isLast ? scaled(12) : 2)
        for number in 0..<(isLast ? scaled(8) : 1) {
            let day = months.lastDay(month)
            rows.append(
                RefusedRow(
                    kind: .unknownMeter, point: nil,
                    text: "E\(9_999_000 + number),1,\(day),4711,ACT", field: "meter_serial"))
        }
        return isLast ? rows + duplicates(month) + beforeInstallation() : rows
    }

    private func scaled(_ count: Int) -> Int { max(1, count * points.count / 10_000) }

    private func malformed(_ month: Int, _ count: Int) -> [RefusedRow] {
        let day = months.lastDay(month)
        let (year, number, last) = day.date
        return (0..<count).map { index in
            let choice = (month + index) % Town.patterns.count
            let point = points[(month * 131 + index * 17) % points.count]
            let pattern = Town.patterns[choice]
            let day =
                switch pattern.day {
                case .sound: day.description
                case .tooLate: "\(Town.name(of: day))-\(last + 1)"
                case .slashed: "\(last)/\(number)/\(year)"
                }
            let text = "\(serial(meters[point.meters[0]])),1,\(day),\(pattern.rest)"
            return RefusedRow(
                kind: .malformedRow, point: point.number, text: text, field: pattern.field)
        }
    }

    private enum DayPattern { case sound, tooLate, slashed }

    private static let patterns: [(day: DayPattern, rest: String, field: String)] = [
        (.tooLate, "12345,ACT", "day"), (.sound, "\"12,345\",ACT", "value"),
        (.sound, "12345,GUESS", "type"), (.slashed, "12345,ACT", "day"),
        (.sound, "-250,ACT", "value"), (.sound, "1e5,ACT", "value"), (.sound, ",ACT", "value"),
        (.sound, "NaN,ACT", "value"),
        (.sound, "1000000000000000000000000000000,ACT", "value"),
    ]

    private func duplicates(_ month: Int) -> [RefusedRow] {
        let chosen = faults.refused[.duplicateReading] ?? []
        return chosen.compactMap { point in
            guard
                let line = readings[month + 1].last(where: {
                    points[point].meters.contains(Int($0.meter))
                })
            else { return nil }
            let meter = meters[Int(line.meter)]
            let dial = meter.dials[Int(line.dial)]
            return RefusedRow(
                kind: .duplicateReading, point: point,
                text: "\(serial(meter)),\(dial.register),\(line.day),"
                    + "\(line.value / 1000 + 11),CUS",
                field: "value")
        }
    }

    private func beforeInstallation() -> [RefusedRow] {
        (faults.refused[.readBeforeInstallation] ?? []).map { point in
            let meter = meters[points[point].meters[0]]
            return RefusedRow(
                kind: .readBeforeInstallation, point: point,
                text: "\(serial(meter)),1,\(meter.installed - 40),1,ACT", field: "day")
        }
    }

    func refusedAgreements(_ month: Int) -> [String] {
        guard month == months.lastIndex else { return [] }
        return (faults.refused[.overlappingAgreement] ?? []).map { number in
            let point = points[number]
            let from = months.firstDay(month) + 9
            return "AG-\(padded(number + 1))-X,A-000001,\(code(point)),"
                + "\(BookNames.tariff(point.service)),\(from),,occupied"
        }
    }
}
