import Measures

/// The fields of one record in their order, each read to what it should be.
///
/// What is wrong with a field is thrown as a `Rejection`; the reader decides whether that
/// costs the row or the file.
struct NEMFields {
    let line: Int
    /// Where the next field begins, and where the record ends.
    var position: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    private(set) var isDone = false

    init(_ line: Line) {
        self.line = line.number
        position = line.bytes.baseAddress!
        end = position + line.bytes.count
    }

    /// The next field, or nil after the last one. A field in quotes loses them.
    mutating func next() -> FieldBytes? {
        guard !isDone else { return nil }
        var stop = position
        if stop < end, stop.pointee == 34 { stop = closingQuote() }
        while stop < end, stop.pointee != 44 { stop += 1 }
        defer {
            isDone = stop == end
            position = isDone ? end : stop + 1
        }
        let field = FieldBytes(UnsafeBufferPointer(start: position, count: stop - position))
        guard field.bytes.count >= 2, field.bytes.first == 34, field.bytes.last == 34 else {
            return field
        }
        return FieldBytes(UnsafeBufferPointer(rebasing: field.bytes[1..<field.bytes.count - 1]))
    }

    private func closingQuote() -> UnsafePointer<UInt8> {
        var at = position + 1
        while at < end, at.pointee != 34 { at += 1 }
        return at
    }

    /// The next field, which has to be there, though it may be blank.
    mutating func field(_ name: String) throws(Rejection) -> FieldBytes {
        if let field = next() { return field }
        throw wrong(
            name, "", rule: "the record has all its fields",
            advice: "The record may be cut: ask for the file again.")
    }

    mutating func text(_ name: String) throws(Rejection) -> String {
        let field = try field(name)
        if field.isEmpty { return "" }
        guard let text = field.text, field.bytes.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
            throw wrong(name, field.shown, rule: "a text is UTF-8 without control characters")
        }
        return text
    }

    /// A text that has to be there: an NMI or a suffix.
    mutating func name(_ name: String, atMost length: Int) throws(Rejection) -> String {
        let text = try text(name)
        guard !text.isEmpty, text.utf8.count <= length else {
            throw wrong(name, text, rule: "\(name) has 1 to \(length) characters")
        }
        return text
    }

    /// A day such as 20040120, or nil where the field is blank.
    mutating func day(_ name: String) throws(Rejection) -> Day? {
        let field = try field(name)
        return field.isEmpty ? nil : try day(field, name)
    }

    func day(_ field: FieldBytes, _ name: String) throws(Rejection) -> Day {
        guard let day = field.compactDay, NEMFields.years.contains(day) else {
            throw wrong(
                name, field.shown,
                rule: "a day is written YYYYMMDD and lies in the years 1980 to 2099")
        }
        return day
    }

    /// A time such as 20040120, 200401201530 or 20040120153045, in market time; nil if blank.
    mutating func time(_ name: String) throws(Rejection) -> Instant? {
        let field = try field(name)
        return field.isEmpty ? nil : try time(field, name)
    }

    func time(_ field: FieldBytes, _ name: String) throws(Rejection) -> Instant {
        let bytes = field.bytes
        if bytes.count == 8 || bytes.count == 12 || bytes.count == 14,
            let day = Day(compact: bytes[0..<8]),
            NEMFields.years.contains(day), let seconds = secondOfDay(bytes[8...])
        {
            return Instant(seconds: Int64(day.number) * 86_400 + Int64(seconds) - 36_000)
        }
        throw wrong(
            name, field.shown,
            rule: "a time is written YYYYMMDD, YYYYMMDDhhmm or YYYYMMDDhhmmss")
    }

    private func secondOfDay(_ clock: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var (seconds, unit, at) = (0, 3600, clock.startIndex)
        while at < clock.endIndex {
            guard let value = digitsOnly(clock[at..<at + 2]), value < (unit == 3600 ? 24 : 60)
            else { return nil }
            seconds += value * unit
            (unit, at) = (unit / 60, at + 2)
        }
        return seconds
    }

    mutating func quantity(_ name: String) throws(Rejection) -> (Quantity, text: String) {
        let field = try field(name)
        guard let value = field.quantity else { throw notANumber(name, field) }
        return (value, field.shown)
    }

    func notANumber(_ name: String, _ field: FieldBytes) -> Rejection {
        wrong(
            name, field.shown,
            rule: "a value is a plain decimal of at most 12 digits before the point and 6 after it")
    }

    mutating func unit(_ name: String) throws(Rejection) -> NEMUnit {
        let text = try text(name)
        if let unit = NEMUnit(text) { return unit }
        throw wrong(name, text, rule: "a unit is one of the market's, such as kWh, Wh or kVArh")
    }

    mutating func quality(_ name: String) throws(Rejection) -> NEMQuality {
        let field = try field(name)
        if let quality = NEMQuality(field.bytes) { return quality }
        throw wrong(
            name, field.shown,
            rule: "a quality is A, N, V, or E, F, S with a method of two digits (B2.1)")
    }

    /// A reason code and its words.
    mutating func reason() throws(Rejection) -> NEMReason {
        let code = try field("reason code")
        guard !code.isEmpty else { return NEMReason(text: try text("reason description")) }
        guard let number = code.int, (0...99).contains(number) else {
            throw wrong("reason code", code.shown, rule: "a reason code is a number from 0 to 99")
        }
        return NEMReason(code: number, text: try text("reason description"))
    }

    /// Nothing but blank fields may follow, as some senders fill their rows up with commas.
    mutating func end(of record: String) throws(Rejection) {
        while let field = next() {
            guard field.isEmpty else {
                throw wrong(
                    "", field.shown, rule: "nothing follows the last field of a \(record) record")
            }
        }
    }

    func wrong(
        _ field: String, _ value: String, rule: String,
        advice: String = "Ask the sender for a corrected file."
    ) -> Rejection {
        Rejection(line: line, field: field, value: value, rule: rule, advice: advice)
    }

    private static let years =
        Day(year: 1980, month: 1, day: 1)!...Day(year: 2099, month: 12, day: 31)!
}

extension NEMQuality {
    /// `A`, `N`, `V`, or `E`, `F`, `S` with or without a two-digit method.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 1 || bytes.count == 3, let flag = Flag(rawValue: bytes[0]) else {
            return nil
        }
        guard bytes.count == 3 else {
            self.init(flag)
            return
        }
        guard [.forwardEstimate, .finalSubstitute, .substitute].contains(flag),
            let method = digitsOnly(bytes[1...])
        else { return nil }
        self.init(flag, method: UInt8(method))
    }
}
