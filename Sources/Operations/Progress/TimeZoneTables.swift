import Foundation
package import Measures

/// Time zones from the machine's zone database, as the tables that rule rooms are handed.
package enum TimeZoneTables {
    /// The zone of an IANA name, with every shift from 1990 to 2040; nil for an unknown name.
    package static func zone(_ name: String) -> Zone? {
        guard let zone = TimeZone(identifier: name), name != "" else { return nil }
        let first = Instant(seconds: 631_152_000)
        let last = Instant(seconds: 2_208_988_800)
        var shifts: [Zone.Shift] = []
        var at = date(first)
        while let next = zone.nextDaylightSavingTimeTransition(after: at), next < date(last) {
            let instant = Instant(seconds: Int64(next.timeIntervalSince1970.rounded()))
            shifts.append(Zone.Shift(from: instant, offset: zone.secondsFromGMT(for: next)))
            at = next
        }
        return Zone(
            name: name, base: zone.secondsFromGMT(for: date(first)), shifts: shifts)
    }

    private static func date(_ instant: Instant) -> Date {
        Date(timeIntervalSince1970: TimeInterval(instant.seconds))
    }
}
