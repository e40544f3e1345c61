package import Access
package import Measures
import Metering
package import Storage

/// Ends a reading that was wrong, with a reason, on record. Nothing is deleted: bills made with
/// it replay as they were, and runs planned from now on do not see it.
package struct VoidReading: ConcurrentAct {
    package static let name = "void-reading"
    package static let permission = Permission.voidReadings
    package static let needsReason = true

    package enum Refused: Error, Hashable, Sendable {
        case noSuchMeter(String)
        case noSuchRegister(String, meter: String, known: [String])
        /// The meter has several, and none was named.
        case severalRegisters(meter: String, known: [String])
        case noReading(meter: String, register: String, day: Day)
    }

    /// The reading that was voided.
    package struct Voided: Codable, Sendable, Hashable {
        package let meter: String
        package let register: String
        package let day: Day
        package let value: Quantity
        package let unit: Unit
        /// Codes of its types (rules B1).
        package let type: String
        /// Released bills that stand on it, as printed.
        package let bills: [String]
    }

    package let meter: String
    package let register: String?
    package let day: Day

    /// The register may be left out where the meter has one.
    package init(meter: String, register: String?, on day: Day) {
        self.meter = meter
        self.register = register
        self.day = day
    }

    package func object(in books: Books) -> Subject { Subject(.meter, meter) }

    package func decide(_ books: Books, by caller: Caller) throws -> Decision<Voided> {
        try books.meters.keepReadings()
        let (installed, reading) = try find(meter, register, day: day, books: books)
        let voided = Voided(
            meter: meter, register: installed.code, day: day, value: reading.value,
            unit: installed.register.unit, type: reading.roles.word,
            bills: try books.bills.issuedBills(onReadingOf: installed.id, day).map(\.reference))
        var decision = Decision<Voided>(
            event: "reading-void",
            of: Subject(
                .reading, "\(meter) \(installed.code) on \(day)",
                described: "\(meter) \(installed.code) on \(day)")
        ) { [day] books, event in
            _ = try books.meters.endReading(of: installed.id, on: day, event: event)
            return voided
        }
        decision.before = ["value": .string("\(reading.value)"), "type": .string(voided.type)]
        decision.after = ["value": nil]
        return decision
    }

    private func find(
        _ meter: String, _ code: String?, day: Day, books: Books
    ) throws -> (InstalledRegister, Reading) {
        let registers = try books.meters.registers(ofMeter: meter)
        guard !registers.isEmpty else { throw Refused.noSuchMeter(meter) }
        let codes = Set(registers.map(\.code)).sorted()
        guard let code = code ?? (codes.count == 1 ? codes[0] : nil) else {
            throw Refused.severalRegisters(meter: meter, known: codes)
        }
        guard codes.contains(code) else {
            throw Refused.noSuchRegister(code, meter: meter, known: codes)
        }
        for installed in registers where installed.code == code {
            if let reading = try books.meters.reading(of: installed.id, on: day) {
                return (installed, reading)
            }
        }
        throw Refused.noReading(meter: meter, register: code, day: day)
    }
}
