/// Whose law and calendar hold, by its ISO 3166 code: `GB-ENG` stands for England and Wales.
package struct Jurisdiction: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ code: String) { rawValue = code }
    package var description: String { rawValue }

    package static let englandAndWales = Jurisdiction("GB-ENG")
    package static let scotland = Jurisdiction("GB-SCT")
    package static let northernIreland = Jurisdiction("GB-NIR")
    package static let victoria = Jurisdiction("AU-VIC")

    /// The whole country, such as `GB`.
    package var country: Jurisdiction { Jurisdiction(String(rawValue.prefix(2))) }
}

/// A value with where it comes from.
package struct Sourced<Value: Sendable & Hashable>: Sendable, Hashable {
    package let value: Value
    /// The instrument and clause, or the convention that was chosen.
    package let source: String

    package init(_ value: Value, source: String) {
        self.value = value
        self.source = source
    }
}
