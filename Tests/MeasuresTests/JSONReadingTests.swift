import Measures
import Testing

@Suite("JSON read")
struct JSONReadingTests {
    @Test(
        "what is written is read again",
        arguments: [
            nil, true, false, 0, -7, .int(.max), .int(.min), .number(Quantity("-0.000001")!),
            "", "a\"b\\c\n\t\u{1}\u{7F}é日😀", [], [:], [1, [2, [nil]]],
            ["b": 1, "a": ["x": "y"]],
        ] as [JSONValue])
    func again(value: JSONValue) throws {
        #expect(try JSONValue(reading: Array(value.line.utf8)) == value)
        #expect(try JSONValue(reading: Array(value.text.utf8)) == value)
    }

    @Test(
        "escapes and blanks",
        arguments: [
            (#" "\u0041\u00e9\ud83d\ude00\/\b\f" "#, "Aé😀/\u{8}\u{C}"),
            ("\t\r\n{ \"a\" : [ 1 , -2.5 ] }", ["a": [1, .number(Quantity("-2.5")!)]]),
            ("0", 0), ("-0.5", .number(Quantity("-0.5")!)),
            ("9223372036854775807", .int(.max)),
        ] as [(String, JSONValue)])
    func reads(text: String, value: JSONValue) throws {
        #expect(try JSONValue(reading: Array(text.utf8)) == value)
    }

    @Test(
        "what is refused, and where",
        arguments: [
            ("", .ended, 0), ("{", .ended, 1), (#"{"a""#, .ended, 4), (#"{"a"  "#, .ended, 6),
            (#"{"a":1"#, .ended, 6),
            ("[1,", .ended, 3), (#""abc"#, .ended, 4), (#""\"#, .ended, 2), ("tru", .ended, 3),
            ("[1,]", .unexpected, 3), ("[1 2]", .unexpected, 3), ("{a:1}", .unexpected, 1),
            ("1 2", .unexpected, 2), ("{} ,", .unexpected, 3), ("trUe", .unexpected, 2),
            ("01", .number, 0), ("-", .number, 0), ("+1", .number, 0), ("1.", .number, 0),
            ("1e5", .number, 0), ("0.0000001", .number, 0), ("9223372036854775808", .number, 0),
            (#""\x""#, .text, 3), (#""\u12G4""#, .text, 5), (#""\ud800\u0041""#, .text, 13),
            ("\"a\nb\"", .text, 2),
            (#"{"a":1,"a":2}"#, .repeatedName("a"), 10),
        ] as [(String, JSONRefused.Reason, Int)])
    func refused(text: String, reason: JSONRefused.Reason, offset: Int) {
        #expect(throws: JSONRefused(reason: reason, offset: offset)) {
            try JSONValue(reading: Array(text.utf8))
        }
    }

    @Test("bytes that are no UTF-8, and brackets 64 deep")
    func limits() throws {
        #expect(throws: JSONRefused(reason: .text, offset: 1)) {
            try JSONValue(reading: [0x22, 0xC3, 0x28, 0x22])
        }
        func nested(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONValue(reading: nested(64))
        #expect(throws: JSONRefused(reason: .tooDeep, offset: 64)) {
            try JSONValue(reading: nested(65))
        }
    }

    @Test("cut or altered anywhere, a text is read or refused, never half", arguments: 1...20)
    func altered(seed: UInt64) {
        let text = Array(#"{"a":[1,-2.5,"x\u00e9\n"],"b":{"c":null,"d":true}}"#.utf8)
        var random = Seeded(seed)
        for cut in text.indices {
            #expect(throws: JSONRefused.self) { try JSONValue(reading: Array(text[..<cut])) }
            var other = text
            other[cut] = UInt8.random(in: 0...255, using: &random)
            guard let value = try? JSONValue(reading: other) else { continue }
            #expect((try? JSONValue(reading: Array(value.line.utf8))) == value)
        }
    }
}
