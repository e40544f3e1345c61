/// `Docs/rules.md`, made from the worked examples.
enum RulesPage {
    static func text(_ examples: [RuleExample], cited: Set<RuleNumber>) -> String {
        let shown = Set(examples.compactMap { RuleNumber($0.rule) })
        let sections = Set(shown.map(\.sectionText)).compactMap { RuleNumber($0) }.sorted()
        return head(examples.count, shown.count)
            + sections.map { section($0.text, examples) }.joined(separator: "\n")
            + "\n" + without(cited.subtracting(shown).sorted()) + foot
    }

    private static func head(_ examples: Int, _ rules: Int) -> String {
        """
        # The rules, worked

        Code, tests and decisions name rules by their numbers; this page says what each number stands
        for. Every rule has an example: a sentence of it, what is given, how a person works it
        out, and the right result. A test works each one out with the program's own types and
        compares. \(examples) examples show \(rules) rules.

        A reading stands for the end of its day. Periods name their first and last day. Quantities
        and amounts are exact until the one rounding that a row names. Codes such as RD-HIGH are
        those of the exceptions catalogue.


        """
    }

    private static func section(_ name: String, _ examples: [RuleExample]) -> String {
        let own = examples.filter { RuleNumber($0.rule)?.sectionText == name }
        return """
            ## \(name) \(titles[name] ?? "")

            | rule | says | given | by hand | gives |
            | --- | --- | --- | --- | --- |
            \(rows(own).joined(separator: "\n"))

            """
    }

    /// The number and the sentence stand once where rows that follow each other share them.
    private static func rows(_ examples: [RuleExample]) -> [String] {
        var before: RuleExample?
        return examples.map { example in
            let isSame = before?.rule == example.rule
            let says = isSame && before?.says == example.says ? "" : example.says
            before = example
            let cells = [
                isSame ? "" : example.rule, says, example.given, example.byHand, example.gives,
            ]
            return "| " + cells.joined(separator: " | ") + " |"
        }
    }

    private static func without(_ numbers: [RuleNumber]) -> String {
        let named = numbers.map(\.text).joined(separator: ", ")
        return """
            ## Without an example

            \(numbers.isEmpty ? "Every rule that the code names has one." : "The code names these too: \(named).")

            """
    }

    private static let foot = """

        An example is a value in `Tests/RulesTests/Examples`; a test holds this page equal to them
        (`RETELL=1 CORE=1 swift test --filter RulesTests` writes it).

        """

    private static let titles = [
        "A1": "Numbers", "A2": "Water", "A3": "Gas", "A4": "Heat",
        "A5": "Electricity and intervals", "A6": "Rollover, exchange and dates",
        "B1": "Readings", "B2": "Quality", "B3": "Validation", "B4": "Estimation",
        "C1": "Tariffs, taxes and rounding", "D1": "Bills and runs", "D2": "Exceptions",
        "D3": "What a bill shows", "D4": "Corrections", "D5": "Back-billing",
        "D6": "Estimated bills", "D7": "Service", "E1": "Change of tenancy", "E4": "Final bills",
        "E5": "Joint accounts", "E6": "Deaths", "F5": "Postings", "G1": "Holds",
        "G3": "Breathing space", "G5": "Needs", "H2": "Contact", "H6": "Personal data",
        "J2": "What always holds",
    ]
}
