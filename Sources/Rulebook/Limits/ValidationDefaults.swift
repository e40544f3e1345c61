package import Measures

/// The gates of validation that hold unless a utility sets its own (rules B3.5 to B3.9, B3.14).
///
/// Plain numbers: the room that validates has its own type for them.
package struct ValidationDefaults: Sendable, Hashable {
    package var lowPercent: Int64 = 40
    package var highPercent: Int64 = 250
    /// No alarm below so much a day, in the unit of the register: m3 for gas, else kWh or m3.
    package var highFloorPerDay: Quantity
    package var lowFloorPerDay: Quantity
    /// Zero is suspicious from so much expected over the period.
    package var zeroExpectedAtLeast: Quantity
    /// Reads that repeat the one before.
    package var unchangedReads = 2
    package var estimatesInARow = 3
    /// (highest - third highest) / third highest, in thousandths.
    package var spikeRatio: Int64 = 1800
    /// Share of the dial from which a rollover is believed, and up to which it may end.
    package var rolloverFrom: Int64 = 900
    package var rolloverUpTo: Int64 = 100

    /// The defaults in force for a commodity on `day`.
    package static func on(_ day: Day, _ commodity: Commodity) -> Sourced<ValidationDefaults>? {
        timelines[commodity]?.value(on: day)
    }

    private static let timelines: [Commodity: Timeline<Sourced<ValidationDefaults>>] = [
        .water: always(perDay: "1", low: "0.1", zero: "1"),
        .gas: always(perDay: "3", low: "0.5", zero: "1"),
        .electricity: always(perDay: "5", low: "1", zero: "10"),
        .heat: always(perDay: "30", low: "5", zero: "10"),
    ]

    /// One step, from the first day this program bills for.
    private static func always(
        perDay: String, low: String, zero: String
    ) -> Timeline<Sourced<ValidationDefaults>> {
        let defaults = ValidationDefaults(
            highFloorPerDay: plain(perDay), lowFloorPerDay: plain(low),
            zeroExpectedAtLeast: plain(zero))
        let sourced = Sourced(
            defaults, source: "Convention; rules B3.5, B3.7, B3.8, B3.14, A6.1")
        return Timeline([.init(from: start, value: sourced)])
    }

    private static func plain(_ text: String) -> Quantity { Quantity(text) ?? .zero }
    /// 1 January 2000.
    private static let start = Day(number: 10_957)
}
