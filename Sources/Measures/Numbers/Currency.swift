/// A currency by its ISO 4217 code, with the minor units that the standard gives it.
package struct Currency: Sendable, Hashable, RawRepresentable {
    package let rawValue: String
    /// Digits after the point: 2 for most, 0 for the yen, 3 for dinars (ISO 4217, "minor unit").
    package let digits: Int
    /// Minor units in one major unit: 100 pence in a pound, 1 yen in a yen.
    package let minorPerMajor: Int64
    /// Whether the standard has it. Books of earlier programs may hold one that it has not.
    package let isListed: Bool

    /// Nil unless the code is three capital letters.
    package init?(rawValue: String) {
        let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard rawValue.utf8.count == 3, rawValue.utf8.allSatisfy(capitals.contains) else {
            return nil
        }
        self.init(code: rawValue)
    }

    /// Nil unless ISO 4217 lists the code as a currency of payment.
    package static func listed(_ code: String) -> Currency? {
        Currency(rawValue: code).flatMap { $0.isListed ? $0 : nil }
    }

    private init(code: String) {
        rawValue = code
        let listed = Currency.minorUnits[code]
        isListed = listed != nil
        digits = listed ?? 2
        minorPerMajor = powersOfTen[digits]
    }

    package static let gbp = Currency(code: "GBP")
    package static let aud = Currency(code: "AUD")
    package static let eur = Currency(code: "EUR")
    package static let usd = Currency(code: "USD")

    package static func == (a: Currency, b: Currency) -> Bool { a.rawValue == b.rawValue }
    package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension Currency {
    /// Active codes of ISO 4217 (list one, as amended to 2025) by their digits. Left out are
    /// metals, funds codes, units of account and codes for tests: nobody is billed in them.
    private static let minorUnits: [String: Int] = {
        var found: [String: Int] = [:]
        for (digits, codes) in byDigits {
            for code in codes.split(separator: " ") { found[String(code)] = digits }
        }
        return found
    }()

    private static let byDigits: [(Int, String)] = [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
        (
            2,
            """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN \
            BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL \
            GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK \
            LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO \
            NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE \
            SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES \
            WST XCD XCG YER ZAR ZMW ZWG
            """
        ),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
    ]
}
