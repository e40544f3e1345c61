import Interchange
import Measures
import Testing

@Suite("Zips")
struct ZipTests {
    @Test(
        "what cannot be one csv is refused, in words",
        arguments: [
            ("two", "a zip holds exactly one file"), ("none", "a zip holds exactly one file"),
            ("encrypted", "a zip is not encrypted"),
        ]
    )
    func refused(name: String, rule: String) throws {
        let bytes = try TestData.bytes("zips/\(name).zip")
        let refused = try #require(throws: FileRefused.self) {
            try inspectReadings(file: name, bytes: bytes)
        }
        #expect(refused.at.rule == rule)
    }

    @Test("a bomb is refused after 16 MiB") func bomb() throws {
        let zip = try ZippedText(try TestData.bytes("zips/bomb.zip"))
        var (room, taken) = ([UInt8](repeating: 0, count: 1 << 20), 0)
        #expect(throws: FileRefused.self) {
            while true {
                let count = try room.withUnsafeMutableBytes { try zip.fill($0) }
                if count == 0 { break }
                taken += count
            }
        }
        #expect(taken == 16 << 20)
    }

    @Test("a folder beside the one file does no harm") func folder() throws {
        let seen = try inspectReadings(file: "x", bytes: try TestData.bytes("zips/folder.zip"))
        #expect(seen.header.from == "MDA1")
    }

    @Test("the caller may set a lower limit") func limit() throws {
        let bytes = try TestData.bytes("zips/folder.zip")
        let zip = try ZippedText(bytes, limits: .init(size: 36))
        var room = [UInt8](repeating: 0, count: 100)
        #expect(throws: FileRefused.self) { try room.withUnsafeMutableBytes { try zip.fill($0) } }
    }
}

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
        let result = unit.normalise(Quantity(millionths: before))
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
