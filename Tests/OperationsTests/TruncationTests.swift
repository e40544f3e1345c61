import Interchange
import Measures
import Operations
import Storage
import Testing

@Suite("A file cut at any byte")
struct TruncationTests {
    static let seed: UInt64 = 20_250_331

    @Test("of CSV loads whole rows with a reject for the rest, or is refused (seed 20250331)")
    func csv() throws {
        let header = Samples.headers[.readings]!
        let days = (0..<60).map { Day("2025-04-01")! + $0 }
        let rows = days.enumerated().map { "M2,1,\($0.element),\(1000 + $0.offset * 7),ACT\n" }
        let whole = Array((header + rows.joined()).utf8)
        var places = Places(seed: Self.seed)
        for _ in 0..<100 {
            let cut = places.next(below: whole.count)
            let stored = try take(Array(whole[..<cut]))
            let complete = whole[..<cut].count { $0 == 10 } - 1
            #expect(stored.count == max(0, complete), "cut at \(cut), seed \(Self.seed)")
            let sound = stored.enumerated().allSatisfy { $1 == Quantity(1000 + $0 * 7) }
            #expect(sound, "cut at \(cut), seed \(Self.seed)")
        }
    }

    @Test("of NEM12 is refused, or whole (seed 20250331)")
    func nem12() throws {
        let days = (10...29).map { ("202504\($0)", "1.5", "A") }
        let whole = Array(Samples.nem12(days).utf8)
        var places = Places(seed: Self.seed)
        for _ in 0..<100 {
            let cut = places.next(below: whole.count)
            let sample = try SampleBooks()
            let path = try sample.file(Array(whole[..<cut]))
            do {
                let report = try sample.take(.readings, path: path)
                #expect(report.accepted == 20, "cut at \(cut), seed \(Self.seed)")
            } catch is FileRefused {
                let stored = try sample.installation.read { try $0.meters.intervals(of: 3) }
                #expect(stored.isEmpty, "cut at \(cut), seed \(Self.seed)")
            }
        }
    }

    /// The values stored of a file; none where it is refused.
    private func take(_ bytes: [UInt8]) throws -> [Quantity] {
        let sample = try SampleBooks()
        let path = try sample.file(bytes)
        do {
            let report = try sample.take(.readings, path: path)
            #expect(report.accepted + report.rejected == report.rows)
        } catch is FileRefused {}
        return try sample.installation.read { try $0.meters.readings(of: 2) }.map(\.value)
    }
}

/// Random places that a seed repeats (SplitMix64).
struct Places {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }
}
