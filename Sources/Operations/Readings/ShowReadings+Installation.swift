package import Measures
package import Storage

extension ShowReadings {
    /// What an installation knows, or knew at the end of a day.
    package static func shown(
        _ name: String, register: String?, over days: ClosedRange<Day>, asOf day: Day?,
        in installation: Installation
    ) throws -> [Shown] {
        try installation.read { books in
            let known = try day.map { try books.events.knowledge(on: $0) } ?? .now
            return try ShowReadings(name, register: register, over: days, known: known)(books)
        }
    }
}

extension MeterDataTotals {
    package init(_ installation: Installation) throws {
        self = try installation.read { try MeterDataTotals($0) }
    }
}
