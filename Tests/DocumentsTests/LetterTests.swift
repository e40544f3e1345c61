import Documents
import Measures
import Testing

@Suite("Letters from templates")
struct LetterTests {
    private static let bill: BillDocument = {
        var bill = Samples.estimated
        bill.isFinal = true
        bill.issuer.help = ["Help with paying: 0800 000 0001"]
        return bill
    }()

    private static let given: [(name: String, value: String)] = [
        ("reason", "A meter was read wrongly."), ("expected_by", "2016-08-01"),
        ("replaced_bill", "H-000041"), ("was", "71.02"), ("change_day", "2016-09-01"),
        ("change", "Heat costs 9.5p per kWh instead of 9p."),
    ]

    private func letter(_ text: String, _ bill: BillDocument = Self.bill) throws -> Letter {
        try Letter(
            try LetterTemplate(text, file: "own.txt"), about: bill,
            on: Samples.day("2016-07-02"), given: try GivenValues(Self.given, currency: .gbp))
    }

    @Test("each template of ours makes a letter", arguments: LetterKind.allCases)
    func kinds(kind: LetterKind) throws {
        let made = try letter(kind.defaultTemplate)
        #expect(!made.subject.isEmpty && made.blocks.count >= 3)
        let text = LetterText.text(made)
        #expect(text.contains("2 July 2016") && text.contains("Reference: H-000042"))
        #expect(!text.contains("{{") && !LetterHTML.text(made).contains("{{"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 72 })
    }

    @Test("D4.6 a correction says what was billed, what it should be, and the difference")
    func correction() throws {
        let text = LetterText.text(try letter(LetterKind.correction.defaultTemplate))
        #expect(text.contains("You were billed £71.02. It should be £60.82. The difference is"))
        #expect(text.contains("-£10.20."))
    }

    @Test("a value that is not there is refused, and asked for it is left out")
    func missing() throws {
        var bill = Samples.heat
        bill.howToGiveReading = nil
        #expect(throws: LetterIncomplete.self) {
            try letter("subject: A\n\nSend it. {{give_reading}}", bill)
        }
        let asked = "subject: A\n\nHello.{{#if give_reading}} {{give_reading}}{{else}} Bye.{{/if}}"
        #expect(try letter(asked, bill).blocks == [.paragraph("Hello. Bye.")])
        #expect(throws: LetterIncomplete.self) { try letter("subject: {{link}}\n\nText") }
    }

    @Test(
        "mistakes are told with line, column and what was meant",
        arguments: [
            ("subject: A\n\nDear {{custmer}},", 3, 8, "did you mean \"customer\"?"),
            ("subject: {{titl}}\n\nText", 1, 12, "did you mean \"title\"?"),
            ("subject: A\n\n{{table charge}}", 3, 3, "did you mean \"charges\"?"),
            ("subject: A\n\n{{#if estimate}}x{{/if}}", 3, 3, "did you mean \"estimated\"?"),
        ])
    func faults(text: String, line: Int, column: Int, suggestion: String) throws {
        do {
            _ = try LetterTemplate(text, file: "own.txt")
            Issue.record("taken: \(text)")
        } catch {
            #expect(error.faults.map(\.line) == [line] && error.faults.map(\.column) == [column])
            #expect(error.faults.map(\.suggestion) == [suggestion])
        }
    }

    @Test(
        "what is no template is refused",
        arguments: [
            "", "Dear you", "subject:\n\nText", "subject: A\n\n", "subject: A\n\n{{#if final}}x",
            "subject: A\n\nx{{/if}}", "subject: A\n\nx{{else}}y", "subject: A\n\n{{customer",
            "subject: A\n\n{{}}", "subject: A\n\n{{#each lines}}x{{/each}}",
        ])
    func refused(text: String) {
        #expect(throws: LetterTemplate.Refused.self) { try LetterTemplate(text, file: "own.txt") }
    }

    @Test("many values on a line, and conditions deep in each other, take no long time")
    func large() throws {
        let values = "subject: A\n\n" + String(repeating: "{{total}}", count: 20_000)
        let deep = "subject: A\n\n" + String(repeating: "{{#if estimated}}", count: 60_000)
        let wrong = "subject: A\n\n" + String(repeating: "{{totl}}", count: 20_000)
        let taken = ContinuousClock().measure {
            #expect(throws: Never.self) { try LetterTemplate(values, file: "own.txt") }
            #expect(throws: LetterTemplate.Refused.self) { try LetterTemplate(deep, file: "x") }
            #expect(throws: LetterTemplate.Refused.self) { try LetterTemplate(wrong, file: "x") }
        }
        #expect(taken < .seconds(20))
    }

    @Test("names and values cannot become markup, headings or tags")
    func harmless() throws {
        var bill = Self.bill
        bill.customer.name = "<script>alert(1)</script>\n# Boss {{total}} & \"Co\""
        let made = try letter("subject: To {{customer}}\n\n{{customer}}\n\nEnd", bill)
        #expect(made.blocks.count == 2)
        let html = LetterHTML.text(made)
        #expect(!html.contains("<script>") && html.contains("&lt;script&gt;"))
        #expect(html.contains("# Boss {{total}} &amp; &quot;Co&quot;"))
    }

    @Test(
        "a given value that does not read, or is not known, is refused",
        arguments: [
            ("was", "1.005"), ("was", "much"), ("change_day", "soon"), ("reason", ""),
            ("reasn", "x"), ("total", "1.00"),
        ])
    func values(name: String, value: String) {
        #expect(throws: GivenValues.Refused.self) {
            try GivenValues([(name, value)], currency: .gbp)
        }
    }
}
