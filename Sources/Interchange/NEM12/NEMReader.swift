import Measures

/// Reads NEM12 and NEM13 meter data files record by record, in bounded memory.
///
/// A fault in one day's or register's data is that row's rejection; a fault in what holds
/// the file together (its records' order, its end) refuses the file with `FileRefused`. What
/// came before such a refusal must not be kept: store nothing until `next()` gave nil.
package struct NEMReader {
    package enum Event: Sendable {
        indirect case header(NEMHeader)
        indirect case channel(NEMChannel)
        /// A 200 record that cannot be read: each of its days is `rejected` for the same reason.
        indirect case channelRejected(Rejection)
        /// A day of the last channel, with its 400 records. Look at its `faults` first.
        case day(NEMDay)
        indirect case register(NEMRegisterReading)
        indirect case serviceOrder(NEMServiceOrder)
        /// A 300 or 250 record that could not be read.
        indirect case rejected(Rejection)
    }

    /// Data rows (300 and 250 records) met so far: those accepted and those rejected.
    package private(set) var rows = 0

    private var lines: LineReader
    private var held: Line?
    private var version: NEMHeader.Version?
    private var hasChannel = false
    /// Why the days of the present channel cannot be read.
    private var channelFault: Rejection?
    private var day: NEMDay
    private var open = Open.nothing
    private var orderOwner: (nmi: String, suffix: String)?
    private var isBlank = true

    /// What a 400 or 550 record that comes next would belong to.
    private enum Open { case nothing, day, rejected }

    /// - Parameter lines: made with `quotes: false`.
    package init(_ lines: LineReader) {
        self.lines = lines
        day = .blank
    }

    package init(_ bytes: [UInt8]) {
        self.init(LineReader(bytes, quotes: false))
    }

    /// Reads lines that begin with a 200 record and come after others of a NEM12 file.
    package init(amidNEM12 lines: LineReader) {
        self.init(lines)
        (version, isBlank) = (.nem12, false)
    }

    /// The next event, or nil once the file has properly ended.
    package mutating func next() throws -> Event? {
        if let event = try nextOfPart() { return event }
        try finish()
        return nil
    }

    /// The next event, or nil after the last line: `goOn` with the lines after it, or `finish`.
    package mutating func nextOfPart() throws -> Event? {
        while let line = try held ?? lines.next() {
            held = nil
            guard let record = try indicator(of: line) else { continue }
            isBlank = false
            if open == .day, record != 400 {
                held = line
                return finishDay()
            }
            if let event = try take(record, line) { return event }
        }
        return nil
    }

    package mutating func goOn(_ lines: LineReader) { self.lines = lines }

    /// The day at hand, where a record follows that is none of its own.
    package mutating func closeDay() -> Event? { open == .day ? finishDay() : nil }

    /// Refuses a file that has not properly ended.
    package func finish() throws(FileRefused) {
        guard isEnded else { throw cut() }
    }

    /// Whether a 200 record that comes now is read as one.
    package var isNEM12: Bool { version == .nem12 }

    package private(set) var isEnded = false

    /// The record's number, or nil for a line of blanks and commas.
    private func indicator(of line: Line) throws(FileRefused) -> Int? {
        if let number = plainIndicator(line.bytes) { return number }
        var fields = NEMFields(line)
        let first = fields.next()!
        if let number = first.int, first.bytes.count == 3 { return number }
        if line.bytes.allSatisfy({ $0 == 32 || $0 == 44 || $0 == 9 }) { return nil }
        throw FileRefused(
            line: line.number, field: "record indicator", value: first.shown,
            rule: "a record begins with 100, 200, 250, 300, 400, 500, 550 or 900",
            advice: "Look whether this is a NEM12 or NEM13 file.")
    }

    private func plainIndicator(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes.count > 3, bytes[3] == 44 else { return nil }
        let (hundreds, tens, ones) = (bytes[0] &- 48, bytes[1] &- 48, bytes[2] &- 48)
        guard max(hundreds, tens, ones) <= 9 else { return nil }
        return Int(hundreds) * 100 + Int(tens) * 10 + Int(ones)
    }

    private mutating func take(_ record: Int, _ line: Line) throws -> Event? {
        if version == nil { return try begin(record, line) }
        if isEnded { try goOn(record, line) }
        switch (version!, record) {
        case (_, 900): try end(line)
        case (_, 100): return try begin(record, line)
        case (.nem12, 200): return beginChannel(line)
        case (.nem12, 300): return try beginDay(line)
        case (.nem12, 400): try addRange(line)
        case (.nem12, 500), (.nem13, 550): return try serviceOrder(record, line)
        case (.nem13, 250): return register(line)
        default: throw misplaced(record, line)
        }
        return nil
    }

    /// A file without any record.
    static let empty = FileRefused(
        rule: "a meter data file holds at least a 100 and a 900 record",
        advice: "The file is empty: ask for it again.")

    /// A file that stops before its end.
    package static let notEnded = FileRefused(
        field: "900", rule: "a meter data file ends with a 900 record",
        advice: "The file may be cut: ask for it again.")

    private func cut() -> FileRefused {
        isBlank ? Self.empty : Self.notEnded
    }

    private func misplaced(_ record: Int, _ line: Line) -> FileRefused {
        let name = version?.rawValue ?? "NEM12"
        return FileRefused(
            line: line.number, field: "record indicator", value: "\(record)",
            rule: "records of a \(name) file come in their order "
                + (version == .nem13
                    ? "(100, then 250 with its 550, then 900)"
                    : "(100, then 200 with its 300, 400 and 500, then 900)"),
            advice: "Records may be missing: ask for the file again.")
    }
}

