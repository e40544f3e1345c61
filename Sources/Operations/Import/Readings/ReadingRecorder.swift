import Interchange
import Measures
import Metering
import Storage

/// A register while readings are taken in, with the last day of which a reading is known.
final class ReadRegister {
    let installed: InstalledRegister
    fileprivate var lastDay: Day?
    fileprivate var isLooked = false

    init(_ installed: InstalledRegister) { self.installed = installed }
}

extension ReadingRefused {
    var isAboutDay: Bool {
        if case .future = self { return true }
        return false
    }

    var isAboutKind: Bool { self == .interval }

    var rule: String {
        switch self {
        case .interval: return "an interval channel takes intervals, not readings (B3.1)"
        case .future(let today): return "a reading is not after today, \(today) (RD-DATE)"
        case .misfit(.negative): return "a register never shows less than zero (B3.3)"
        case .misfit(.tooManyDigits(let dials)):
            return "the value fits the register's \(dials) dials (B3.3)"
        case .misfit(.tooManyDecimals(let allowed)):
            return "the register shows \(allowed) decimals (B3.3)"
        case .duplicate(let known, let roles):
            return "a register has one value a day: \(known) (\(roles.word)) is known (RD-DUP)"
        }
    }

    var advice: String {
        switch self {
        case .interval: return "Send intervals as NEM12."
        case .future: return "Correct the day, or move the business day on."
        case .misfit: return "Look for red digits or a digit too many, or read the meter again."
        case .duplicate: return "Find out which is right; agree it (AGR) where it is disputed."
        }
    }
}

/// Judges readings and writes them: new ones the fast way, others one by one.
final class ReadingRecorder {
    private let run: ImportRun
    private let writer: ReadingWriter
    /// The last days that were asked for, by register, in one question for neighbours.
    private var lastDays: [Int64: Day] = [:]
    private var looked: Set<Int64> = []

    init(_ run: ImportRun) throws {
        self.run = run
        writer = try run.books.meters.readingWriter(event: run.event)
    }

    /// The refusal of a reading for what it is itself, before anything known is asked.
    func fault(_ reading: Reading, on register: ReadRegister) -> ReadingRefused? {
        register.installed.register.refusal(of: reading, today: run.today)
    }

    /// The refusal of a reading for what is known of its day.
    func conflict(_ reading: Reading, on register: ReadRegister) throws -> ReadingRefused? {
        guard case .failure(let refused) = try known(reading, on: register)?.meeting(reading) else {
            return nil
        }
        return refused
    }

    func take(
        _ reading: Reading, on register: ReadRegister
    ) throws -> Result<FactChange, ReadingRefused> {
        if let fault = fault(reading, on: register) { return .failure(fault) }
        return try record(reading, on: register)
    }

    /// Writes a reading that was judged before.
    func put(_ reading: Reading, on register: ReadRegister) throws -> FactChange {
        try record(reading, on: register).get()
    }

    private func record(
        _ reading: Reading, on register: ReadRegister
    ) throws -> Result<FactChange, ReadingRefused> {
        guard let known = try known(reading, on: register) else {
            try writer.add(reading)
            register.lastDay = max(register.lastDay ?? reading.day, reading.day)
            return .success(.new)
        }
        switch known.meeting(reading) {
        case .success(let better):
            return try .success(run.books.meters.put(better, event: run.event))
        case .failure(let refused): return .failure(refused)
        }
    }

    /// The reading known for the day. Days after the last known one need no question.
    func known(_ reading: Reading, on register: ReadRegister) throws -> Reading? {
        if !register.isLooked {
            register.lastDay = try lastDay(of: reading.registerID)
            register.isLooked = true
        }
        guard let last = register.lastDay, reading.day <= last else { return nil }
        return try run.books.meters.reading(of: reading.registerID, on: reading.day)
    }
}

extension ReadingRecorder {
    /// The last day of which a reading was known when its register first came up.
    private func lastDay(of register: Int64) throws -> Day? {
        let neighbours = register >> 10
        if looked.insert(neighbours).inserted {
            let all = neighbours << 10...neighbours << 10 + 1023
            lastDays.merge(try run.books.meters.lastReadingDays(ofRegisters: all)) { _, last in last
            }
        }
        return lastDays[register]
    }
}
