import Billing
import Foundation
import Interchange
import Measures
import Metering
import Testing

@Suite("Lines of facts")
struct FactsLineTests {
    static let hash: HashFunction = { _ in .none }
    static let schemes = [SchemeRules(code: "NORTH", currency: .gbp, zone: .utc)]

    static let block: String = {
        let values = [Int64](repeating: 250_000, count: 48)
        let block = try? IntervalBlock(
            start: Instant(seconds: 1_735_689_600), minutes: 30, values: values)
        return Data(block?.encoded() ?? []).base64EncodedString()
    }()

    /// A line with everything that there is; every value is another than the usual one.
    static let line = """
        {"rules":"abc","batch":3,"place":4,"premises":5,"scheme":"NORTH","supply_points":[{"id":6,\
        "code":"SP6","commodity":"electricity","cycle":"monthly-17","agreements":[{"id":7,\
        "account":8,"tariff":"T","kind":"void","from":"2024-01-01","to":"2024-12-31"},{"id":9,\
        "account":10,"tariff":"T","kind":"occupied","from":"2025-01-01"}],"registers":[{"id":11,\
        "meter":"M","usage":"kWh","unit":"kWh","dials":5,"decimals":1,"multiplier":"1.5",\
        "installed":"2020-01-01","removed":"2026-01-01","minutes":30,"net_metered":true,\
        "readings":[{"day":"2025-01-01","value":"12.5","type":"OPN+FIN","source":"customer",\
        "method":"photo","status":"agreed"},{"day":"2025-02-01","value":"13","type":"ACT"}],\
        "billed":[{"opening_day":"2024-12-01","opening":"10","opening_type":"EST",\
        "closing_day":"2025-01-01","closing":"12.5","closing_type":"ACT","used":"3.75"}],\
        "intervals":[{"block":"\(block)","digest":"\(String(repeating: "ab", count: 32))"}]}],\
        "properties":[{"name":"band","value":"B","from":"2024-01-01"}],\
        "last_bill":{"through":"2025-01-01","days":31,"total":"-12.60"},\
        "accepted":["RD-HIGH"],"billed_before":[{"account":8,"from":"2024-12-01","to":"2025-01-01",\
        "usages":[{"usage":"kWh","from":"2024-12-01","to":"2025-01-01","quantity":"1/3"}],\
        "lines":[{"charge":"C","from":"2024-12-01","to":"2025-01-01","quantity":"2.5",\
        "amount":"-0.05"}],"properties":[{"name":"band","value":"A","from":"2024-12-01",\
        "to":"2025-01-01"}]}]}]}
        """

