import Measures
import Tariffs
import Testing

/// A tariff worked out for columns of quantities gives what `Rater` gives for each of them.
@Suite("Columns")
struct ColumnTests {
    /// Books made at random from a seed: what they are told, charge and tax differs.
    struct RandomBook {
        var seed: Seeded
        var book = Books.book()
        /// The next day on which a price changes: the first one often for several prices.
        var change: Day

        init(_ number: UInt64) {
            seed = Seeded(number)
            change = Books.start + seed.next(30)
            book.inputs = [
                TariffBook.Input("kWh", .usage, unit: .kWh),
                TariffBook.Input("night", .usage, unit: .kWh, otherwise: .zero),
                TariffBook.Input("dd", .number, otherwise: .zero),
                TariffBook.Input("max_kW", .number, unit: .kW),
            ]
            book.rounding.split = RoundingRule(places: seed.next(4))
            book.rounding.line = rounding()
            book.rounding.tax = rounding()
            book.rounding.taxLevel = seed.next(4) == 0 ? .perLine : .perRate
            addQuantities()
            for index in 0...seed.next(4) { addCharge(index) }
            addTaxes()
        }

        private mutating func rounding() -> RoundingRule {
            let modes: [Rounding] = [.halfUp, .halfUp, .down, .up, .halfEven]
            return RoundingRule(
                places: seed.next(10) == 0 ? seed.next(4) : 2, mode: modes[seed.next(5)])
        }

        private mutating func price(_ name: String) -> String {
            let value = Exact(
                Int128(seed.next(400_000)) - (seed.next(6) == 0 ? 200_000 : 0), over: 1_000_000)
            var steps = [TariffBook.Price.Step(from: Day(number: 0), values: ["": value])]
            for _ in 0..<(seed.next(4) == 0 ? 1 + seed.next(2) : 0) {
                let later = Exact(Int128(seed.next(400_000)), over: 1_000_000)
                steps.append(.init(from: change, values: ["": later]))
                change = change + 1 + seed.next(9)
            }
            book.prices.append(TariffBook.Price(name, unit: "GBP/kWh", steps: steps))
            return name
        }

        private mutating func addQuantities() {
            let formulas = [
                "kWh", "kWh * 1.02264 * 39.4 / 3.6", "night * 0.5", "kWh + kWh", "max(kWh, 3)",
                "kWh + night", "kWh * 3 + night * 0.7", "max_kW + max_kW * dd", "max_kW * days",
            ]
            book.quantities = [
                TariffBook.DerivedQuantity(
                    "energy", formulas[seed.next(formulas.count)],
                    rounding: seed.next(3) == 0
                        ? nil : RoundingRule(places: seed.next(4), mode: .halfUp)),
                TariffBook.DerivedQuantity("share", "days / year_days"),
            ]
        }

        private mutating func addCharge(_ index: Int) {
            let of = ["kWh", "night", "energy", "max_kW"][seed.next(4)]
            var charge = TariffBook.Charge("C\(index)", kind(index, of))
            charge.per = [.bill, .day, .year, .month][seed.next(8) % 5 % 4]
            if seed.next(8) == 0 {
                charge.when = ["dd = 1", "kWh > 100", "max_kW > 2"][seed.next(3)]
            }
            if seed.next(5) > 0 { charge.tax = ["VAT", "LEVY"][seed.next(3) % 2] }
            if seed.next(9) == 0 { charge.rounding = RoundingRule(places: seed.next(4)) }
            book.charges.append(charge)
        }

        private mutating func kind(_ index: Int, _ of: String) -> TariffBook.Kind {
            switch index == 0 ? 2 + seed.next(3) : seed.next(10) {
            case 0: return .unit(quantity: nil, price: price("P\(index)"))
            case 1: return .percent("7.5", of: ["C0"], ofExact: seed.next(4) == 0)
            case 2, 3: return .unit(quantity: of, price: price("P\(index)"))
            case 4: return .blocks(blocks(index, of))
            case 5: return .minimum("12", covers: ["C0"])
            case 6: return .amount("\(of) * 0.0731 * share", quantity: nil)
            case 8, 9: return .blocks(filled(index))
            default: return .percent("-10", of: (0..<index).map { "C\($0)" }, ofExact: false)
            }
        }

