import Interchange
import Measures
import Tariffs
import Testing

/// A case's intervals come to use by band, the highest demand by window (rule A5.8), and the
/// order in which blocks are filled.
@Suite("Intervals of a case")
struct CaseIntervalsTests {
    private static let friday = "{ minutes: 240, values: [200, 240, 600, 520, 460, 300] }"

    /// Lines of Friday, 6 June 2025, or why there are none.
    private func lines(_ book: TariffPlan, _ given: String) throws -> [String] {
        let yaml = "parts: [{ book: b, period: 2025-06-06 to 2025-06-06, \(given) }]"
        let question = try BillCase.read(yaml: yaml, file: "case.yaml", expects: false)
        do {
            let bill = try question.rated({ _ in book }, zone: Project.zone)
            return bill.lines.map { "\($0.code) \($0.amount)" }
        } catch { return ["\(error)"] }
    }

    @Test(
        "demand is that of all meters together",
        arguments: [
            ("intervals: [\(friday)]", "MOST 630.00", "BUSY 1267.50"),
            ("intervals: [\(friday), \(friday)]", "MOST 1260.00", "BUSY 2535.00"),
            ("intervals: [\(friday)], numbers: { max_kW: 10 }", "MOST 42.00", "BUSY 1267.50"),
        ])
    func demand(given: String, maximum: String, busy: String) throws {
        let result = try lines(Guide.plan("guide-demand-windows"), given)
        #expect(result.contains(maximum))
        #expect(result.contains(busy))
    }

    @Test("meters of different lengths have no demand and no order of time")
    func lengths() throws {
        let day = "{ minutes: 1440, values: [50] }"
        let demand = try lines(
            Guide.plan("guide-demand-windows"), "intervals: [\(Self.friday), \(day)]")
        #expect(demand.count == 1 && demand[0].contains("max_kW"))
        let blocks = try lines(
            Guide.plan("guide-blocks-time"), "intervals: [\(Self.friday), \(day)]")
        #expect(blocks.count == 1 && blocks[0].contains("missingIntervals"))
    }

    @Test("blocks are filled by all meters together, in order of time")
    func filling() throws {
        let meters =
            "{ minutes: 360, values: [4, 6, 5, 10] }, { minutes: 360, values: [0, 0, 0, 10] }"
        // 15 kWh of rest, then 15 of the 20 of the peak, are below the bound of 30.
        let result = try lines(Guide.plan("guide-blocks-time"), "intervals: [\(meters)]")
        #expect(result == ["PEAK1 4.69", "PEAK2 1.94", "REST1 2.12"])
    }

    @Test(
        "without hours a tariff takes the sum, unless the case has one of its own",
        arguments: [
            ("intervals: [\(friday)]", "UNIT 232.00"),
            ("intervals: [\(friday)], usage: [{ of: kWh, quantity: 2000 }]", "UNIT 200.00"),
        ])
    func whole(given: String, unit: String) throws {
        let yaml = """
            { tariff: t, name: T, commodity: electricity, currency: USD, source: constructed,
              inputs: { kWh: { usage: kWh } },
              prices: { UNIT: { unit: USD/kWh, values: { 2025-01-01: 0.10 } } },
              charges: [{ code: UNIT, quantity: kWh, price: UNIT }] }
            """
        let plan = try TariffPlan(TariffBook.read(yaml: yaml, file: "t.yaml"))
        #expect(try lines(plan, given) == [unit])
    }
}
