import Interchange
import Measures
import Metering
import Storage

/// NEM12 and NEM13: days of intervals and register readings of the market's meters.
///
/// A row is a 300 or a 250 record. A channel that is not known costs its days; the rest loads.
final class MeterDataImport {
    private let run: ImportRun
    private let points: [String: Int64]
    private let registers: [Int64: [ReadRegister]]
    private let intervals: IntervalBook
    private let readings: ReadingBook
    private var channel: OpenChannel?

    /// The 200 record that the days belong to, and what it is in our books.
    private struct OpenChannel {
        let record: NEMChannel
        let candidates: [HungRegister]
        /// Why none of its days can be taken in.
        let refused: Rejection?
        var refusedDays = 0
    }

    init(_ run: ImportRun) throws {
        self.run = run
        points = try run.books.supplyPointsByMarketID()
        let hanging = try run.books.registers().map { ReadRegister($0) }
        registers = Dictionary(grouping: hanging) { $0.hung.supplyPointID }
        intervals = IntervalBook(run)
        readings = try ReadingBook(run)
    }

    func take(_ file: FileBytes) throws -> [String] {
        let lines = try file.lines(quotes: false)
        var reader = NEMReader(lines)
        var events = 0
        while let event = try reader.next() {
            try take(event)
            events += 1
            if events % 512 == 0 { try run.goOn(lines.bytesTaken, of: file.size) }
        }
        try closeChannel()
        try intervals.flush()
        run.tell(file.size, of: file.size)
        return []
    }

    private func take(_ event: NEMReader.Event) throws {
        switch event {
        case .header, .serviceOrder: break
        case .channel(let record): try open(record)
        case .day(let day): try take(day)
        case .register(let reading): try take(reading)
        case .rejected(let rejection): try run.tally.reject([rejection])
        }
    }

    private func open(_ record: NEMChannel) throws {
        try closeChannel()
        let found = channelRegisters(record.nmi, record.suffix, record.meter)
        channel = OpenChannel(
            record: record, candidates: found.registers.map(\.hung),
            refused: found.refused.map { rejection(record.line, $0) }
                ?? misfit(record, found.registers))
    }

    /// Tells once what all days of a channel were refused for.
    private func closeChannel() throws {
        guard let channel, let refused = channel.refused, channel.refusedDays > 0 else { return }
        try run.tally.reject(rows: channel.refusedDays, [refused])
        self.channel = nil
    }

    private func take(_ day: NEMDay) throws {
        guard let open = channel else { return try run.tally.reject([noChannel(day)]) }
        if open.refused != nil {
            channel?.refusedDays += 1
            return
        }
        guard day.faults.isEmpty else { return try run.tally.reject(day.faults) }
        guard day.day <= run.today else {
            return try run.tally.reject([
                Rejection(
                    line: day.line, field: "interval date", value: "\(day.day)",
                    rule: "a day is not after today, \(run.today) (RD-DATE)",
                    advice: "Correct the day, or move the business day on.")
            ])
        }
        guard let hung = open.candidates.first(where: { $0.register.isEffective(on: day.day) })
        else { return try run.tally.reject([notHanging(day, open)]) }
        var values = day.values
        if let place = open.record.unit.scale.normalise(&values) {
            return try run.tally.reject([outOfRange(day, place, open.record)])
        }
        run.tally.accept(
            try intervals.take(day, values, of: hung.id, minutes: open.record.minutes))
    }

    private func noChannel(_ day: NEMDay) -> Rejection {
        Rejection(
            line: day.line, field: "record indicator", value: "300",
            rule: "a day belongs to a channel", advice: "Ask the sender for a corrected file.")
    }

    private func notHanging(_ day: NEMDay, _ open: OpenChannel) -> Rejection {
        Rejection(
            line: day.line, field: "interval date", value: "\(day.day)",
            rule: "the meter of \(open.record.nmi) \(open.record.suffix) hangs there on the day "
                + "(RD-DATE)",
            advice: "Correct the installation or removal in meters.csv.")
    }

    private func outOfRange(_ day: NEMDay, _ place: Int, _ record: NEMChannel) -> Rejection {
        Rejection(
            line: day.line, field: "interval values", value: "value \(place + 1)",
            rule: "a value has at most six places in \(record.unit.unit)",
            advice: "Ask the sender for the unit the meter counts in.")
    }
}

// What the market's names are in our books (rule B3.1).
extension MeterDataImport {
    private typealias Found = (registers: [ReadRegister], refused: Unknown?)

    private struct Unknown {
        let field: String
        let value: String
        let rule: String
        let advice: String

        static func nmi(_ nmi: String) -> Unknown {
            Unknown(
                field: "NMI", value: nmi, rule: "the NMI is known (B3.1)",
                advice: "Import supply_points.csv with its market_id first.")
        }

        static func suffix(_ suffix: String, of nmi: String) -> Unknown {
            Unknown(
                field: "NMI suffix", value: suffix,
                rule: "\(nmi) has a register with the suffix (B3.1)",
                advice: "Import meters.csv with its suffix first.")
        }