        private mutating func blocks(_ index: Int, _ of: String) -> TariffBook.Blocks {
            let bounds = [seed.next(20), 20 + seed.next(300)]
            let steps = (0...2).map { step in
                TariffBook.Blocks.Step(
                    code: "C\(index)B\(step)", upTo: step < 2 ? "\(bounds[step])" : nil,
                    price: price("P\(index)_\(step)"))
            }
            return TariffBook.Blocks(
                of: of, scale: [.day, .bill, .year][seed.next(5) % 3], steps: steps)
        }

        /// Filled in order of time by all bands, of which one is priced.
        private mutating func filled(_ index: Int) -> TariffBook.Blocks {
            var blocks = blocks(index, "night")
            blocks.filling = TariffBook.Blocks.Filling(by: "kWh", .time)
            return blocks
        }

        private mutating func addTaxes() {
            book.taxes = [
                TariffBook.Tax("VAT", percent: ["5", "20", "8.1"][seed.next(3)]),
                TariffBook.Tax("LEVY", percent: "2.37"),
            ]
            book.taxes[1].included = seed.next(4) == 0
        }
    }

    @Test(
        "random books and quantities: to the minor unit, or no program",
        arguments: [UInt64(1), 2, 3])
    func random(start: UInt64) throws {
        var made = 0
        for number in start * 10_000..<start * 10_000 + 400 {
            let random = RandomBook(number)
            let plan = try TariffPlan(random.book)
            if try compare(plan, seed: random.seed, number) { made += 1 }
        }
        #expect(made > 50, "seeds from \(start * 10_000): only \(made) of 400 books had a program")
    }

    /// Whether there was a program.
    private func compare(_ plan: TariffPlan, seed: Seeded, _ number: UInt64) throws -> Bool {
        var seed = seed
        let days = Period(from: Books.start, upTo: Books.start + 1 + seed.next(90))
        var input = plan.input(for: days)
        if let slot = plan.numberSlot("dd") { input.set(slot, Exact(seed.next(2))) }
        let grain = [Int64(1), 1_000, 1_000_000][seed.next(3)]
        let maximum = Int64(1 + seed.next(5_000)) * 1_000_000 / grain
        guard let sources = try sources(plan, input) else { return false }
        let columns = sources.map { ColumnOfUse($0, grain: grain, maximum: maximum) }
        guard let program = plan.columnProgram(input, columns) else { return false }
        let quantities = quantities(of: sources, maximum, &seed)
        let rated = program.rate(quantities)
        for row in 0..<700 {
            input.set(sources) { quantities[$0][row] * grain }
            let expected = try plan.rate(input)
            guard rated.nets[row] == expected.netMinorUnits,
                rated.taxes[row] == expected.taxMinorUnits
            else {
                Issue.record(
                    "seed \(number), row \(row): \(rated.nets[row]) + \(rated.taxes[row]), not \(expected)"
                )
                return true
            }
        }
        return true
    }

