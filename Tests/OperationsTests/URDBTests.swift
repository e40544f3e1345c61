import Foundation
import Interchange
import Measures
import Operations
import Tariffs
import Testing

/// Bills of real US rates beside those of another program, month by month within one cent.
@Suite("US Utility Rate Database")
struct URDBTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Data/urdb").path

    struct Case: Decodable {
        let rate: String
        let load: String
        let monthly_total: [Decimal]
        let chronological: [Decimal]?
    }

    static let cases: [String: [Case]] = {
        let text = (try? String(contentsOfFile: folder + "/expected.jsonl", encoding: .utf8)) ?? ""
        let all = text.split(separator: "\n").compactMap {
            try? JSONDecoder().decode(Case.self, from: Data($0.utf8))
        }
        return Dictionary(grouping: all, by: \.rate)
    }()

    static let loads: [String: LoadCurve] = {
        let names = ["home-hourly", "small-office-hourly"]
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in
                (try? ImportURDB().load("\(folder)/\(name).csv")).map { (name, $0) }
            })
    }()

    static func cents(_ rate: String, _ load: String, _ order: Order) throws -> [Int64] {
        let imported = try ImportURDB()("\(folder)/rates/\(rate).json", order)
        let curve = try #require(loads[load])
        return try StandardYear(imported[0].book).bills(curve).map(\.rated.total.minorUnits)
    }

    typealias Order = TariffBook.Blocks.Filling.Order

    /// Millionths of a dollar, so that a cent is compared exactly.
    static func differ(_ cents: [Int64], _ expected: [Decimal]) -> [Int] {
        (0..<12).filter { month in
            let off = Decimal(cents[month]) / 100 - expected[month]
            return abs(off) > Decimal(string: "0.01") ?? 0
        }
    }

    @Test("every month agrees within one cent", arguments: cases.keys.sorted())
    func agrees(rate: String) throws {
        for one in try #require(Self.cases[rate]) {
            let cents = try Self.cents(rate, one.load, .shares)
            #expect(Self.differ(cents, one.monthly_total).isEmpty, "\(one.load): \(cents)")
            guard let chronological = one.chronological else { continue }
            let timed = try Self.cents(rate, one.load, .time)
            #expect(Self.differ(timed, chronological).isEmpty, "\(one.load): \(timed)")
            #expect(!Self.differ(timed, one.monthly_total).isEmpty)
        }
    }

    @Test("the cases are all there")
    func complete() {
        #expect(Self.cases.values.map(\.count).reduce(0, +) == 101)
        #expect(Self.cases.count == 52)
        #expect(Self.cases.values.joined().contains { $0.chronological != nil })
    }

    @Test("a book that is written passes tariff check", arguments: cases.keys.sorted())
    func checks(rate: String) throws {
        let imported = try ImportURDB()("\(Self.folder)/rates/\(rate).json")
        let reviewed = try ReviewedBook(yaml: imported[0].yaml, file: "book.yaml")
        #expect(reviewed.warnings.filter { !$0.description.contains("nothing ever") }.isEmpty)
    }
}

/// What cannot be imported, and what is told.
@Suite("US Utility Rate Database: refusals")
struct URDBRefusalTests {
    static let hours = "[" + Array(repeating: "0", count: 24).joined(separator: ",") + "]"
    static let year = "[" + Array(repeating: hours, count: 12).joined(separator: ",") + "]"

    static func rate(
        _ tiers: String = #"[{"rate": 0.1}]"#, schedule: String = year, more: String = ""
    ) -> String {
        """
        {"label": "x", "energyratestructure": [\(tiers)], "energyweekdayschedule": \(schedule),
         "energyweekendschedule": \(year)\(more)}
        """
    }

    static func faults(_ json: String, label: String? = nil) -> [YAMLFault] {
        do throws(URDBRefused) {
            _ = try URDBAnswer(json: json, file: "r.json").rates(label: label)
            return []
        } catch { return error.faults }
    }

    static let bad: [(json: String, field: String, value: String)] = [
        (rate(#"[{"rate": 0.1, "unit": "MWh"}]"#), "energyratestructure.0.0.unit", "MWh"),
        (rate(#"[{"rate": "free"}]"#), "energyratestructure.0.0.rate", "free"),
        (rate(#"[{"rate": 1, "max": -5}, {"rate": 2}]"#), "energyratestructure.0.0.max", "-5"),
        (rate("[]"), "energyratestructure.0", ""),
        (rate(schedule: "[\(hours)]"), "energyweekdayschedule", ""),
        (rate(schedule: year.replacing("0]]", with: "7]]")), "energyweekdayschedule.11", "7"),
        (
            rate(more: #", "mincharge": 3, "minchargeunits": "$/kW""#), "minchargeunits", "$/kW"
        ),
        (rate(more: #", "country": "CAN""#), "country", "CAN"),
        (rate(more: #", "startdate": "soon""#), "startdate", "soon"),
        (rate(more: #", "flatdemandmonths": [0]"#), "", ""),
        (#"{"items": []}"#, "items", ""),
        (#"{"items": [{"label": "a"}]}"#, "items.0", ""),
        ("[1]", "", ""),
        ("{", "", ""),
    ]

    @Test("each is refused with field and value", arguments: bad.indices)
    func refused(index: Int) {
        let (json, field, value) = Self.bad[index]
        let faults = Self.faults(json)
        #expect(faults.contains { $0.field == field && $0.value == value }, "\(faults)")
    }

    @Test("a rate is chosen by its label")
    func label() throws {
        let list = #"{"items": [\#(Self.rate()), {"label": "y"}]}"#
        #expect(Self.faults(list, label: "x").isEmpty)
        #expect(Self.faults(list, label: "y").map(\.field) == ["items.1"])
        #expect(Self.faults(list, label: "z").map(\.rule) == ["no rate has the label"])
        #expect(Self.faults(list).map(\.field) == ["items.1"])
    }

    @Test("numbers come exactly, without the noise of binary floating point")
    func numbers() throws {
        let tiers = #"[{"rate": 0.052000000000000005, "adj": 1e-05}]"#
        let rate = try URDBAnswer(json: Self.rate(tiers), file: "r.json").rates()[0]
        #expect(rate.book().prices[0].steps[0].values[""] == Exact("0.05201"))
    }

    @Test("a load that is no year of kW is refused with line and value")
    func load() {
        func description(_ csv: String) -> String {
            do throws(LoadCurveRefused) {
                return "\(try LoadCurve(csv: csv, file: "l.csv").minutes)"
            } catch { return error.description }
        }
        let year = Array(repeating: "1.5", count: 8_760)
        #expect(description((["kW"] + year).joined(separator: "\n") + "\n") == "60")
        #expect(description((["kW"] + year + year).joined(separator: "\n")) == "30")
        #expect(description("kWh\n1\n").hasPrefix("l.csv:1: kW: the one column is called kW"))
        #expect(description("kW\n1\nx\n").hasPrefix("l.csv:3: kW: expected a plain decimal"))
        #expect(description("kW\n-1\n").contains("not below zero"))
        #expect(description("kW\n1\n").contains("found \"1\" values"))
    }
}
