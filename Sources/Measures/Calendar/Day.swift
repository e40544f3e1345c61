/// A calendar day: a number in the proleptic Gregorian calendar, day 0 is 1970-01-01.
package struct Day: Sendable, Hashable, Comparable {
    package let number: Int32

    package init(number: Int32) { self.number = number }

    /// Nil unless the date exists in the years 1600 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1600...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.daysIn(month: month, of: year)
        else { return nil }
        number = Day.number(year: year, month: month, day: day)
    }

    /// Reads `2025-03-31`, and nothing else.
    package init?(_ text: some StringProtocol) {
        var copy = String(text)
        let day = copy.withUTF8 { Day(bytes: UnsafeRawBufferPointer($0)) }
        guard let day else { return nil }
        self = day
    }

    /// Reads the ten bytes of `2025-03-31`, and nothing else.
    package init?(bytes: UnsafeRawBufferPointer) {
        let dash = UInt8(ascii: "-")
        guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash,
            let year = Day.whole(bytes[0..<4]), let month = Day.whole(bytes[5..<7]),
            let day = Day.whole(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package static func < (a: Day, b: Day) -> Bool { a.number < b.number }
    package static func + (day: Day, days: Int) -> Day { Day(number: day.number + Int32(days)) }
    package static func - (day: Day, days: Int) -> Day { Day(number: day.number - Int32(days)) }
    /// Days from `b` to `a`.
    package static func - (a: Day, b: Day) -> Int { Int(a.number) - Int(b.number) }

    package enum Weekday: Int, Sendable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    }

    package var weekday: Weekday {
        Weekday(rawValue: ((Int(number) + 3) % 7 + 7) % 7)!
    }

    package static func daysIn(month: Int, of year: Int) -> Int {
        switch month {
        case 2: return isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static func whole(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
        var value = 0
        for byte in bytes {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }
}

// Civil calendar arithmetic on eras of 400 years that start on 1 March.
extension Day {
    package var date: (year: Int, month: Int, day: Int) {
        let z = Int(number) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func number(year: Int, month: Int, day: Int) -> Int32 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    package var firstOfMonth: Day { self - (date.day - 1) }

    /// The same day `months` later, or the last day of that month where it has no such day.
    package func adding(months: Int) -> Day {
        let (year, month, day) = date
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        let last = Day.daysIn(month: newMonth, of: newYear)
        return Day(number: Day.number(year: newYear, month: newMonth, day: min(day, last)))
    }
}

extension Day: CustomStringConvertible {
    /// ISO 8601, such as `2025-03-31`.
    package var description: String {
        let (year, month, day) = date
        return String(unsafeUninitializedCapacity: 10) { bytes in
            func put(_ value: Int, at position: Int, width: Int) {
                var rest = value
                for offset in (0..<width).reversed() {
                    bytes[position + offset] = UInt8(48 + rest % 10)
                    rest /= 10
                }
            }
            put(year, at: 0, width: 4)
            put(month, at: 5, width: 2)
            put(day, at: 8, width: 2)
            bytes[4] = UInt8(ascii: "-")
            bytes[7] = UInt8(ascii: "-")
            return 10
        }
    }
}

extension Day {
    /// The day of what has no end yet. Stored and compared like any other day.
    package static let openEnd = Day(year: 9999, month: 12, day: 31)!
}