// What holds the file together.
extension NEMReader {
    private mutating func begin(_ record: Int, _ line: Line) throws -> Event {
        guard version == nil || isEnded else { throw misplaced(record, line) }
        isEnded = false
        (hasChannel, orderOwner, open) = (false, nil, .nothing)
        let header: NEMHeader
        if record == 100 {
            header = try whole(line) { fields throws(Rejection) in try NEMHeader(&fields) }
        } else {
            held = line
            header = NEMHeader(version: .nem12, created: nil, from: "", to: "", isAssumed: true)
        }
        version = header.version
        return .header(header)
    }

    /// Some senders put several files into one: after a 900 comes another 100 or 200.
    private mutating func goOn(_ record: Int, _ line: Line) throws(FileRefused) {
        if record == 100 { return }
        guard record == 200 else { throw misplaced(record, line) }
        isEnded = false
    }

    private mutating func end(_ line: Line) throws(FileRefused) {
        isEnded = true
        (hasChannel, orderOwner, open) = (false, nil, .nothing)
        try whole(line) { fields throws(Rejection) in try fields.end(of: "900") }
    }

    private mutating func beginChannel(_ line: Line) -> Event {
        (hasChannel, channelFault) = (true, nil)
        let next: NEMChannel
        do {
            var fields = NEMFields(line)
            _ = fields.next()
            next = try NEMChannel(&fields)
        } catch {
            (channelFault, orderOwner, open) = (error, ("", ""), .nothing)
            return .channelRejected(error)
        }
        orderOwner = (next.nmi, next.suffix)
        open = .nothing
        day.values = [Int64](repeating: 0, count: next.intervalsPerDay)
        return .channel(next)
    }

    /// Reads a record whose faults cost the file.
    private func whole<Value>(
        _ line: Line, _ read: (inout NEMFields) throws(Rejection) -> Value
    ) throws(FileRefused) -> Value {
        do {
            var fields = NEMFields(line)
            _ = fields.next()
            return try read(&fields)
        } catch {
            throw FileRefused(error)
        }
    }
}

// Days and their ranges of quality.
extension NEMReader {
    private mutating func beginDay(_ line: Line) throws(FileRefused) -> Event? {
        guard hasChannel else { throw misplaced(300, line) }
        rows += 1
        open = .rejected
        if let channelFault { return .rejected(channelFault) }
        var fields = NEMFields(line)
        _ = fields.next()
        do {
            try day.readValues(&fields)
        } catch {
            return .rejected(error)
        }
        do {
            try day.readRest(&fields)
        } catch {
            throw FileRefused(error)
        }
        open = .day
        return nil
    }

    private mutating func addRange(_ line: Line) throws(FileRefused) {
        switch open {
        case .nothing: throw misplaced(400, line)
        case .rejected: return
        case .day: day.addRange(line)
        }
    }

    private mutating func finishDay() -> Event {
        open = .nothing
        day.checkCoverage()
        return .day(day)
    }
}

// Register readings and service orders.
extension NEMReader {
    private mutating func register(_ line: Line) -> Event {
        rows += 1
        var fields = NEMFields(line)
        _ = fields.next()
        do {
            let reading = try NEMRegisterReading(&fields)
            (open, orderOwner) = (.nothing, (reading.nmi, reading.suffix))
            return .register(reading)
        } catch {
            (open, orderOwner) = (.rejected, nil)
            return .rejected(error)
        }
    }

    private func serviceOrder(_ record: Int, _ line: Line) throws(FileRefused) -> Event? {
        if record == 550, open == .rejected { return nil }
        guard let owner = orderOwner else { throw misplaced(record, line) }
        return .serviceOrder(
            try whole(line) { fields throws(Rejection) in
                let order = NEMServiceOrder(
                    line: line.number, nmi: owner.nmi, suffix: owner.suffix,
                    fields: [
                        try fields.text("field 2"), try fields.text("field 3"),
                        try fields.text("field 4"), try fields.text("field 5"),
                    ])
                try fields.end(of: "\(record)")
                return order
            })
    }
}
