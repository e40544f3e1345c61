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
