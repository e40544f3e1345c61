import Foundation
import Interchange
import Measures
import Metering
import Storage

/// NEM12 and NEM13: days of intervals and register readings of the market's meters.
///
/// A row is a 300 or a 250 record. A channel that is not known costs its days; the rest loads.
/// Parts of a file are drafted on all cores and taken in their order. One that is not plain is
/// read in its turn, record by record: all that is refused is refused there.
final class MeterDataImport {
    private let run: ImportRun
    private let channels: MarketChannels
    private let intervals: IntervalRecorder
    private let readings: ReadingRecorder
    private var registers: [Int64: ReadRegister] = [:]
    private var channel: OpenChannel?
    private var refusedDays = 0
    /// Why the 200 record of the days at hand cannot be read.
    private var unreadable: Rejection?
    /// Set while parts are read in their turn.
    private var reader: NEMReader?
    private var isEnded = false

    init(_ run: ImportRun) throws {
        self.run = run
        channels = try MarketChannels(run.books)
        intervals = IntervalRecorder(run)
        readings = try ReadingRecorder(run)
    }

    func take(_ file: FileBytes) throws -> [String] {
        let parts = try file.parts(size: run.options.partSize, mark: "200,")
        let (channels, today) = (channels, run.today)
        try run.books.writingInOrder {
            try prefetch(MeterDataImport.partsAtOnce) {
                try parts.read()
            } make: { part in
                DraftedPart(part, channels, today: today)
            } take: { part, drafted in
                try take(part, drafted)
                try run.goOn(part.bytesTaken, of: file.size)
            }
            try finish()
        }
        run.tell(file.size, of: file.size)
        return []
    }

    /// Two more than there are cores, but few enough for a small memory.
    private static let partsAtOnce = min(8, ProcessInfo.processInfo.activeProcessorCount + 2)

    /// A draft holds where its part is read from a 200 record of a NEM12 file on.
    private func take(_ part: FilePart, _ drafted: DraftedPart?) throws {
        guard let drafted, reader?.isNEM12 ?? true else { return try readInTurn(part) }
        try closeChannel()
        for month in drafted.months { try intervals.take(month) }
        (reader, isEnded) = (nil, drafted.isEnded)
    }

    private func readInTurn(_ part: FilePart) throws {
        let lines = LineReader(part)
        if reader == nil {
            reader = part.firstLine == 1 ? NEMReader(lines) : NEMReader(amidNEM12: lines)
        } else {
            reader?.goOn(lines)
        }
        while let event = try reader?.nextOfPart() { try take(event) }
        if part.endsWhole, let event = reader?.closeDay() { try take(event) }
    }

    private func finish() throws {
        if let reader { try reader.finish() } else if !isEnded { throw NEMReader.notEnded }
        try closeChannel()
        try intervals.flush()
    }

    private func take(_ event: NEMReader.Event) throws {
        switch event {
        case .header, .serviceOrder: break
        case .channel(let record):
            try closeChannel()
            channel = channels.open(record)
        case .channelRejected(let rejection):
            try closeChannel()
            unreadable = rejection
        case .day(let day): try take(day)
        case .register(let reading): try take(reading)
        case .rejected(let rejection) where rejection == unreadable: refusedDays += 1
        case .rejected(let rejection): try run.tally.reject([rejection])
        }
    }

    /// Tells once what all days of a channel were refused for.
    private func closeChannel() throws {
        if let refused = channel?.refused ?? unreadable, refusedDays > 0 {
            try run.tally.reject(rows: refusedDays, [refused])
        }
        (channel, unreadable, refusedDays) = (nil, nil, 0)
    }

    private func take(_ day: NEMDay) throws {
        guard let channel else { return try run.tally.reject([noChannel(day)]) }
        guard channel.refused == nil else { return refusedDays += 1 }
        switch channel.judge(day, today: run.today) {
        case .failure(let refused): try run.tally.reject(refused.rejections)
        case .success(let (register, values)):
            try intervals.tell(
                try intervals.take(
                    day, values, of: register, minutes: channel.record.minutes))
        }
    }

    private func noChannel(_ day: NEMDay) -> Rejection {
        Rejection(
            line: day.line, field: "record indicator", value: "300",
            rule: "a day belongs to a channel", advice: "Ask the sender for a corrected file.")
    }
}

// NEM13: two reads of a register make one row.
extension MeterDataImport {
    private func take(_ record: NEMRegisterReading) throws {
        let hanging: [ReadRegister]
        switch channels.registers(nmi: record.nmi, suffix: record.suffix, meter: record.meter) {
        case .failure(let unknown): return try run.tally.reject([unknown.rejection(record.line)])
        case .success(let named): hanging = named.map(readRegister)
        }
        var taken: [(reading: Reading, register: ReadRegister)] = []
        for (read, name) in [(record.previous, "previous"), (record.current, "current")] {
            switch try judge(read, name, record: record, registers: hanging, beside: taken.first) {
            case .failure(let refused): return try run.tally.reject([refused.rejection])
            case .success(let one): taken.append(one)
            }
        }
        let changes = try taken.map { try readings.put($0.reading, on: $0.register) }
        run.tally.accept(
            changes.contains(.superseded)
                ? .superseded : changes.contains(.new) ? .new : .unchanged)
    }

    /// The register with what is known of its readings, one for the whole file.
    private func readRegister(_ installed: InstalledRegister) -> ReadRegister {
        if let known = registers[installed.id] { return known }
        let register = ReadRegister(installed)
        registers[installed.id] = register
        return register
    }

    private struct ReadRefused: Error {
        let rejection: Rejection

        init(line: Int, name: String, value: String, rule: String, advice: String) {
            rejection = Rejection(
                line: line, field: "\(name) register read", value: value, rule: rule,
                advice: advice)
        }
    }

    /// Both reads are judged before either is stored, the second also beside the first.
    private func judge(
        _ read: NEMRegisterReading.Read, _ name: String, record: NEMRegisterReading,
        registers: [ReadRegister], beside first: (reading: Reading, register: ReadRegister)?
    ) throws -> Result<(reading: Reading, register: ReadRegister), ReadRefused> {
        let refused = { (rule: String, advice: String) in
            ReadRefused(line: record.line, name: name, value: read.text, rule: rule, advice: advice)
        }
        let day = Zone.nemMarket.day(of: read.taken)
        guard let register = registers.first(where: { $0.installed.register.isEffective(on: day) })
        else {
            return .failure(
                refused(
                    "the meter hangs there on \(day) (RD-DATE)",
                    "Correct the installation or removal in meters.csv."))
        }
        guard read.quality.flag != .null else {
            return .failure(refused("a read has a value (B2.1)", "Ask for the read."))
        }
        let reading = read.reading(on: register.installed.id, day: day)
        let fault =
            try readings.fault(reading, on: register) ?? readings.conflict(reading, on: register)
            ?? first.flatMap { reading.conflict(with: $0.reading) }
        if let fault { return .failure(refused(fault.rule, fault.advice)) }
        return .success((reading, register))
    }
}

extension Reading {
    /// Why it cannot come after another reading; nil where that is of another register or day.
    fileprivate func conflict(with first: Reading) -> ReadingRefused? {
        guard first.registerID == registerID, first.day == day,
            case .failure(let refused) = first.meeting(self)
        else { return nil }
        return refused
    }
}
