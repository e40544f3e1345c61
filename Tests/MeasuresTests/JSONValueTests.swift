import Measures
import Testing

@Suite("JSON text")
struct JSONValueTests {
    @Test(
        "one line",
        arguments: [
            (nil, "null"),
            (true, "true"),
            (-7, "-7"),
            (.number(Quantity("12.050")!), "12.05"),
            (.exact(Exact(1, over: 3)), "\"1/3\""),
            (.money(Money(minorUnits: -5, currency: .gbp)), "\"-0.05\""),
            ([], "[]"),
            ([:], "{}"),
            (["b": 1, "a": [2, nil]], "{\"b\":1,\"a\":[2,null]}"),
            ("a\"b\\c\n\t\u{1}é日", "\"a\\\"b\\\\c\\n\\t\\u0001é日\""),
        ] as [(JSONValue, String)]
    )
    func line(value: JSONValue, expected: String) {
        #expect(value.line == expected)
    }

    @Test("indented text keeps the order of names")
    func text() {
        let value: JSONValue = ["z": [1, 2], "a": [:], "m": ["k": "v"]]
        #expect(
            value.text == """
                {
                  "z": [
                    1,
                    2
                  ],
                  "a": {},
                  "m": {
                    "k": "v"
                  }
                }
                """)
    }
}