    private func read(_ text: String) throws(Rejection) -> FactsLine {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(Rejection) in
                try FactsLine(
                    reading: bytes, line: 12, rules: "abc", Self.schemes, Self.hash)
            }
        }.get()
    }

    @Test("what is read is written again, to the byte")
    func again() throws {
        let line = try read(Self.line)
        #expect(line.bytes(Self.schemes, Self.hash) == Array((Self.line + "\n").utf8))
        #expect(line.batch == 3 && line.index == 4)
        let facts = line.points[0]
        #expect(facts.agreements.map(\.period.days) == [366, .init(Day.lastDay - Day.newYear)])
        #expect(facts.lastBill == LastBill(through: Day.newYear, days: 31, total: -1260))
        #expect(facts.registers[0].readings[0].status == .agreed)
        #expect(facts.billedBefore[0].segment.usages[0].quantity == Exact(1, over: 3))
    }

    /// What is put in the place of a text, the field that is named then, and a word of the rule.
    static let broken: [(String, String, String, String)] = [
        (#""rules":"abc""#, #""rules":"abd""#, "rules", "other rules"),
        (#""scheme":"NORTH""#, #""scheme":"SOUTH""#, "scheme", "schemes in the rules"),
        (#""batch":3"#, #""batch":0"#, "batch", "from 1"),
        (#""batch":3"#, #""batch":"3""#, "batch", "whole number"),
        (#""place":4,"#, "", "place", "must be there"),
        (#""place":4"#, #""placce":4"#, "placce", "no such field"),
        (
            #""commodity":"electricity""#, #""commodity":"steam""#, "supply_points[0].commodity",
            "water"
        ),
        (#""cycle":"monthly-17""#, #""cycle":"weekly""#, "supply_points[0].cycle", "monthly"),
        (#""kind":"void""#, #""kind":"empty""#, "supply_points[0].agreements[0].kind", "occupied"),
        (
            #""to":"2024-12-31"}"#, #""to":"2025-01-01"}"#, "supply_points[0].agreements",
            "share none"
        ),
        (
            #""to":"2024-12-31"}"#, #""to":"2023-12-30"}"#, "supply_points[0].agreements[0].to",
            "not before"
        ),
        (
            #""from":"2024-01-01","to""#, #""from":"1899-12-31","to""#,
            "supply_points[0].agreements[0].from", "1900"
        ),
        (#""dials":5"#, #""dials":0"#, "supply_points[0].registers[0].dials", "from 1 to 12"),
        (
            #""multiplier":"1.5""#, #""multiplier":"0""#,
            "supply_points[0].registers[0].multiplier",
            "above zero"
        ),
        (
            #""multiplier":"1.5""#, #""multiplier":1.5"#,
            "supply_points[0].registers[0].multiplier", "in quotes"
        ),
        (#""minutes":30"#, #""minutes":7"#, "supply_points[0].registers[0].minutes", "30"),
        (
            #""value":"12.5""#, #""value":"12.5000001""#,
            "supply_points[0].registers[0].readings[0].value", "six places"
        ),
        (
            #""type":"ACT""#, #""type":"ABC""#, "supply_points[0].registers[0].readings[1].type",
            "ACT"
        ),
        (
            #""day":"2025-02-01""#, #""day":"2025-01-01""#,
            "supply_points[0].registers[0].readings[1]", "order of day"
        ),
        (
            #""method":"photo""#, #""method":"guess""#,
            "supply_points[0].registers[0].readings[0].method", "method"
        ),
        (#""total":"-12.60""#, #""total":"-12.605""#, "supply_points[0].last_bill.total", "cents"),
        (
            #"{"block":""#, #"{"block":"%"#, "supply_points[0].registers[0].intervals[0].block",
            "base64"
        ),
        (
            #""quantity":"1/3""#, #""quantity":"1/0""#,
            "supply_points[0].billed_before[0].usages[0].quantity", "fraction"
        ),
        (#"["RD-HIGH"]"#, #"[7]"#, "supply_points[0].accepted", "texts"),
        (#""last_bill":{"#, #""last_bill":[{}],"x":{"#, "supply_points[0].x", "no such field"),
    ]

    @Test("a mistake is told with line, field and rule", arguments: broken.indices)
    func mistake(row: Int) throws {
        let (good, bad, field, rule) = Self.broken[row]
        try #require(Self.line.contains(good), "\(good)")
        let text = Self.line.replacingOccurrences(of: good, with: bad)
        let rejection = try #require(throws: Rejection.self) { _ = try read(text) }
        #expect(rejection.line == 12)
        #expect(rejection.field == field, "\(rejection)")
        #expect(rejection.rule.contains(rule), "\(rejection)")
    }

    @Test(
        "a line that is cut is refused at its end",
        arguments: Array(stride(from: 1, to: 1600, by: 97)))
    func cut(length: Int) throws {
        let text = String(Self.line.prefix(length))
        let rejection = try #require(throws: Rejection.self) { _ = try read(text) }
        #expect(rejection.field == "byte \(length + 1)")
    }
}

extension Day {
    fileprivate static let newYear = Day(year: 2025, month: 1, day: 1)!
    fileprivate static let lastDay = Day(year: 9999, month: 12, day: 31)!
}

@Suite("Rules in a file")
struct RulesFileTests {
    /// Adds bytes up: not SHA-256, but another text gives another digest.
    static let hash: HashFunction = { bytes in
        var sums = [UInt8](repeating: 0, count: 32)
        for (place, byte) in bytes.enumerated() {
            sums[place % 32] = sums[place % 32] &* 31 &+ byte
        }
        return Digest(sums)!
    }

    static func rules(_ text: String) -> RulesFile {
        RulesFile(
            run: 7, through: Day.newYear, plannedOn: Day.newYear + 3, program: 1,
            schemes: [RulesFile.Scheme(code: "N", currency: .aud, zone: "Australia/Melbourne")],
            policy: RulesFile.Text(version: 2, file: "policy.yaml", text: text),
            tariffs: [
                RulesFile.Tariff(
                    code: "T", book: RulesFile.Text(version: 5, file: "t.yaml", text: text))
            ])
    }

    @Test(
        "texts come back to the byte",
        arguments: ["", "\n", "a", "a\n", "a\r\nb\r\n", "\tä \"q\" \\ 日\n\n", "\u{FEFF}a: b\n"])
    func again(text: String) throws {
        let file = Self.rules(text)
        let read = try RulesFile(reading: Array(file.text(Self.hash).utf8), Self.hash)
        #expect(read == file)
        #expect(Array(read.tariffs[0].book.text.utf8) == Array(text.utf8))
        #expect(read.digest(Self.hash) == file.digest(Self.hash))
    }

    @Test("whoever changes a price, a day or a zone is noticed")
    func changed() throws {
        let text = Self.rules("price: 3.00\n").text(Self.hash)
        let changes = [("3.00", "2.00"), ("2025-01-04", "2025-01-05"), ("Melbourne", "Sydney")]
        for (old, new) in changes {
            let other = text.replacingOccurrences(of: old, with: new)
            let rejection = try #require(throws: Rejection.self) {
                _ = try RulesFile(reading: Array(other.utf8), Self.hash)
            }
            #expect(rejection.field == "digest", "\(rejection)")
        }
    }
}
