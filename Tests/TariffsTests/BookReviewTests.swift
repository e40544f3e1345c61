import Measures
import Tariffs
import Testing

/// What a review doubts, and what it leaves alone.
@Suite("Review of a book")
struct BookReviewTests {
    func kinds(_ book: TariffBook) -> [BookWarning.Kind] { BookReview(book).warnings.map(\.kind) }

    let start = Books.start

    @Test("a plain book raises no doubt")
    func plain() {
        #expect(kinds(Books.flat([(start, "0.25")])).isEmpty)
    }

    @Test("prices, inputs and quantities that nothing uses; use through a quantity counts")
    func unused() {
        var book = Books.flat([(start, "0.25")])
        book.inputs.append(TariffBook.Input("m3", .usage, unit: .m3))
        book.inputs.append(TariffBook.Input("factor", .number))
        book.prices.append(Books.price("OLD", [(start, "1")]))
        book.quantities = [TariffBook.DerivedQuantity("half", "m3 * factor")]
        #expect(
            kinds(book) == [
                .unusedInput("m3"), .unusedInput("factor"), .unusedPrice("OLD"),
                .unusedQuantity("half"),
            ])
        book.charges.append(
            TariffBook.Charge("HALF", .amount("half * OLD", quantity: nil)))
        #expect(kinds(book).isEmpty)
    }

    @Test("a price that begins later, ends before others, or has a gap")
    func gaps() {
        var book = Books.flat([(start, "0.25")])
        let ends = TariffBook.Price.Step(from: start + 30, values: [:])
        book.prices[0].steps.append(ends)
        #expect(
            kinds(book) == [.noPrice("UNIT", from: start + 30, upTo: nil, charges: ["UNIT"])])
        book.prices[0].steps.append(TariffBook.Price.Step(from: start + 40, values: ["": .one]))
        #expect(
            kinds(book) == [.noPrice("UNIT", from: start + 30, upTo: start + 40, charges: ["UNIT"])]
        )
        book.prices[0].steps = [TariffBook.Price.Step(from: start + 1, values: ["": .one])]
        #expect(
            kinds(book) == [.noPrice("UNIT", from: start, upTo: start + 1, charges: ["UNIT"])])
    }

    @Test(
        "a price in other money than the book's is a mistake (C1.2)",
        arguments: [
            ("GBP/kWh", true), ("p/kWh", true), ("GBP", true), ("unit/kWh", true), ("kWh", true),
            ("GBP per GBP", true), ("c/kWh", false), ("pence/kWh", false), ("P/kWh", false),
            ("cents/kWh", false), ("EUR/kWh", false), ("p", false), ("EUR", false),
        ])
    func otherMoney(unit: String, fits: Bool) {
        var book = Books.flat([(start, "0.25")])
        book.prices[0].unit = unit
        let warning = BookWarning.Kind.otherMoney("UNIT", unit: unit, of: .gbp)
        #expect(BookReview(book).otherMoney.map(\.kind) == (fits ? [] : [warning]))
        // In a formula of its own the analyst converts it.
        book.charges[1].kind = .amount("kWh * UNIT / 100", quantity: nil)
        #expect(BookReview(book).otherMoney.isEmpty)
    }

    @Test(
        "what quotes hand on a run takes, over the same time",
        arguments: [
            (TariffBook.FromBills.Span.year, true, nil), (.account, false, nil),
            (.account, true, BookWarning.Kind.carriedOtherwise("used", carryResets: true)),
            (.months(11), true, .carriedOtherwise("used", carryResets: true)),
            (.year, false, .carriedOtherwise("used", carryResets: false)),
        ])
    func carries(span: TariffBook.FromBills.Span, resets: Bool, expected: BookWarning.Kind?) {
        var book = Books.flat([(start, "0.25")])
        book.inputs.append(TariffBook.Input("used", .number))
        book.charges[1].when = "used >= 0"
        book.carries = [TariffBook.Carry("used", "used + kWh", resetsYearly: resets)]
        #expect(kinds(book) == [.carriedNotTaken("used")])
        book.inputs[1].fromBills = TariffBook.FromBills(.usage, of: ["kWh"], over: span)
        #expect(kinds(book) == [expected].compactMap { $0 })
    }

    @Test("in a book that hands on one number, another that a run takes is handed on too")
    func takenNotCarried() {
        var book = Books.flat([(start, "0.25")])
        for name in ["used", "days_before"] {
            book.inputs.append(TariffBook.Input(name, .number))
            book.inputs[book.inputs.count - 1].fromBills = TariffBook.FromBills(
                .usage, of: ["kWh"], over: .year)
        }
        book.charges[1].when = "used + days_before >= 0"
        #expect(kinds(book).isEmpty)
        book.carries = [TariffBook.Carry("used", "used + kWh", resetsYearly: true)]
        #expect(kinds(book) == [.takenNotCarried("days_before")])
        book.inputs[2].fromBills?.figure = .property
        #expect(kinds(book).isEmpty)
    }

    @Test("all prices that end on one day are no gap (rule C1.16 refuses later bills)")
    func endTogether() {
        var book = Books.flat([(start, "0.25")])
        for index in book.prices.indices {
            book.prices[index].steps.append(TariffBook.Price.Step(from: start + 9, values: [:]))
        }
        #expect(kinds(book).isEmpty)
    }

    @Test("a choice or season without a value")
    func words() {
        var book = Books.flat([(start, "0.25")])
        book.inputs.append(TariffBook.Input("band", .choice(["A", "B"])))
        let step = TariffBook.Price.Step(from: start, values: ["A": .one])
        book.prices[0] = TariffBook.Price("UNIT", unit: "GBP/kWh", by: "band", steps: [step])
        #expect(kinds(book) == [.wordsWithoutPrice("UNIT", start, words: ["B"])])
    }

    @Test(
        "blocks go upwards",
        arguments: [([10, 20], false), ([10, 10], true), ([20, 10], true), ([0, 10], true)])
    func blocks(bounds: [Int], isDoubted: Bool) {
        let book = Books.blocks(bounds, prices: ["1", "2", "3"], per: .day)
        let doubted = kinds(book).contains { kind in
            if case .unreachableBlock = kind { return true }
            return false
        }
        #expect(doubted == isDoubted)
    }

    @Test(
        "a condition that no bill can meet",
        arguments: [
            ("1 > 2", true), ("2 > 1", false), ("not (1 = 1)", true), ("kWh > 2", false),
            ("1 = 2 or 3 <= 3", false), ("1 = 1 and 2 != 2", true),
        ])
    func conditions(when: String, isDoubted: Bool) {
        var book = Books.flat([(start, "0.25")])
        book.charges[1].when = when
        #expect(kinds(book) == (isDoubted ? [.neverApplies("UNIT")] : []))
    }

    @Test("a price per day without per: day, a price per MWh on kWh")
    func units() {
        var book = Books.flat([(start, "0.25")])
        book.charges[0].per = .year
        book.prices[0].unit = "GBP/MWh"
        #expect(
            kinds(book) == [
                .unitsDiffer("SC", price: "GBP/day", times: ["year"]),
                .unitsDiffer("UNIT", price: "GBP/MWh", times: ["kWh"]),
            ])
    }

    @Test("a line in no tax base is a note, and no warning")
    func untaxed() {
        var book = Books.flat([(start, "0.25")])
        book.taxes = [TariffBook.Tax("VAT", percent: "5")]
        book.charges[1].tax = "VAT"
        let warnings = BookReview(book).warnings
        #expect(warnings.map(\.kind) == [.untaxed("SC")])
        #expect(warnings.map(\.isNote) == [true])
        book.taxes[0].base = "line.SC + line.UNIT"
        #expect(kinds(book).isEmpty)
    }
}

