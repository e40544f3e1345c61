import Foundation
import Interchange
import Measures
import Testing

/// All 120 files of the reference set agree with what the reference reader says of them.
@Suite("NEM12 and NEM13 reference files")
struct NEMExpectedTests {
    nonisolated(unsafe) static let expected: [String: [String: Any]] = {
        let data = try? Data(contentsOf: TestData.url("nem12/expected.json"))
        let object = data.flatMap { try? JSONSerialization.jsonObject(with: $0) }
        return object as? [String: [String: Any]] ?? [:]
    }()

    @Test("there are 120 files") func all() {
        #expect(Self.expected.count == 120)
    }

    @Test("inspection agrees", arguments: expected.keys.sorted())
    func agrees(path: String) throws {
        let wanted = try #require(Self.expected[path])
        let bytes = try TestData.bytes("nem12/" + path)
        guard wanted["error"] == nil else {
            #expect(throws: FileRefused.self) { try inspectReadings(file: path, bytes: bytes) }
            return
        }
        let text = try inspectReadings(file: path, bytes: bytes).json.text
        let got = try #require(
            JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])

        for key in ["header", "nem13_250", "b2b"] where wanted[key] != nil || got[key] != nil {
            #expect(same(got[key], wanted[key]), "\(key): \(text)")
        }
        let (ours, theirs) = (channels(got), channels(wanted))
        #expect(ours.count == theirs.count)
        for (our, their) in zip(ours, theirs) {
            for (key, value) in their where key != "plain_sum_agrees" {
                #expect(same(our[key], value), "\(key) of \(our)")
            }
        }
    }

    /// The reference holds binary floats: its shortest decimal of six places is ours, exactly.
    @Test("totals are exact decimals", arguments: expected.keys.sorted())
    func totals(path: String) throws {
        let wanted = try #require(Self.expected[path])
        guard wanted["error"] == nil else { return }
        let bytes = try TestData.bytes("nem12/" + path)
        let inspection = try inspectReadings(file: path, bytes: bytes)
        for (our, their) in zip(inspection.channels, channels(wanted)) {
            let float = try #require(their["total"] as? Double)
            let millionths = (float * 1_000_000).rounded()
            #expect(Int128(millionths) == our.total)
        }
    }

    private func channels(_ object: [String: Any]) -> [[String: Any]] {
        object["channels"] as? [[String: Any]] ?? []
    }

    private func same(_ a: Any?, _ b: Any?) -> Bool {
        guard let a, let b else { return a == nil && b == nil }
        return (a as? NSObject) == (b as? NSObject)
    }
}
