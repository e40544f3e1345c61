package import Measures

/// What the 100 record says.
package struct NEMHeader: Sendable, Hashable {
    package enum Version: String, Sendable, Hashable { case nem12 = "NEM12", nem13 = "NEM13" }

    package var version: Version
    /// When the sender made the file.
    package var created: Instant?
    package var from: String
    package var to: String
    /// True where the file has no 100 record and was read as NEM12.
    package var isAssumed: Bool
}

/// A quality flag as it stands in the file: a letter and, for E, F and S, a method (rules B2.1).
///
/// Metering has its own lattice; nothing is judged here.
package struct NEMQuality: Sendable, Hashable, CustomStringConvertible {
    package enum Flag: UInt8, Sendable, Hashable, CaseIterable {
        case actual = 65
        case forwardEstimate = 69
        case finalSubstitute = 70
        case null = 78
        case substitute = 83
        /// The 400 records that follow say it for each range of intervals.
        case variable = 86
    }

    package let flag: Flag
    /// 11 to 99 (rules B2.3); nil where the file gives none.
    package let method: UInt8?

    package init(_ flag: Flag, method: UInt8? = nil) {
        self.flag = flag
        self.method = method
    }

    /// As in the file: `A`, `S14`.
    package var description: String {
        String(Unicode.Scalar(flag.rawValue)) + (method.map(String.init) ?? "")
    }
}

/// The quality of some intervals of a day: a 400 record.
package struct NEMQualityRange: Sendable, Hashable {
    /// Intervals from 1, both ends inside (rules B2.2).
    package let first: Int
    package let last: Int
    package let quality: NEMQuality
    package let reason: NEMReason
}

/// Why a value is not what the meter said: a code from 0 to 99 and words.
package struct NEMReason: Sendable, Hashable {
    package var code: Int?
    package var text: String

    package init(code: Int? = nil, text: String = "") {
        self.code = code
        self.text = text
    }
}

/// One stream of interval values: a 200 record.
package struct NEMChannel: Sendable, Hashable {
    package var line: Int
    package var nmi: String
    /// All suffixes of the NMI, such as `E1B1Q1`.
    package var configuration: String
    package var register: String
    /// Such as `E1`; see `NEMFlow` for what its letter means.
    package var suffix: String
    package var dataStream: String
    package var meter: String
    package var unit: NEMUnit
    /// 5, 15, 30 or 60 (rules A5.1).
    package var minutes: Int
    package var nextRead: Day?

    /// Values of a whole day. Market days have no daylight saving (rules A5.4).
    package var intervalsPerDay: Int { 1440 / minutes }
}

/// One day of one channel: a 300 record with its 400 records.
package struct NEMDay: Sendable {
    package var line: Int
    /// In market time, UTC+10; the first value is the interval from midnight (rules A5.6).
    package var day: Day
    /// Millionths of the unit as the file writes it; see `UnitScale.normalise`.
    package var values: [Int64]
    package var quality: NEMQuality
    package var reason: NEMReason
    /// For a variable day, from the first interval to the last without gap or overlap.
    package var ranges: [NEMQualityRange]
    package var updated: Instant?
    package var loaded: Instant?
    /// Why this day must not be stored; empty for a sound one. Inspecting shows it all the same.
    package var faults: [Rejection]
}

/// Two reads of an accumulation register and what flowed between them: a 250 record.
package struct NEMRegisterReading: Sendable, Hashable {
    package enum Direction: String, Sendable, Hashable {
        /// From the meter's side: I carries a negative quantity.
        case `import` = "I"
        case export = "E"
    }

    package struct Read: Sendable, Hashable {
        /// The dial as written, leading zeros kept.
        package var text: String
        package var value: Quantity
        package var taken: Instant
        /// The time as written, such as `20041117093206`.
        package var takenText: String
        package var quality: NEMQuality
        package var reason: NEMReason
    }

    package var line: Int
    package var nmi: String
    package var configuration: String
    package var register: String
    package var suffix: String
    package var dataStream: String
    package var meter: String
    package var direction: Direction
    package var previous: Read
    package var current: Read
    /// In the unit as the file writes it.
    package var quantity: Quantity
    package var quantityText: String
    package var unit: NEMUnit
    package var nextRead: Day?
    package var updated: Instant?
    package var loaded: Instant?
}

/// A business reference to a service order: a 500 (NEM12) or 550 (NEM13) record.
package struct NEMServiceOrder: Sendable, Hashable {
    package var line: Int
    package var nmi: String
    package var suffix: String
    /// 500: code, order, read time, index read. 550: previous code and order, current ones.
    package var fields: [String]
}
