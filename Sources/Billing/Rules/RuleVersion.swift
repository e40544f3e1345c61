/// The rules of the program itself, by number: a run is planned with one and keeps it for good.
///
/// Tariffs, policies and facts are data and dated. What the program makes of them is code, and a
/// change of code that moves a figure gets the next number; the code of the numbers before stays
/// behind a comparison, `if rules.version >= .two`, so that old bills can be made again.
package struct RuleVersion: RawRepresentable, Sendable, Hashable, Comparable {
    package let rawValue: Int

    /// Nil for a version that this program does not know.
    package init?(rawValue: Int) {
        guard (1...RuleVersion.latest).contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(_ number: Int) { rawValue = number }

    private static let latest = 4

    /// As released with 0.1.0.
    package static let one = RuleVersion(1)

    /// Blocks fill in order of time, and `bill.kWh` counts all supply points of the bill.
    package static let two = RuleVersion(2)

    /// Blocks go on filling in order of time where a price changes inside the period.
    package static let three = RuleVersion(3)

    /// What use and attack found: intervals are judged and billed as dials are, and the use
    /// between two known reads stays between them.
    package static let four = RuleVersion(4)

    /// What runs are planned with.
    package static let current = RuleVersion(latest)

    package static func < (a: RuleVersion, b: RuleVersion) -> Bool { a.rawValue < b.rawValue }
}
