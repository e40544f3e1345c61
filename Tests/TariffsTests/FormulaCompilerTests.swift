import Measures
import Testing

@testable import Tariffs

@Suite("Formulas made into programs")
struct FormulaCompilerTests {
    /// Two usages, a number, a choice, a series, a plain price and one by the choice.
    static var book: TariffBook {
        var book = Books.book()
        book.inputs += [
            TariffBook.Input("m3", .usage), TariffBook.Input("kW", .number),
            TariffBook.Input("band", .choice(["A", "B"])), TariffBook.Input("peaks", .series),
        ]
        book.prices = [Books.price("UNIT", [(Day(number: 0), "0.2")])]
        book.prices.append(
            TariffBook.Price("BANDED", unit: "GBP/year", by: "band", steps: []))
        book.quantities = [TariffBook.DerivedQuantity("heat", "m3 * kW")]
        return book
    }

    static func compiled(_ text: String) -> (program: Program, mistakes: [BookMistake]) {
        var compiler = FormulaCompiler(names: Names(book), quantities: 1)
        compiler.quantityNeeds[0] = compiler.compile("m3 * kW", path: []).needs
        let program = compiler.compile(text, path: ["here"])
        return (program, compiler.mistakes)
    }

    @Test("it says what it stands on, through quantities and the choice of a price")
    func needs() {
        let plain = Self.compiled("kWh * UNIT").program.needs
        #expect(plain.usages == [0])
        #expect(plain.prices == [0])
        let through = Self.compiled("heat + BANDED").program.needs
        #expect(through.usages == [1])
        #expect(through.numbers == [0, 1])
        #expect(through.quantities == [0])
        #expect(Self.compiled("bill.kWh").program.needs.billed == [0])
        #expect(Self.compiled("sum(peaks)").program.needs.series == [0])
    }

    @Test("one plain figure needs no steps; anything more does")
    func shape() {
        guard case .usage(0) = Self.compiled("kWh").program.shape else {
            Issue.record("a usage alone")
            return
        }
        guard case .steps = Self.compiled("kWh + 0").program.shape else {
            Issue.record("a sum")
            return
        }
    }

    @Test(
        "each mistake is named with its place in the text",
        arguments: [
            ("kWh + nothing", .unknownName("nothing", nearest: nil), 6),
            ("kWhh", .unknownName("kWhh", nearest: "kWh"), 0),
            ("1 + half(kWh)", .unknownFunction("half"), 4),
            ("abs(kWh, 1)", .wrongArguments("abs"), 0),
            ("round(kWh, 1.5)", .wrongArguments("round"), 0),
            (#"band = "C""#, .notAmongChoices("C", ["A", "B"]), 7),
            (#"kWh * "A""#, .wordWithoutChoice("A"), 6), ("peaks", .seriesOutsideSum("peaks"), 0),
            ("sum(kWh)", .noSeriesInside("sum(kWh)"), 0),
        ] as [(String, BookMistake.Rule, Int)])
    func mistakes(text: String, rule: BookMistake.Rule, at: Int) {
        let found = Self.compiled(text).mistakes
        #expect(found == [BookMistake(path: ["here"], value: text, rule: rule, at: at)])
    }

    @Test("a quantity that comes later stands on itself or on nothing yet")
    func later() {
        var compiler = FormulaCompiler(names: Names(Self.book), quantities: 1)
        _ = compiler.compile("heat", path: [])
        #expect(compiler.mistakes.map(\.rule) == [.usesItself("heat")])
    }
}

@Suite("Names of a book")
struct NamesTests {
    @Test("two of one name, or one that every book has, are mistakes with their place")
    func taken() {
        var book = Books.book()
        book.inputs.append(TariffBook.Input("days", .number))
        book.prices = [Books.price("kWh", [])]
        book.charges = [TariffBook.Charge("A", .unit(quantity: nil, price: "1"))]
        book.charges.append(book.charges[0])
        #expect(
            Names(book).mistakes.map(\.path) == [
                ["inputs", "days"], ["prices", "kWh"], ["charges", "1", "code"],
            ])
    }

    @Test(
        "the nearest word is within a third of the letters; capitals do not count",
        arguments: [
            ("KWH", "kWh"), ("standig", "standing"), ("unit", nil), ("standing_charge", nil),
        ] as [(String, String?)])
    func nearest(word: String, expected: String?) {
        #expect(nearestWord(to: word, among: ["kWh", "standing", "peak"]) == expected)
    }
}
