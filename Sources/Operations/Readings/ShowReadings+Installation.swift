package import Measures
import Storage

extension ShowReadings {
    /// What an installation knows, or knew at the end of a day.
    package static func shown(
        _ name: String, register: String?, over days: ClosedRange<Day>, asOf day: Day?,
        in door: Door
    ) throws -> [Shown] {
        try door.read(.readAccounts) { books in
            let known = try day.map { try books.events.knowledge(on: $0) } ?? .now
            return try ShowReadings(name, register: register, over: days, known: known)(books)
        }
    }
}

extension MeterDataTotals {
    package init(_ door: Door) throws {
        self = try door.read(.readAccounts) { try MeterDataTotals($0) }
    }
}
