package import Measures
import Metering
package import Storage

/// Ends a reading that was wrong, with a reason, on record. Nothing is deleted: bills made with
/// it replay as they were, and runs planned from now on do not see it.
package struct VoidReading: Sendable {
    package enum Refused: Error, Hashable, Sendable {
        case noReason
        case noSuchMeter(String)
        case noSuchRegister(String, meter: String, known: [String])
        /// The meter has several, and none was named.
        case severalRegisters(meter: String, known: [String])
        case noReading(meter: String, register: String, day: Day)
    }

    /// The reading that was voided.
    package struct Voided: Sendable, Hashable {
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

    package let installation: Installation
    package let actor: String

    package init(installation: Installation, actor: String) {
        self.installation = installation
        self.actor = actor
    }

    /// Voids the reading of a day; the register may be left out where the meter has one. A dry
    /// run only checks.
    package func callAsFunction(
        meter: String, register code: String?, on day: Day, because reason: String,
        isDryRun: Bool = false
    ) throws -> Voided {
        guard !reason.isEmpty else { throw Refused.noReason }
        return try installation.change(isDryRun: isDryRun) { books in
            let (installed, reading) = try find(meter, code, day, books)
            let event = try books.events.record(
                EventDraft(
                    "reading-void", of: "\(meter) \(installed.code) on \(day)", by: actor,
                    because: reason))
            _ = try books.meters.endReading(of: installed.id, on: day, event: event)
            return Voided(
                meter: meter, register: installed.code, day: day, value: reading.value,
                unit: installed.register.unit, type: reading.roles.word,
                bills: try books.bills.issuedBills(onReadingOf: installed.id, day).map(\.reference))
        }
    }

    private func find(
        _ meter: String, _ code: String?, _ day: Day, _ books: Books
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