@Suite("What changes between two books")
struct BookChangeTests {
    let start = Books.start

    @Test("the same book has no changes; another next price is one")
    func prices() {
        let old = Books.flat([(start, "0.25")])
        #expect(old.changes(since: old).isEmpty)
        var new = old
        let half = Exact(1, over: 2)
        new.prices[0].steps.append(TariffBook.Price.Step(from: start + 30, values: ["": half]))
        let quarter = Exact(1, over: 4)
        #expect(
            new.changes(since: old) == [
                .value(
                    price: "UNIT", word: "", from: start + 30, old: quarter, new: half,
                    step: .added)
            ])
        #expect(
            old.changes(since: new) == [
                .value(
                    price: "UNIT", word: "", from: start + 30, old: half, new: quarter,
                    step: .removed)
            ])
        new = old
        new.prices[0].steps[0].values = ["": half]
        #expect(new.changes(since: old).map(\.rewritesHistory) == [true])
    }

    @Test("charges added, gone, changed and moved")
    func charges() {
        let old = Books.flat([(start, "0.25")])
        var new = old
        new.charges.swapAt(0, 1)
        new.charges[0].when = "kWh > 1"
        new.charges.append(TariffBook.Charge("NEW", .amount("1", quantity: nil)))
        #expect(
            new.changes(since: old) == [
                .charge("UNIT", part: "when", from: "", to: "kWh > 1"),
                .chargeAdded("NEW", index: 2), .chargesInOtherOrder,
            ])
        #expect(old.changes(since: new).first == .chargeRemoved("NEW"))
    }

    @Test("frame, inputs, quantities and taxes")
    func others() {
        let old = Books.flat([(start, "0.25")])
        var new = old
        new.rounding.line = RoundingRule(places: 2, mode: .down)
        new.inputs.append(TariffBook.Input("m3", .usage))
        new.quantities = [TariffBook.DerivedQuantity("q", "kWh * 2")]
        new.taxes = [TariffBook.Tax("VAT", percent: "5")]
        #expect(
            new.changes(since: old) == [
                .frame("rounding of lines", from: "2 half-up", to: "2 down"),
                .inputAdded("m3", isRequired: true), .quantityAdded("q"), .taxAdded("VAT"),
            ])
    }
}
