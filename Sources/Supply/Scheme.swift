package import Measures

/// A network or district with its own prices, rules, currency and clock.
package struct Scheme: Sendable, Hashable {
    package let code: String
    package let name: String
    /// Such as `GB` or `AU-VIC`.
    package let jurisdiction: String
    package let currency: Currency
    /// IANA name of its time zone.
    package let zone: String
    package let contact: String

    package init(
        code: String, name: String, jurisdiction: String, currency: Currency, zone: String,
        contact: String = ""
    ) {
        self.code = code
        self.name = name
        self.jurisdiction = jurisdiction
        self.currency = currency
        self.zone = zone
        self.contact = contact
    }
}
