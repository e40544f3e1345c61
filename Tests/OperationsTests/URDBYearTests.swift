import Foundation
import Interchange
import Measures
import Operations
import Tariffs
import Testing

/// Rules of US rates over several months and by day (rules C1.9, C1.12): constructed, no real utility.
@Suite("US Utility Rate Database: rules of the year")
struct URDBYearTests {
    /// 100 kW at noon of each day to June, 50 kW from July, else 1 kW.
    static let load: LoadCurve? = {
        let days = (0..<365).map { day in
            (0..<24).map { $0 == 12 ? (day < 181 ? "100" : "50") : "1" }
        }
        let csv = (["kW"] + days.joined()).joined(separator: "\n") + "\n"
        return try? LoadCurve(csv: csv, file: "load.csv")
    }()

    static func text(_ name: String) throws -> String {
        try String(
            contentsOfFile: "\(URDBTests.folder)/constructed/\(name).json", encoding: .utf8)
    }

    static func book(_ json: String) throws -> TariffBook {
        try URDBAnswer(json: json, file: "r.json").rates()[0].book()
    }

    /// The lines of a code in each month, in cents.
    static func lines(_ json: String, _ code: String) throws -> [Int64] {
        let year = try StandardYear(try book(json))
        return try year.bills(try #require(load)).map { month in
            month.rated.lines.filter { year.plan.code(of: $0, month.rated) == code }
                .reduce(0) { $0 + $1.minorUnits }
        }
    }

    static func half(_ first: Int64, _ second: Int64) -> [Int64] {
        Array(repeating: first, count: 6) + Array(repeating: second, count: 6)
    }

    @Test("a ratchet of 80 % of the highest kW of the year: 80 kW from July, 400.00")
    func ratchet() throws {
        #expect(try Self.lines(Self.text("ratchet"), "DEMAND_FLAT1") == Self.half(50_000, 40_000))
    }

    @Test("a look back of two months lets go in September")
    func range() throws {
        let json = try Self.text("ratchet").replacing(
            "\"lookbackrange\": 0", with: "\"lookbackrange\": 2"
        )
        .replacing("true", with: "false")
        let expected = Self.half(50_000, 25_000).enumerated().map { month, cents in
            month == 6 || month == 7 ? 40_000 : cents
        }
        #expect(try Self.lines(json, "DEMAND_FLAT1") == expected)
    }

    @Test("only the peaks of the months that are named count")
    func months() throws {
        let marks = (1...12).map { $0 == 2 || $0 == 11 ? "true" : "false" }.joined(separator: ", ")
        let all = Array(repeating: "true", count: 12).joined(separator: ", ")
        let json = try Self.text("ratchet").replacing(all, with: marks)
        #expect(try Self.lines(json, "DEMAND_FLAT1") == Self.half(50_000, 40_000))
        let bills = try Self.book(json).inputs.compactMap(\.fromBills)
        #expect(bills.map(\.months) == [[2, 11]])
        let later = (1...12).map { $0 > 6 ? "true" : "false" }.joined(separator: ", ")
        let summer = try Self.text("ratchet").replacing(all, with: later)
        #expect(try Self.lines(summer, "DEMAND_FLAT1") == Self.half(50_000, 25_000))
    }

    @Test("a minimum of the year: what the year's bills leave of it, in December")
    func minimum() throws {
        let json = try Self.text("annual-minimum").replacing(
            "\"mincharge\": 300", with: "\"mincharge\": 4000")
        let found = try Self.lines(json, "MINIMUM")
        // 3,689.50 by energy and fixed charges, 310.50 short of 4,000.
        #expect(found == Array(repeating: 0, count: 11) + [31_050])
        #expect(try Self.lines(Self.text("annual-minimum"), "MINIMUM").reduce(0, +) == 0)
        let input = try Self.book(json).inputs.first { $0.name == "billed_this_year" }
        #expect(input?.fromBills?.names == ["FIXED", "ENERGY1", "MINIMUM"])
    }

    @Test("demand by the day: each day's highest, 31 × 100 × 0.50")
    func daily() throws {
        let found = try Self.lines(Self.text("daily-demand"), "DEMAND_FLAT1")
        #expect(found[0] == 155_000 && found[1] == 140_000 && found[6] == 77_500)
    }

    @Test("kVA is kW over the power factor, which a run has to be told")
    func kVA() throws {
        let json = try Self.text("daily-demand").replacing("kW daily", with: "kVA")
        #expect(try Self.lines(json, "DEMAND_FLAT1") == Self.half(5_000, 2_500))
        let book = try Self.book(json)
        #expect(book.inputs.first { $0.name == "power_factor" }?.otherwise == nil)
        #expect(book.quantities.map(\.formula) == ["max_kW / power_factor"])
    }

    @Test(
        "what cannot be billed as written is refused",
        arguments: [
            ("daily-demand", "kW daily", "hp"), ("daily-demand", "kW daily", "hp daily"),
            ("daily-demand", "[{\"rate\": 0.5}]", "[{\"rate\": 0.5, \"max\": 20}, {\"rate\": 1}]"),
            ("ratchet", "\"lookbackrange\": 0", "\"lookbackrange\": 3"),
            ("ratchet", "true", "false"),
            ("ratchet", "\"lookbackpercent\": 0.8", "\"lookbackpercent\": 80"),
            ("ratchet", "\"flatdemandunit\": \"kW\"", "\"flatdemandunit\": \"kW daily\""),
            (
                "ratchet", "[{\"rate\": 0.1, \"unit\": \"kWh\"}]",
                "[{\"rate\": 1, \"max\": 200, \"unit\": \"kWh/kW\"}, {\"rate\": 1, \"max\": 500}, {\"rate\": 1, \"max\": 400, \"unit\": \"kWh/kW\"}, {\"rate\": 1, \"max\": 900}, {\"rate\": 1}]"
            ),
        ])
    func refused(name: String, old: String, new: String) throws {
        let json = try Self.text(name).replacing(old, with: new)
        #expect(throws: URDBRefused.self) { try Self.book(json) }
    }

    @Test("fuel by month is billed; reactive and coincident demand are asked for")
    func others() throws {
        let fuel = "[0.01, 0.01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.02]"
        let json = try Self.text("annual-minimum").replacing(
            "\"fixedchargeunits\"",
            with: "\"fueladjustmentsmonthly\": \(fuel), \"demandreactivepowercharge\": 0.3, "
                + "\"coincidentratestructure\": [[{\"rate\": 0}], [{\"rate\": 4.4}]], \"fixedchargeunits\""
        )
        #expect(try Self.lines(json, "FUEL1") == [3_813, 3_444] + Array(repeating: 0, count: 10))
        #expect(try Self.lines(json, "FUEL2") == Array(repeating: 0, count: 11) + [4_526])
        let asked = try Self.book(json).inputs.filter { $0.otherwise == nil }.map(\.name)
        #expect(asked == ["kWh", "reactive_kVAr", "coincident_kW2"])
    }
}
