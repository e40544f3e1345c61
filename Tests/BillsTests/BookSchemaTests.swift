import Foundation
import Interchange
import Tariffs
import Testing

/// The JSON Schema for editors knows what the reader knows. Every book that reads uses only keys
/// that the reader knows, so every book fits the schema's keys too.
@Suite("JSON Schema of the book")
struct BookSchemaTests {
    /// A book with a key that nobody knows in every place that has keys of its own.
    static let strange = """
        qqqqqqqq: 1
        tariff: x
        name: X
        commodity: gas
        currency: GBP
        source: x
        rounding: { qqqqqqqq: 1 }
        inputs:
          kWh: { usage: kWh, qqqqqqqq: 1 }
          before: { number: kWh, from_bills: { usage: kWh, over: year, qqqqqqqq: 1 } }
        prices:
          P: { unit: GBP, qqqqqqqq: 1, values: { 2025-01-01: { value: 1, qqqqqqqq: 1 } } }
          B: { unit: GBP, by: kWh, values: { 2025-01-01: { values: { A: 1 }, qqqqqqqq: 1 } } }
        quantities:
          q: { is: kWh, qqqqqqqq: 1 }
        time_of_use:
          qqqqqqqq: 1
          otherwise: night
          bands: { day: [{ from: "07:00", to: "19:00", qqqqqqqq: 1 }] }
        charges:
          - { code: A, price: P, qqqqqqqq: 1 }
          - code: B
            blocks: { of: kWh, qqqqqqqq: 1, steps: [{ code: B1, price: P, qqqqqqqq: 1 }] }
          - { code: C, allocate: { pool: P, share: kWh, names: n, qqqqqqqq: 1 } }
        taxes:
          T: { percent: 5, qqqqqqqq: 1 }
        carries:
          n: { is: n, qqqqqqqq: 1 }
        """

    /// Where the strange key stands, and the definition of the schema for that place.
    static let places = [
        ("", ""), ("rounding.", "roundings"), ("inputs.kWh.", "input"),
        ("inputs.before.from_bills.", "from_bills"), ("prices.P.", "price"),
        ("quantities.q.", "worked_quantity"), ("time_of_use.", "time_of_use"),
        ("time_of_use.bands.day.0.", "window"), ("charges.0.", "charge"),
        ("charges.1.blocks.", "blocks"), ("charges.1.blocks.steps.0.", "block"),
        ("charges.2.allocate.", "allocation"), ("taxes.T.", "tax"),
        ("carries.n.", "worked_carry"),
    ]

    static func schema(_ name: String) throws -> Set<String> {
        let text = try Project.text("Docs/formats/tariff-book.schema.json")
        let root = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let definitions = root?["$defs"] as? [String: [String: Any]]
        let found = name.isEmpty ? root : definitions?[name]
        let properties = try #require(found?["properties"] as? [String: Any])
        return Set(properties.keys)
    }

    /// What the reader says it knows at each strange key.
    static let known: [String: Set<String>] = {
        do throws(TariffBookRefused) {
            _ = try TariffBook.read(yaml: strange, file: "x")
            return [:]
        } catch {
            var known: [String: Set<String>] = [:]
            for fault in error.faults where fault.rule == "unknown key" {
                let list = fault.suggestion?.split(separator: ": ").last ?? ""
                known[fault.field] = Set(list.split(separator: ", ").map(String.init))
            }
            return known
        }
    }()

    @Test("the keys are the reader's", arguments: places)
    func keys(place: String, definition: String) throws {
        let known = try #require(Self.known[place + "qqqqqqqq"])
        #expect(try Self.schema(definition) == known)
    }

    @Test("a dated value: plain or by a choice")
    func step() throws {
        let steps = Self.known.filter { $0.key.contains("values.2025-01-01") }.values
        #expect(steps.count == 2)
        let known = steps.reduce(into: Set<String>()) { $0.formUnion($1) }
        #expect(try Self.schema("step") == known)
    }
}
