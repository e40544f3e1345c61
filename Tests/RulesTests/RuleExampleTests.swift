import Foundation
import Testing

@Suite("The rules, worked")
struct RuleExampleTests {
    @Test("the program gives what the rule gives by hand", arguments: WorkedRules.all.indices)
    func worked(index: Int) throws {
        let example = WorkedRules.all[index]
        #expect(try example.program() == example.gives, "\(example.rule): \(example.given)")
    }

    @Test("the examples are in the order of the rules, and none is there twice")
    func order() {
        let numbers = WorkedRules.all.map { RuleNumber($0.rule) }
        #expect(!numbers.contains(nil))
        let known = numbers.compactMap(\.self)
        for (one, next) in zip(known, known.dropFirst()) {
            #expect(!(next < one), "\(next.text) stands behind \(one.text)")
        }
        let cases = WorkedRules.all.map { $0.rule + $0.given }
        #expect(Set(cases).count == cases.count)
    }

    @Test("an example says its rule, what is given, the way and the result")
    func whole() {
        for example in WorkedRules.all {
            for text in [example.says, example.given, example.byHand, example.gives] {
                #expect(!text.isEmpty && !text.contains("|"), "\(example.rule)")
            }
        }
    }

    @Test("Docs/rules.md is the table of examples; RETELL=1 writes it")
    func page() throws {
        let file = CitedRules.project.appending(path: "Docs/rules.md")
        let page = RulesPage.text(WorkedRules.all, cited: try CitedRules.inSources())
        if ProcessInfo.processInfo.environment["RETELL"] != nil {
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        let stored = try String(contentsOf: file, encoding: .utf8)
        #expect(
            stored == page,
            "an example or a rule cited in Sources is new: write the page with RETELL=1")
    }
}

@Suite("Rule numbers")
struct RuleNumberTests {
    @Test("numbers stand in the order of the rules, not of the letters")
    func order() {
        let numbers = ["A1", "A1.2", "A1.10", "B1", "B1.1", "C1", "C1.9", "C1.30", "C2", "J1"]
        #expect(numbers.compactMap { RuleNumber($0) }.sorted().map(\.text) == numbers)
    }

    @Test("what is no number of a rule", arguments: ["", "A", "K1", "A1.", "A1.100", "a1", "A.1"])
    func none(text: String) { #expect(RuleNumber(text) == nil) }

    @Test("numbers are found in comments and in text, with and without the word rule")
    func cited() {
        let text = """
            /// Use (rules A1.3, B3.7-B3.12; rule D2). T (B4.3): 4.0. See H-GB-04b and EnWG 40.
            let rule = "C1.16"; let unit = "m3"; let x = E52; let page = "A4"; let v = XA1.2
            """
        #expect(
            CitedRules.found(in: text).map(\.text).sorted()
                == ["A1.3", "B3.12", "B3.7", "B4.3", "C1.16", "D2"])
    }
}