        static func meter(_ serial: String, at nmi: String) -> Unknown {
            Unknown(
                field: "meter serial number", value: serial,
                rule: "the meter is the one at \(nmi) (RD-SERIAL)",
                advice: "Look for an exchange or crossed meters, and correct meters.csv.")
        }
    }

    private func channelRegisters(_ nmi: String, _ suffix: String, _ meter: String) -> Found {
        guard let point = points[nmi] else { return ([], .nmi(nmi)) }
        let named = (registers[point] ?? []).filter {
            $0.hung.suffix == suffix || ($0.hung.suffix.isEmpty && $0.hung.code == suffix)
        }
        guard !named.isEmpty else { return ([], .suffix(suffix, of: nmi)) }
        let ofMeter = named.filter { meter.isEmpty || $0.hung.register.meterSerial == meter }
        return ofMeter.isEmpty ? ([], .meter(meter, at: nmi)) : (ofMeter, nil)
    }

    private func rejection(_ line: Int, _ unknown: Unknown) -> Rejection {
        Rejection(
            line: line, field: unknown.field, value: unknown.value, rule: unknown.rule,
            advice: unknown.advice)
    }

    /// Unit and length of the channel against ours (rule B3.3).
    private func misfit(_ record: NEMChannel, _ found: [ReadRegister]) -> Rejection? {
        guard let register = found.first?.hung.register else { return nil }
        guard case .interval(let minutes) = register.kind, minutes == record.minutes else {
            return Rejection(
                line: record.line, field: "interval length", value: "\(record.minutes)",
                rule: "the register is a channel of intervals of this length (B3.3)",
                advice: "Correct kind and minutes in meters.csv.")
        }
        guard register.unit == record.unit.unit else {
            return Rejection(
                line: record.line, field: "unit of measure", value: record.unit.text,
                rule: "the unit is that of the register, \(register.unit) (B3.3)",
                advice: "Correct the unit in meters.csv.")
        }
        return nil
    }
}

// NEM13: two reads of a register make one row.
extension MeterDataImport {
    private func take(_ record: NEMRegisterReading) throws {
        let found = channelRegisters(record.nmi, record.suffix, record.meter)
        if let unknown = found.refused {
            return try run.tally.reject([rejection(record.line, unknown)])
        }
        var taken: [(reading: Reading, register: ReadRegister)] = []
        for (read, name) in [(record.previous, "previous"), (record.current, "current")] {
            switch try judge(read, name, record, found.registers) {
            case .failure(let refused): return try run.tally.reject([refused.rejection])
            case .success(let one): taken.append(one)
            }
        }
        var changes: [FactChange] = []
        for one in taken {
            if case .success(let change) = try readings.take(one.reading, on: one.register) {
                changes.append(change)
            }
        }
        run.tally.accept(
            changes.contains(.superseded)
                ? .superseded : changes.contains(.new) ? .new : .unchanged)
    }

    private struct ReadRefused: Error {
        let rejection: Rejection

        init(_ line: Int, _ name: String, _ value: String, rule: String, advice: String) {
            rejection = Rejection(
                line: line, field: "\(name) register read", value: value, rule: rule,
                advice: advice)
        }
    }

    /// Both reads are judged before either is stored.
    private func judge(
        _ read: NEMRegisterReading.Read, _ name: String, _ record: NEMRegisterReading,
        _ registers: [ReadRegister]
    ) throws -> Result<(reading: Reading, register: ReadRegister), ReadRefused> {
        let refused = { (rule: String, advice: String) in
            ReadRefused(record.line, name, read.text, rule: rule, advice: advice)
        }
        let day = Zone.nemMarket.day(of: read.taken)
        guard let register = registers.first(where: { $0.hung.register.isEffective(on: day) })
        else {
            return .failure(
                refused(
                    "the meter hangs there on \(day) (RD-DATE)",
                    "Correct the installation or removal in meters.csv."))
        }
        guard read.quality.flag != .null else {
            return .failure(refused("a read has a value (B2.1)", "Ask for the read."))
        }
        let reading = read.reading(on: register.hung.id, day: day)
        if let fault = readings.fault(reading, on: register) {
            return .failure(refused(fault.rule, fault.advice))
        }
        if let known = try readings.known(reading, on: register),
            case .failure(let fault) = known.meeting(reading)
        {
            return .failure(refused(fault.rule, fault.advice))
        }
        return .success((reading, register))
    }
}

extension NEMRegisterReading.Read {
    /// As a reading of ours: an actual, or what stands in for one (rules B1, B2.1).
    fileprivate func reading(on register: Int64, day: Day) -> Reading {
        switch quality.flag {
        case .forwardEstimate:
            return Reading(registerID: register, day: day, value: value, type: .estimated)
        case .finalSubstitute, .substitute:
            return Reading(
                registerID: register, day: day, value: value, roles: ReadRoles(.estimated),
                source: .agent, method: .file, status: .derived)
        case .actual, .null, .variable:
            return Reading(
                registerID: register, day: day, value: value, source: .agent, method: .file)
        }
    }
}
