import Measures
import Tariffs
import Testing

@Suite("Formulas")
struct FormulaTests {
    static func value(_ formula: String) throws -> Exact {
        var book = Books.book()
        book.inputs = [
            TariffBook.Input("a", .number, otherwise: Exact(7)),
            TariffBook.Input("list", .series),
            TariffBook.Input("band", .choice(["A", "D"]), otherwise: .one),
        ]
        book.charges = [TariffBook.Charge("X", .amount(formula, quantity: nil))]
        let plan = try TariffPlan(book)
        var input = plan.input(for: Period(from: Books.start, upTo: Books.start + 30))
        input.set(try #require(plan.seriesSlot("list")), [Exact(3), Exact(5), Exact(-1)])
        return try plan.rate(input).lines[0].exact
    }

    @Test(
        "values",
        arguments: [
            ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("-2 * -a", "14"), ("10 / 4", "2.5"),
            ("min(a, 3, 9)", "3"), ("max(a, 3)", "7"), ("17.5%", "0.175"), ("2 - 3 - 4", "-5"),
            ("if a > 6 then 1 else 2", "1"), ("if a >= 8 then 1 else 2", "2"),
            ("if a = 7 and days = 30 then 1 else 0", "1"), ("if a < 7 or a > 7 then 1 else 0", "0"),
            ("if not a = 7 then 1 else 0", "0"), ("sum(list * a)", "49"), ("max(list)", "5"),
            ("min(list)", "-1"), ("count(list)", "3"), ("sum(max(0, list))", "8"),
            ("if band = \"D\" then 1 else 0", "1"), ("if band = \"A\" then 1 else 0", "0"),
            ("round(2.345, 2)", "2.35"), ("round_down(39.4738, 1)", "39.4"), ("abs(-a)", "7"),
            ("sum(list / sum(list))", "1"), ("if a != 7 then 1 else 3", "3"),
        ])
    func values(formula: String, expected: String) throws {
        #expect(try FormulaTests.value(formula) == Exact(expected), "\(formula)")
    }

    @Test("dividing by nothing is a refusal")
    func division() {
        let formulas = [
            "1 / (a - 7)", "if 1 / (a - 7) > 0 then 1 else 2", "max(1, 1 / (a - 7))",
            "if not 1 / (a - 7) then 1 else 2", "sum(if list / (a - 7) then 1 else 2)",
            "999999999999999999 * 999999999999999999 * 999999999999999999", "99999999999999",
        ]
        for formula in formulas {
            #expect(throws: RatingRefused.outOfRange("X")) { try FormulaTests.value(formula) }
        }
    }

    @Test(
        "mistakes and where they are",
        arguments: [
            ("1 +", 3), ("a b", 2), ("(1", 2), ("1.2.3", 0), ("", 0), ("min(1", 5), ("a ! 2", 2),
            ("if 1 then 2", 11), ("then", 0), ("\"D", 2),
        ])
    func unreadable(formula: String, at: Int) {
        #expect {
            try FormulaTests.value(formula)
        } throws: { error in
            guard let mistake = (error as? BookRefused)?.mistakes.first,
                case .formula = mistake.rule
            else { return false }
            return mistake.at == at
        }
    }

    @Test("names that stand for nothing here")
    func names() {
        func rules(_ formula: String) -> [BookMistake.Rule] {
            do { _ = try FormulaTests.value(formula) } catch let error as BookRefused {
                return error.mistakes.map(\.rule)
            } catch {}
            return []
        }
        #expect(rules("lists") == [.unknownName("lists", nearest: "list")])
        #expect(rules("list + 1") == [.seriesOutsideSum("list")])
        #expect(rules("sum(a)") == [.noSeriesInside("sum(a)")])
        #expect(rules("band = \"Z\"") == [.notAmongChoices("Z", ["A", "D"])])
        #expect(rules("sin(a)") == [.unknownFunction("sin")])
        #expect(rules("line.X") == [.usesLaterLine("X")])
        #expect(rules("round(a)") == [.wrongArguments("round")])
        #expect(rules("\"D\"") == [.wordWithoutChoice("D")])
    }

    @Test("deep nesting is refused, not followed")
    func depth() {
        let deep = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
        #expect(throws: BookRefused.self) { try FormulaTests.value(deep) }
        let long = String(repeating: "1+", count: 100_000) + "1"
        #expect(throws: BookRefused.self) { try FormulaTests.value(long) }
        #expect(throws: BookRefused.self) {
            try FormulaTests.value(String(repeating: "-", count: 5000) + "1")
        }
    }
}
