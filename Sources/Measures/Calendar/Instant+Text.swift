extension Instant {
    /// ISO 8601 in UTC, such as `2025-03-30T01:00:00Z`.
    package var utcText: String {
        let (day, second) = (Zone.utc.day(of: self), Zone.utc.secondOfDay(at: self))
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    /// ISO 8601 with the offset from UTC: `2025-03-30T01:00Z`, `2025-03-30T01:00:00+01:00`.
    package init?(iso text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 17, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            let day = Day(text.prefix(10)), let hour = Instant.number(bytes[11...]), hour < 24,
            let minute = Instant.number(bytes[14...]), minute < 60
        else { return nil }
        var (index, second) = (16, 0)
        if bytes[index] == UInt8(ascii: ":") {
            guard let given = Instant.number(bytes[17...]), given < 60, bytes.count > 19 else {
                return nil
            }
            (index, second) = (19, given)
        }
        guard let offset = Instant.offset(bytes[index...]) else { return nil }
        let local = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(seconds: local - Int64(offset))
    }

    /// The two digits that stand first.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        let two = bytes.prefix(2)
        guard two.count == 2, two.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return two.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Seconds east of UTC: `Z`, or `+01:00`.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        let rest = Array(bytes)
        if rest == [UInt8(ascii: "Z")] { return 0 }
        guard rest.count == 6, rest[3] == UInt8(ascii: ":"), let hours = number(rest[1...]),
            let minutes = number(rest[4...]), hours < 15, minutes < 60
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        switch rest[0] {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: return nil
        }
    }
}
