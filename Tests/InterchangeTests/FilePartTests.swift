import Interchange
import Measures
import Testing

@Suite("Files in parts")
struct FilePartTests {
    private func parts(_ bytes: [UInt8], size: Int, mark: String = "200,") throws -> [FilePart] {
        let reader = PartReader(size: size, mark: mark, fill: source(of: bytes))
        var parts: [FilePart] = []
        while let part = try reader.read() { parts.append(part) }
        return parts
    }

    private func lines(_ reader: LineReader) throws -> [String] {
        var lines: [String] = []
        while let line = try reader.next() {
            let text = String(decoding: line.bytes, as: UTF8.self)
            lines.append("\(line.number) \(line.offset) \(line.isEnded) \(text)")
        }
        return lines
    }

    private static let rows = (1...90).map { number in
        (number % 7 == 0 ? "200," : "300,") + String(repeating: "x", count: number % 60)
    }

    @Test(
        "the lines of all parts are those of the file",
        arguments: [256, 300, 511, 2000], ["\n", "\r\n"])
    func sameLines(size: Int, lineBreak: String) throws {
        for text in [
            Self.rows.joined(separator: lineBreak), Self.rows.joined(separator: lineBreak) + "\n",
            "\u{FEFF}" + Self.rows.joined(separator: lineBreak),
            String(repeating: "y", count: 5000) + lineBreak + "200,", "", "\n", "200,",
        ] {
            let bytes = Array(text.utf8)
            let parts = try parts(bytes, size: size)
            let whole = try lines(LineReader(bytes, quotes: false))
            #expect(try parts.flatMap { try lines(LineReader($0)) } == whole)
            #expect(parts.last?.bytesTaken ?? 0 == bytes.count)
        }
    }

    @Test("UTF-16 is turned on the way")
    func utf16() throws {
        let text = Self.rows.joined(separator: "\n")
        let bytes: [UInt8] =
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let whole = try lines(LineReader(Array(text.utf8), quotes: false))
        #expect(try parts(bytes, size: 300).flatMap { try lines(LineReader($0)) } == whole)
    }

    @Test("parts begin with a mark, as long as marks come")
    func marks() throws {
        let parts = try parts(Array(Self.rows.joined(separator: "\n").utf8), size: 300)
        #expect(parts.count > 5)
        for (part, next) in zip(parts, parts.dropFirst()) {
            #expect(part.endsWhole && next.beginsAnew)
            #expect(try lines(LineReader(next))[0].contains("true 200,"))
        }
        #expect(parts.allSatisfy { $0.bytesTaken <= parts.last!.bytesTaken })
    }

    @Test("without marks they are four times as long, and end with a line")
    func torn() throws {
        let rows = Self.rows.map { $0.replacing("200", with: "300") }
        let parts = try parts(Array(rows.joined(separator: "\n").utf8), size: 256)
        #expect(parts.count > 2)
        #expect(parts.dropLast().allSatisfy { !$0.endsWhole })
        #expect(parts.dropFirst().allSatisfy { !$0.beginsAnew })
    }

    @Test("a line over the limit is refused by its number, whatever the parts are")
    func tooLong() throws {
        let text =
            "200,\n300,\n" + String(repeating: "z", count: LineReader.longest + 1) + "\n200,\n"
        for size in [256, 1 << 16, 1 << 22] {
            let refusal = #expect(throws: FileRefused.self) {
                try parts(Array(text.utf8), size: size).flatMap { try lines(LineReader($0)) }
            }
            #expect(refusal?.at.line == 3)
        }
    }

    @Test("what was read before a failure is handed out, and then the failure")
    func failure() throws {
        struct Broken: Error {}
        let give = source(of: Array("100,\n200,\n300".utf8))
        let reader = PartReader(size: 256, mark: "200,") { room in
            let count = try give(room)
            if count == 0 { throw Broken() }
            return count
        }
        let part = try #require(try reader.read())
        #expect(try lines(LineReader(part)).count == 2)
        #expect(throws: Broken.self) { try reader.read() }
        #expect(try reader.read() == nil)
    }

    /// All events, and the refusal behind them.
    private func events(_ next: () throws -> NEMReader.Event?) -> [String] {
        var events: [String] = []
        do {
            while let event = try next() { events.append("\(event)") }
        } catch { events.append("\(error)") }
        return events
    }

    private func events(of parts: [FilePart]) -> [String] {
        var (reader, rest) = (NEMReader([]), parts[...])
        return events {
            while true {
                if let event = try reader.nextOfPart() { return event }
                guard let next = rest.first else {
                    try reader.finish()
                    return nil
                }
                if next.beginsAnew, let event = reader.closeDay() { return event }
                rest.removeFirst()
                reader.goOn(LineReader(next))
            }
        }
    }

    @Test("a meter data file read on from part to part is the file", arguments: [256, 999])
    func readOn(size: Int) throws {
        for path in NEMExpectedTests.expected.keys.sorted().prefix(60) {
            let bytes = try TestData.bytes("nem12/" + path)
            guard !ZippedText.isZip(bytes), !bytes.isEmpty else { continue }
            var whole = NEMReader(bytes)
            let expected = events { try whole.next() }
            let parts = try parts(bytes, size: size)
            #expect(events(of: parts) == expected, "\(path)")
        }
    }
}

@Suite("Values of meter data a word at a time")
struct NEMDecimalTests {
    private func read(_ value: String) throws -> Int64? {
        let row = ([value] + Array(repeating: "0.001", count: 23)).joined(separator: ",")
        var reader = NEMReader(
            Array("200,N,E1,1,E1,N1,M,kWh,60,\n300,20250101,\(row),A,,,20250102,\n900\n".utf8))
        while let event = try reader.next() {
            if case .day(let day) = event { return day.values[0] }
            if case .rejected = event { return nil }
        }
        return nil
    }

    private func exact(_ value: String) -> Int64? {
        Array(value.utf8).withUnsafeBufferPointer { FieldBytes($0).quantity?.millionths }
    }

    @Test(
        "are those of the exact reader",
        arguments: [
            "0.000", "9.999", "0.049", "1.5", "12.345", "0.0490", "-0.049", "1.23a", "a.123",
            "1:234",
            "/.123", ":.123", "1./23", "1.2:3", "1.23/", "1.23:", "1.23 ", " 1.234", "1..34",
            ".1234",
            "12345.", "999999999999.999999", "1000000000000", "", "1.2\u{B0}4", "0.00\t",
        ])
    func table(value: String) throws {
        #expect(try read(value) == exact(value))
    }

    @Test("of any letters are those of the exact reader", arguments: 1...4)
    func random(seed: UInt64) throws {
        var random = Seeded(state: seed)
        for _ in 0..<3000 {
            var value = Array(
                "\(Int.random(in: 0...9, using: &random)).\(100 + Int(random.next() % 900))".utf8)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                value[Int.random(in: 0..<value.count, using: &random)] =
                    UInt8.random(in: 33...126, using: &random)
            }
            guard !value.contains(44), !value.contains(34) else { continue }
            let text = String(decoding: value, as: UTF8.self)
            #expect(try read(text) == exact(text), "\(text), seed \(seed)")
        }
    }
}
