import Documents
import Testing

@Suite("Tables of plain text")
struct TablesTests {
    @Test("numbers stand to the right, sums under a rule")
    func plain() {
        var table = Table([.text("State"), .number("Points"), .text("Owner")])
        table.add(["Billed", "9,120"])
        table.add(["Held", "40", "Metering"])
        table.addTotal(["Total", "9,160"])
        #expect(
            table.text() == """
                State   Points  Owner
                ------  ------  --------
                Billed   9,120
                Held        40  Metering
                ------  ------  --------
                Total    9,160

                """)
    }

    @Test("names of any script keep the columns straight")
    func wide() {
        var table = Table([.text("Name"), .number("Owes")])
        table.add(["見本 太郎", "1.00"])
        table.add(["e\u{301}mile", "20.00"])
        table.add(["👩‍👩‍👧 Co", "3.00"])
        let lines = table.lines()
        #expect(lines.allSatisfy { $0.columns == lines[0].columns })
        #expect(lines[2] == "見本 太郎   1.00")
        #expect(lines[3] == "émile      20.00")
    }

    @Test("the widest text column wraps on a narrow page")
    func narrow() {
        var table = Table([.text("What"), .number("£")])
        table.add(["a long label of many words", "12"])
        table.add(["Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch", "3"])
        let lines = table.lines(width: 20)
        #expect(lines.allSatisfy { $0.columns <= 20 })
        #expect(lines[2] == "a long label of   12")
        #expect(lines[3] == "many words")
    }

    @Test("nothing in a cell can steer the terminal")
    func harmless() {
        var table = Table([.text("Name")])
        table.add(["a\u{1B}[2Jb\nc\u{202E}d"])
        #expect(table.lines()[2] == "a�[2Jb�c�d")
    }

    @Test("no rows, no trouble")
    func empty() {
        #expect(Table([.text("A")]).lines() == ["A", "-"])
        #expect(Table([]).text() == "")
    }

    @Test(
        "wrapping",
        arguments: [
            ("", 5, [""]), ("one two", 7, ["one two"]), ("one two", 6, ["one", "two"]),
            ("abcdef", 4, ["abcd", "ef"]), ("日本語", 4, ["日本", "語"]), ("日", 1, ["日"]),
        ]
    )
    func wrapped(text: String, width: Int, expected: [String]) {
        #expect(text.wrapped(to: width) == expected)
    }
}
