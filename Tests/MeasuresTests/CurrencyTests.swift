import Measures
import Testing

@Suite("Currencies by ISO 4217")
struct CurrencyTests {
    @Test(
        "an amount has as many places as its currency (C1.2)",
        arguments: [
            ("GBP", "1970.5", "1970.50"), ("JPY", "1969.5", "1970"), ("KWD", "1.6055", "1.606"),
            ("KRW", "-12.5", "-13"), ("BHD", "-0.0005", "-0.001"), ("CLP", "0", "0"),
            ("TND", "12", "12.000"), ("EUR", "-0.004", "0.00"),
        ])
    func places(code: String, value: String, plain: String) throws {
        let currency = try #require(Currency.listed(code))
        let money = try Money(try #require(Exact(value)), in: currency, .halfUp)
        #expect(money.plain == plain)
        #expect(money.exact == Exact(plain))
    }

    @Test(
        "a code that the standard does not list is known as such", arguments: ["XYZ", "XAU", "XXX"])
    func unlisted(code: String) {
        #expect(Currency.listed(code) == nil)
        // Books of earlier programs may hold it: it can be read, with two places.
        #expect(Currency(rawValue: code)?.digits == 2)
    }

    @Test("what is no code is none", arguments: ["gbp", "GB", "GBPX", ""])
    func malformed(code: String) { #expect(Currency(rawValue: code) == nil) }
}
