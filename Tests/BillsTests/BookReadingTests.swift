import Interchange
import Measures
import Tariffs
import Testing

/// What an analyst is told about a mistake: line, column, field, rule, suggestion.
@Suite("Reading books")
struct BookReadingTests {
    static let good = """
        tariff: t
        name: T
        commodity: gas
        currency: GBP
        source: constructed
        inputs:
          kWh: { usage: kWh }
        prices:
          UNIT: { unit: p/kWh, values: { 2025-04-01: 6.99 } }
        charges:
          - code: UNIT
            quantity: kWh
            price: UNIT
            tax: VAT
        taxes:
          VAT: { percent: 5, included: yes }

        """

    static func outcome(_ yaml: String) -> String {
        do throws(TariffBookRefused) {
            _ = try TariffBook.read(yaml: yaml, file: "t.yaml")
            return "read"
        } catch { return error.description }
    }

    @Test("a good book, and pennies become pounds")
    func good() throws {
        let book = try TariffBook.read(yaml: BookReadingTests.good, file: "t.yaml")
        #expect(book.prices[0].steps[0].values[""] == Exact("0.0699"))
    }

    @Test("a price by a choice ends with none, as any price does")
    func ends() throws {
        let yaml = BookReadingTests.good
            .replacing("  kWh: {", with: "  size: { choice: [big] }\n  kWh: {")
            .replacing(
                "values: { 2025-04-01: 6.99 }",
                with:
                    "by: size, values: { 2025-04-01: { values: { big: 6.99 } }, 2026-04-01: none }")
        let steps = try TariffBook.read(yaml: yaml, file: "t.yaml").prices[0].steps
        #expect(steps.map(\.values) == [["big": try #require(Exact("0.0699"))], [:]])
        #expect(
            Self.outcome(yaml.replacing("2026-04-01: none", with: "2026-04-01: 7"))
                .contains("expected values for each choice, or none"))
    }

    @Test(
        "mistakes",
        arguments: [
            ("currency: GBP", "currency: pounds", "t.yaml:4:11: currency: expected an ISO 4217"),
            ("    price: UNIT", "    price: UNITS", "13:12: charges.0.price: nothing is called"),
            ("    price: UNIT", "    price: UNITS", "did you mean \"UNIT\"?"),
            ("    quantity: kWh", "    quantity: kWh * (2", "12:23"),
            ("    quantity: kWh", "    quantty: kWh", "did you mean \"quantity\"?"),
            ("6.99 }", "6,99 }", "t.yaml:9"), ("6.99 }", "1e3 }", "expected a plain decimal"),
            ("6.99 }", "NaN }", "expected a plain decimal"),
            ("2025-04-01", "2025-04-31", "expected a date such as 2025-04-01"),
            ("tax: VAT", "tax: VAR", "did you mean \"VAT\"?"),
            ("included: yes", "included: maybe", "expected yes or no"),
            ("  kWh: {", "  k-Wh: {", "a name has letters, digits and _"),
            ("  kWh: {", "  UNIT: {", "stands for something else already"),
            ("source: constructed\n", "", "\"source\" is missing"),
            ("name: T\n", "name: T\nname: U\n", "a key stands only once"),
            ("inputs:", "inputs: [", "not YAML"),
            ("    price: UNIT", "    price: UNIT\n    amount: 3", "exactly one of"),
            ("    tax: VAT", "    posts_to: revenu", "did you mean \"revenue\"?"),
            ("    tax: VAT", "    per: quarter", "expected one of bill, day, year, month"),
            ("    tax: VAT", "    round: 3 half-up", "expected places from 0 to 2"),
        ])
    func mistakes(old: String, new: String, expected: String) {
        let yaml = BookReadingTests.good.replacing(old, with: new, maxReplacements: 1)
        #expect(yaml != BookReadingTests.good)
        let outcome = BookReadingTests.outcome(yaml)
        #expect(outcome.contains(expected), "\(outcome)")
    }

    /// A book with a band `peak` that the energy and the demand have, or that only one has.
    private static func windows(_ inputs: String, demand: String) -> String {
        good.replacing("  kWh: { usage: kWh }", with: "  kWh: { usage: kWh }\n  \(inputs)")
            + """
            time_of_use:
              bands: { peak: [{ from: "16:00", to: "20:00" }] }
              otherwise: rest
            demand_windows:
              bands: { \(demand): [{ from: "12:00", to: "20:00" }] }
              otherwise: rest

            """
    }

    @Test(
        "a window of demand and a band of use share no name that anything counts in",
        arguments: [
            ("peak: { usage: kWh }", "peak", "22:18: demand_windows.bands.peak: time_of_use has"),
            ("peak: { usage: kWh }", "peak", "so that peak would count in both"),
            ("peak: { usage: kWh }", "peak", "such as peak_demand"),
            ("export_peak: { usage: kWh }", "peak", "so that export_peak would count in both"),
            ("max_kW_peak: { number: kW }", "peak", "and the input max_kW_peak_demand"),
            ("rest: { usage: kWh }", "busy", "23:14: demand_windows.otherwise: time_of_use has"),
            ("max_kW_busy: { number: kW }", "busy", "read"),
            ("peak: { usage: kWh }", "busy", "read"),
            ("max_kW: { number: kW }", "peak", "read"),
        ])
    func sharedBands(inputs: String, demand: String, expected: String) {
        let outcome = Self.outcome(Self.windows(inputs, demand: demand))
        #expect(expected == "read" ? outcome == "read" : outcome.contains(expected), "\(outcome)")
    }

    @Test("all mistakes, not only the first")
    func several() {
        let yaml = BookReadingTests.good
            .replacing("quantity: kWh", with: "quantity: kWt")
            .replacing("percent: 5", with: "percent: five")
        let lines = BookReadingTests.outcome(yaml).split(separator: "\n")
        #expect(lines.count == 2, "\(lines)")
    }

    @Test("empty, huge and odd files are refused")
    func odd() {
        #expect(BookReadingTests.outcome("").contains("empty"))
        #expect(BookReadingTests.outcome("just words").contains("expected a mapping"))
        #expect(BookReadingTests.outcome("- 1\n- 2").contains("expected a mapping"))
        let deep = String(repeating: "[", count: 100_000)
        #expect(BookReadingTests.outcome(deep) != "read")
        let huge = String(repeating: "#", count: 5_000_000)
        #expect(BookReadingTests.outcome(huge).contains("at most"))
    }

    @Test(
        "a damaged book is read or refused, never a crash", arguments: 1...6 as ClosedRange<UInt64>)
    func damaged(seed: UInt64) throws {
        var random = Seeded(seed)
        let files = BooksTests.all
        for _ in 0..<60 {
            let path = files[Int.random(in: 0..<files.count, using: &random)]
            var bytes = Array(try Project.text(path).utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = UInt8.random(in: 32...126, using: &random)
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(contentsOf: Array("{ [ : - 9999".utf8), at: at)
                default:
                    bytes.removeLast(min(bytes.count - 1, Int.random(in: 0..<40, using: &random)))
                }
            }
            let yaml = String(decoding: bytes, as: UTF8.self)
            do throws(TariffBookRefused) {
                _ = try TariffBook.read(yaml: yaml, file: path)
            } catch { #expect(!error.faults.isEmpty, "seed \(seed)") }
        }
    }

    @Test("a case says what it does not understand")
    func cases() {
        do throws(TariffBookRefused) {
            _ = try BillCase.read(yaml: "case: X\nparts: []\nexpect: { totl: 1 }", file: "x.yaml")
            Issue.record("read")
        } catch {
            #expect(error.description.contains("did you mean \"total\"?"))
            #expect(error.description.contains("\"lines\" is missing"))
        }
    }
}
