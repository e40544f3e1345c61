import Measures

/// Why a text is no schedule.
package enum ScheduleRefused: Error, Hashable, Sendable {
    /// It does not begin with one of the forms.
    case form(String)
    /// Not a time of the day such as 02:30.
    case time(String)
    case noTime
    /// Not a number of minutes that divides a day: 1 to 720.
    case minutes(String)
    /// Not a day of the month, 1 to 28 or `last`.
    case dayOfMonth(String)
    case word(String)
}

// `daily 02:00`, `mon,thu 03:30`, `monthly 1 04:00`, `monthly last 23:30`, `every 15 min` or
// `every 15 min 06:00-22:00`; then, as wanted, `working-days`, `skipped=never`, `repeated=twice`.
extension Schedule {
    package init(_ text: String) throws(ScheduleRefused) {
        var words = text.split(separator: " ").map(String.init)[...]
        guard let form = words.popFirst() else { throw .form(text) }
        var repeated = Repeated.once
        let days: Days
        var times: [Int] = []
        switch form {
        case "daily": days = .every
        case "monthly": days = try Schedule.dayOfMonth(words.popFirst() ?? "")
        case "every":
            (days, repeated) = (.every, .twice)
            times = try Schedule.everyFewMinutes(&words)
        default:
            guard let weekdays = Schedule.weekdays(form) else { throw .form(form) }
            days = .weekdays(weekdays)
        }
        while let word = words.first, word.first?.isNumber == true {
            times.append(try Schedule.minute(word))
            words.removeFirst()
        }
        guard !times.isEmpty else { throw .noTime }
        var wishes = Wishes(repeated: repeated)
        for word in words { try wishes.take(word) }
        self.init(
            days, at: times, onWorkingDays: wishes.isOnWorkingDays, skipped: wishes.skipped,
            repeated: wishes.repeated)
    }

    /// What comes after the times.
    private struct Wishes {
        var isOnWorkingDays = false
        var skipped = Skipped.later
        var repeated: Repeated

        mutating func take(_ word: String) throws(ScheduleRefused) {
            switch word {
            case "working-days": isOnWorkingDays = true
            case "skipped=later": skipped = .later
            case "skipped=never": skipped = .never
            case "repeated=once": repeated = .once
            case "repeated=twice": repeated = .twice
            default: throw .word(word)
            }
        }
    }

    private static func minute(_ text: String) throws(ScheduleRefused) -> Int {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { throw .time(text) }
        return hour * 60 + minute
    }

    private static func dayOfMonth(_ text: String) throws(ScheduleRefused) -> Days {
        if text == "last" { return .lastOfMonth }
        guard let day = Int(text), (1...28).contains(day) else { throw .dayOfMonth(text) }
        return .ofMonth(day)
    }

    private static func weekdays(_ text: String) -> Set<Day.Weekday>? {
        let names: [String: Day.Weekday] = [
            "mon": .monday, "tue": .tuesday, "wed": .wednesday, "thu": .thursday, "fri": .friday,
            "sat": .saturday, "sun": .sunday,
        ]
        let found = text.split(separator: ",").map { names[String($0)] }
        let days = found.compactMap { $0 }
        return days.isEmpty || days.count != found.count ? nil : Set(days)
    }

    /// `15 min` and the hours in which that is, the last time included.
    private static func everyFewMinutes(
        _ words: inout ArraySlice<String>
    ) throws(ScheduleRefused) -> [Int] {
        let text = words.popFirst() ?? ""
        guard let step = Int(text), (1...720).contains(step), 1440 % step == 0,
            words.popFirst() == "min"
        else { throw .minutes(text) }
        var (from, through) = (0, 1439)
        if let word = words.first, word.contains("-"), word.first?.isNumber == true {
            let ends = word.split(separator: "-", maxSplits: 1).map(String.init)
            guard ends.count == 2 else { throw .time(word) }
            (from, through) = (try minute(ends[0]), try minute(ends[1]))
            guard from <= through else { throw .time(word) }
            words.removeFirst()
        }
        return Array(stride(from: from, through: through, by: step))
    }
}
