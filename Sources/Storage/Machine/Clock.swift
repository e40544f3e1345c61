package import Measures

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The source of the current time. The executable hands in `system`; tests hand in their own.
package struct Clock: Sendable {
    package let now: @Sendable () -> Instant

    package init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// The one place that reads the machine's clock.
    package static let system = Clock { Instant(seconds: Int64(time(nil))) }

    /// A clock that always gives the same time.
    package static func fixed(_ instant: Instant) -> Clock { Clock { instant } }
}

extension Instant {
    /// ISO 8601 in UTC to the second: `2025-03-31T09:00:00Z`.
    package var stamp: String {
        let seconds = Zone.utc.secondOfDay(at: self)
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
        let texts = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(Zone.utc.day(of: self))T" + texts.joined(separator: ":") + "Z"
    }
}
