import Interchange
import Measures
import Testing

/// What a reader made of a NEM12 file: everything it gave out, or nil where it refused.
private func everything(_ bytes: [UInt8]) -> String? {
    guard let seen = try? inspectReadings(file: "x", bytes: bytes) else { return nil }
    return seen.json.line
}

/// The reference files as plain text, the small ones first.
private let plainFiles: [[UInt8]] = NEMExpectedTests.expected.keys.sorted().compactMap { path in
    guard let bytes = try? TestData.bytes("nem12/" + path) else { return nil }
    guard ZippedText.isZip(bytes) else { return bytes }
    guard let zip = try? ZippedText(bytes) else { return nil }
    return try? unpacked(zip)
}.filter { !$0.isEmpty }.sorted { $0.count < $1.count }

private func unpacked(_ zip: ZippedText) throws -> [UInt8] {
    var (all, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
        let count = try piece.withUnsafeMutableBytes { try zip.fill($0) }
        if count == 0 { return all }
        all += piece[..<count]
    }
}

@Suite("Damaged meter data files")
struct FuzzTests {
    @Test("all reference files but the empty one take part") func files() {
        #expect(plainFiles.count == 119)
    }

    @Test("cut at any byte: refused, or nothing but blanks was lost", arguments: [1, 2])
    func cuts(seed: UInt64) throws {
        var random = Seeded(state: seed)
        var cases: [([UInt8], Int)] = []
        for file in plainFiles.prefix(12) where seed == 1 {
            cases += (0..<file.count).map { (file, $0) }
        }
        for _ in 0..<2000 {
            let file = plainFiles.randomElement(using: &random)!
            cases.append((file, Int.random(in: 0..<file.count, using: &random)))
        }
        for (file, length) in cases { try check(file, cutAt: length, seed) }
    }

    private func check(_ file: [UInt8], cutAt length: Int, _ seed: UInt64) throws {
        let lost = file[length...]
        if lost.allSatisfy({ $0 == 10 || $0 == 13 || $0 == 44 }) { return }
        let rest = Array(file[..<length])
        // Two senders put two files into one: a cut between them leaves a whole file.
        if rest.suffix(6).contains(57), String(decoding: rest, as: UTF8.self).isWholeNEM { return }
        let isEmpty = rest.allSatisfy { $0 == 10 || $0 == 13 }
        let seen = try? inspectReadings(file: "x", bytes: rest)
        #expect(seen == nil || isEmpty, "cut at \(length) of \(file.count), seed \(seed)")
        if isEmpty, let seen { #expect(seen.channels.isEmpty && seen.rejections.count == 1) }
    }

    @Test("flipped, inserted, doubled, exploded: no crash, no hang", arguments: 1...8)
    func mutations(seed: UInt64) {
        var random = Seeded(state: seed)
        for _ in 0..<250 {
            var bytes = plainFiles.prefix(60).randomElement(using: &random)!
            for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, &random) }
            guard let seen = try? inspectReadings(file: "x", bytes: bytes) else { continue }
            #expect(seen.accepted <= seen.rows, "seed \(seed)")
            for channel in seen.channels where channel.count > 0 {
                #expect(channel.qualities.values.reduce(0, +) == channel.count, "seed \(seed)")
            }
        }
    }

    @Test("damaged zips are refused or give text", arguments: 1...4)
    func zips(seed: UInt64) throws {
        var random = Seeded(state: seed)
        let path = "nem12/nem12/nem12#S02#INTEGM#NEMMCO.zip"
        let whole = try TestData.bytes(path)
        for _ in 0..<150 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&bytes, &random) }
            _ = everything(bytes)
            _ = everything(Array(whole[..<Int.random(in: 0..<whole.count, using: &random)]))
        }
    }

    @Test("damaged CSV: every row comes out once, read or rejected", arguments: 1...8)
    func csv(seed: UInt64) {
        var random = Seeded(state: seed)
        let head = "meter_serial,register,day,value,type\n"
        let body = (1...40).map { "M\($0),1,2025-03-31,\($0).5,\"ACT\"\r\n" }.joined()
        for _ in 0..<300 {
            var bytes = Array((head + body).utf8)
            for _ in 0..<Int.random(in: 1...5, using: &random) { damage(&bytes, &random) }
            guard let reader = try? RowReader<ReadingRow>(bytes) else { continue }
            var count = 0
            while let outcome = try? reader.next() {
                count += 1
                if case .rejected(let why) = outcome { #expect(!why.isEmpty) }
            }
            #expect(count <= reader.rows && reader.rows <= count + 1, "seed \(seed)")
        }
    }

    private func damage(_ bytes: inout [UInt8], _ random: inout Seeded) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.removeSubrange(at..<min(bytes.count, at + 40))
        case 3: bytes.insert(contentsOf: oddTexts.randomElement(using: &random)!.utf8, at: at)
        case 4: bytes.insert(contentsOf: Array(bytes[at..<min(bytes.count, at + 90)]), at: at)
        case 5: doubleLine(&bytes, at)
        default: bytes = Array(bytes[..<at])
        }
    }

    private func doubleLine(_ bytes: inout [UInt8], _ at: Int) {
        let from = bytes[..<at].lastIndex(of: 10).map { $0 + 1 } ?? 0
        let upTo = bytes[at...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
        bytes.insert(contentsOf: Array(bytes[from..<upTo]), at: from)
    }
}

private let oddTexts = [
    "99999999999999999999999999999999", "1e308", "NaN", "-", ".", "\"", "\"\"", "\r", "\n", ",",
    ",,,,,,,,", "\0", "\u{FEFF}", "900\n", "\n300,", "\n400,1,99999999999999999999,A,,\n", "-0.0",
    "0000000000000000000000000000001", "0.0000000000000000000001", "V", "é", "\n200,\n",
]

extension String {
    /// Whether the text, as cut, ends with a 900 record of its own.
    fileprivate var isWholeNEM: Bool {
        let last = split(whereSeparator: \.isNewline).last { !$0.allSatisfy { $0 == "," } }
        return last == "900"
    }
}
