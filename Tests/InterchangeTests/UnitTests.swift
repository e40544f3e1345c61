import Interchange
import Measures
import Testing

@Suite("Units of NEM12")
struct NEMUnitTests {
    @Test(
        "come in any case and turn into ours exactly",
        arguments: [
            // text, ours, millionths before, millionths after
            ("kWh", "kWh", 1, 1), ("KWH", "kWh", 7, 7), ("Wh", "kWh", 1000, 1),
            ("WH", "kWh", 1500, nil), ("MWh", "kWh", 1, 1000), ("kvarh", "kVArh", 5, 5),
            ("VARH", "kVArh", -2000, -2), ("kVAh", "kVAh", 5, 5), ("MW", "kW", 2, 2000),
            ("MWh", "kWh", .max, nil), ("pf", "pf", 950_000, 950_000), ("kV", "V", 11, 11000),
        ] as [(String, String, Int64, Int64?)]
    )
    func normalise(text: String, ours: String, before: Int64, after: Int64?) throws {
        let unit = try #require(NEMUnit(text))
        #expect(unit.text == text && unit.unit.rawValue == ours)
        let result = unit.scale.normalise(Quantity(millionths: before))
        #expect(result?.millionths == after)
    }

    @Test("others are not known") func unknown() {
        for text in ["", "quart", "kWhh", "k", " kWh"] { #expect(NEMUnit(text) == nil) }
    }

    @Test("a direction is seen from the supply point (A5.7)") func flow() {
        #expect(NEMFlow(suffix: "E1") == .delivered && NEMFlow(suffix: "B1") == .received)
        #expect(NEMFlow(suffix: "11") == nil)
    }
}

@Suite("Units of ESPI")
struct ESPIUnitTests {
    @Test(
        "turn into ours exactly",
        arguments: [
            // uom, power of ten, ours, before, after
            (72, 0, "kWh", 1500, nil), (72, 0, "kWh", 2000, 2), (72, 3, "kWh", 7, 7),
            (72, 6, "kWh", 7, 7000), (72, -3, "kWh", 5_000_000, 5), (42, 0, "m3", 3, 3),
            (134, 0, "m3", 3000, 3), (169, 0, "therm", 9, 9), (31, 6, "MJ", 4, 4),
            (31, -9, "MJ", 1, nil), (42, 9, "m3", 3, 3_000_000_000),
        ] as [(Int, Int, String, Int64, Int64?)]
    )
    func normalise(uom: Int, power: Int, ours: String, before: Int64, after: Int64?) throws {
        let unit = try #require(ESPIUnit(uom: uom, powerOfTen: power))
        #expect(unit.unit.rawValue == ours)
        #expect(unit.scale.normalise(Quantity(millionths: before))?.millionths == after)
    }

    @Test("others are not known") func unknown() {
        #expect(ESPIUnit(uom: 0) == nil && ESPIUnit(uom: 9999) == nil)
        #expect(ESPIUnit(uom: 72, powerOfTen: 10) == nil)
    }

    @Test("a day is normalised as a whole, or the value that does not fit is named") func day() {
        var values: [Int64] = [1_000_000, 2_500_000, 1, 3_000_000]
        #expect(UnitScale(1, over: 1000).normalise(&values) == 2)
        values = [1_000_000, 2_500_000]
        #expect(UnitScale(1, over: 1000).normalise(&values) == nil)
        #expect(values == [1000, 2500])
    }
}
