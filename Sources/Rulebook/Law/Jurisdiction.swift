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

    /// England and Wales share one law and its holidays: `GB-ENG`, `GB-WLS`, and `GB-EAW` for both.
    package var isEnglandOrWales: Bool { ["GB-ENG", "GB-WLS", "GB-EAW"].contains(rawValue) }

    /// The whole country, such as `GB`.
    package var country: Jurisdiction { Jurisdiction(String(rawValue.prefix(2))) }
}

/// Where a law holds: whole countries and parts of countries, less some parts.
package struct Territory: Sendable, Hashable {
    package let name: String
    private let places: Set<String>
    private let except: Set<String>

    package init(_ name: String, _ places: Set<String>, except: Set<String> = []) {
        self.name = name
        self.places = places
        self.except = except
    }

    /// A part belongs to its country; a country does not belong to its parts.
    package func holds(in jurisdiction: Jurisdiction) -> Bool {
        !except.contains(jurisdiction.rawValue)
            && (places.contains(jurisdiction.rawValue)
                || places.contains(jurisdiction.country.rawValue))
    }

    package static let greatBritain = Territory("Great Britain", ["GB"], except: ["GB-NIR"])
    package static let australia = Territory("Australia", ["AU"])
    package static let victoria = Territory("Victoria", ["AU-VIC"])
    /// The national energy market without Victoria, which has a code of its own.
    package static let otherNationalMarket = Territory(
        "national energy market", ["AU-NSW", "AU-QLD", "AU-SA", "AU-TAS", "AU-ACT"])
    package static let westernAustralia = Territory("Western Australia", ["AU-WA"])
    package static let germany = Territory("Germany", ["DE"])
    package static let newYork = Territory("New York", ["US-NY"])
    package static let connecticut = Territory("Connecticut", ["US-CT"])
    package static let europeanUnion = Territory(
        "European Union",
        [
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
            "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
        ])
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