    /// Both usages, the demand, and what `night` had of each block; nil where blocks end elsewhere
    /// for each bill.
    private func sources(
        _ plan: TariffPlan, _ input: RatingInput
    ) throws -> [ColumnOfUse.Source]? {
        var sources = ["kWh", "night"].compactMap { plan.usageSlot($0) }
            .map { ColumnOfUse.Source.usage($0) }
        sources.append(.number(try #require(plan.numberSlot("max_kW"))))
        let columns = sources.map { ColumnOfUse($0, grain: 1, maximum: 0) }
        guard let fills = plan.chronologicalLimits(input, columns) else { return nil }
        for fill in fills {
            for block in 0...fill.limits.count {
                sources.append(.part(fill.usage, block: block, limits: fill.limits))
            }
        }
        return sources
    }

    /// At random, and once nothing and once the most of each. Parts come to the whole of `night`.
    private func quantities(
        of sources: [ColumnOfUse.Source], _ maximum: Int64, _ seed: inout Seeded
    ) -> [[Int64]] {
        var all = sources.map { _ in (0..<700).map { _ in Int64(seed.next(Int(maximum) + 1)) } }
        for column in all.indices { (all[column][0], all[column][1]) = (0, maximum) }
        for (column, source) in sources.enumerated() {
            guard case .part(_, let block, let limits) = source else { continue }
            for row in 0..<700 {
                let left = all[1][row] - (column - block..<column).map { all[$0][row] }.reduce(0, +)
                all[column][row] = block == limits.count ? left : min(left, all[column][row])
            }
        }
        return all
    }

    @Test(
        "what a program cannot say is left to the rater",
        arguments: ["max(kWh, 5)", "kWh * kWh", "5 - kWh"])
    func leaves(formula: String) throws {
        var book = Books.flat([(Day(number: 0), "0.25")])
        book.quantities = [TariffBook.DerivedQuantity("energy", formula)]
        book.charges[1].kind = .unit(quantity: "energy", price: "UNIT")
        let plan = try TariffPlan(book)
        #expect(program(plan, Period(from: Books.start, upTo: Books.start + 30)) == nil)
    }

    @Test("a price that changes once inside the period makes two pieces; twice is the rater's")
    func priceChange() throws {
        let once = [(Day(number: 0), "0.25"), (Books.start, "0.30")]
        let plan = try TariffPlan(Books.flat(once))
        let twice = try TariffPlan(Books.flat(once + [(Books.start + 1, "0.35")]))
        let days = Period(from: Books.start - 1, upTo: Books.start + 30)
        let rated = try #require(program(plan, days)).rate([[0, 1, 31, 1_000_000]])
        for (row, milli) in [0, 1, 31, 1_000_000].enumerated() {
            let expected = try Books.rated(Books.flat(once), milli: milli, days)
            #expect(rated.nets[row] == expected.netMinorUnits)
        }
        #expect(program(twice, days) == nil)
        #expect(program(twice, Period(from: days.start + 1, upTo: days.end)) != nil)
        #expect(program(twice, Period(from: days.start, upTo: Books.start + 1)) != nil)
    }

    @Test("a share finer than the whole steps of its rounding is left to the rater (rule C1.43)")
    func unevenShare() throws {
        var book = Books.flat([(Day(number: 0), "0.25"), (Books.start, "0.30")])
        book.rounding.split = RoundingRule(places: 2)
        let days = Period(from: Books.start - 3, upTo: Books.start + 27)
        #expect(program(try TariffPlan(book), days) == nil)
        book.rounding.split = RoundingRule(places: 3)
        #expect(program(try TariffPlan(book), days) != nil)
    }

    @Test("a bound that is no whole step of the column is left to the rater (rule C1.5)")
    func unevenBound() throws {
        let plan = try TariffPlan(Books.blocks([100], prices: ["0.2", "0.3"], per: .year))
        #expect(program(plan, Period(from: Books.start, upTo: Books.start + 30)) == nil)
        let daily = try TariffPlan(Books.blocks([100], prices: ["0.2", "0.3"], per: .day))
        #expect(program(daily, Period(from: Books.start, upTo: Books.start + 30)) != nil)
    }

    @Test("quantities too large to prove have no program")
    func tooLarge() throws {
        let plan = try TariffPlan(Books.flat([(Day(number: 0), "0.2512")]))
        let days = Period(from: Books.start, upTo: Books.start + 30)
        #expect(program(plan, days, maximum: 1 << 24) != nil)
        #expect(program(plan, days, maximum: .max) == nil)
    }

    private func program(
        _ plan: TariffPlan, _ days: Period, maximum: Int64 = 1_000_000
    ) -> ColumnProgram? {
        let slot = plan.usageSlot("kWh")!
        return plan.columnProgram(
            plan.input(for: days), [ColumnOfUse(.usage(slot), grain: 1_000, maximum: maximum)])
    }
}

extension Seeded {
    /// A number from nothing up to, not including, `end`.
    fileprivate mutating func next(_ end: Int) -> Int { Int.random(in: 0..<end, using: &self) }
}
