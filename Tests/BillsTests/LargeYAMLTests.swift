import Tariffs
import Testing

@testable import Interchange

@Suite("Large YAML")
struct LargeYAMLTests {
    /// Nine values, nine times nine, and so on: 3.5 billion in 300 bytes.
    static let laughs = zip("abcdefghi", "bcdefghij").reduce(
        into: "a: &a [x, x, x, x, x, x, x, x, x]\n"
    ) { text, names in
        let nine = [String](repeating: "*\(names.0)", count: 9).joined(separator: ", ")
        text += "\(names.1): &\(names.1) [\(nine)]\n"
    }

    @Test(
        "is refused in little time",
        arguments: [
            (laughs, "aliases repeat"),
            ("a: " + String(repeating: "[", count: 1_000_000), "nesting"),
            ((0..<20_000).map { "k\($0): 1\n" }.joined(), "unknown key"),
            (String(repeating: "k: 1\n", count: 20_000), "only once"),
            ("name: " + String(repeating: "x", count: 4_000_001), "at most"),
        ])
    func refused(yaml: String, rule: String) throws {
        let taken = ContinuousClock().measure {
            let refused = #expect(throws: TariffBookRefused.self) {
                try TariffBook.read(yaml: yaml, file: "t.yaml")
            }
            #expect(refused?.description.contains(rule) == true)
            #expect((refused?.faults.count ?? 0) <= 600)
        }
        #expect(taken < .seconds(20))
    }
}
