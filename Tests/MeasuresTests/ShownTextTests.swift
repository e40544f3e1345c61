import Testing

@testable import Measures

@Suite("Text for a terminal")
struct ShownTextTests {
    @Test(
        "names what could steer it, break the line or turn the text around",
        arguments: [
            ("\u{1B}[31mred", "<U+001B>[31mred"), ("a\r\nb", "a<U+000D><U+000A>b"),
            ("a\u{9B}2J", "a<U+009B>2J"), ("\u{202E}evil", "<U+202E>evil"),
            ("\u{2066}x\u{2069}", "<U+2066>x<U+2069>"), ("a\u{2028}b", "a<U+2028>b"),
            ("a\u{7F}b\u{0}", "a<U+007F>b<U+0000>"), ("Ünïcode 😀 עברית", "Ünïcode 😀 עברית"),
        ])
    func named(text: String, shown: String) {
        #expect(text.shown == shown)
    }

    @Test("lines stay lines where a text has several") func lines() {
        #expect("a\n\tb\r\u{1B}".shownLines == "a\n\tb<U+000D><U+001B>")
    }

    @Test("an object of many names is read in one pass, and a repeated one is found") func names() {
        let names = (0..<100_000).map { "\"k\($0)\":1" }.joined(separator: ",")
        let once = Array("{\(names)}".utf8)
        let twice = Array("{\(names),\"k70000\":2}".utf8)
        let taken = ContinuousClock().measure { _ = try? JSONValue(reading: once) }
        #expect(taken < .seconds(5))
        let refused = #expect(throws: JSONRefused.self) { try JSONValue(reading: twice) }
        #expect(refused?.reason == .repeatedName("k70000"))
    }
}
