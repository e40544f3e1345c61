import Measures
import Metering
import Testing

@Suite("Consumption of a supply point (rules A6.3, B1.2, B4.9, C1.26)")
struct ConsumptionTests {
    static let june = Period(from: day("2025-06-01"), through: day("2025-06-30"))

    static func used(_ supply: MeteredSupply, splits: [Day] = []) -> Consumption {
        supply.consumption(over: june, splits: splits)
    }

    @Test("A6.3: an exchange: 48213 to 48390 and 3 to 245 is 419")
    func exchange() throws {
        let supply = MeteredSupply(
            registers: [
                try register(1, removed: "2025-06-10"),
                try register(2, installed: "2025-06-10", serial: "M2"),
            ],
            billed: [read("2025-05-31", "48213")],
            readings: [
                read("2025-06-10", "48390", .removal),
                read("2025-06-10", "3", .installation, register: 2),
                read("2025-06-30", "245", register: 2),
            ])
        let used = Self.used(supply)

        #expect(used.findings.isEmpty)
        #expect(used.usages.map(\.quantity) == [Quantity(419)])
        #expect(used.usages[0].advances.map(\.quantity) == [Quantity(177), Quantity(242)])
        #expect(used.usages[0].advances.map(\.period.days) == [10, 20])
        #expect(used.usages[0].parts.count == 1)
        #expect(!used.isEstimated)
    }

    @Test("A6.3: an exchange without a removal read is found, and its estimate is used")
    func noRemoval() throws {
        var supply = MeteredSupply(
            registers: [
                try register(1, removed: "2025-06-10"), try register(2, installed: "2025-06-10"),
            ],
            billed: [read("2025-05-31", "48213")],
            readings: [
                read("2025-06-10", "3", .installation, register: 2),
                read("2025-06-30", "245", register: 2),
            ])
        let held = Self.used(supply)
        #expect(held.usages.isEmpty)
        #expect(held.findings.map(\.code.rawValue) == ["MX-NOREM"])
        #expect(held.findings[0].severity == .blocking)

        supply.readings.append(read("2025-06-10", "48390", .estimated))
        let used = Self.used(supply)
        #expect(used.usages.map(\.quantity) == [Quantity(419)])
        #expect(used.isEstimated)
        #expect(used.usages[0].quality == .estimated)
    }

    @Test("no closing read, no opening read and a wrong read are found with their meter")
    func absent() throws {
        let register = try register()
        func codes(_ billed: [Reading], _ readings: [Reading]) -> [String] {
            let supply = MeteredSupply(registers: [register], billed: billed, readings: readings)
            return Self.used(supply).findings.map(\.code.rawValue)
        }
        let opening = read("2025-05-31", "100")
        #expect(codes([opening], []) == ["RD-MISSING"])
        #expect(codes([], [read("2025-06-30", "200")]) == ["RD-MISSING"])
        #expect(codes([opening], [read("2025-06-30", "99")]) == ["RD-NEG"])
        #expect(codes([opening], [read("2025-06-30", "200", .check)]) == ["RD-MISSING"])
        #expect(codes([opening], [read("2025-06-30", "200000")]) == ["RD-FORMAT"])
        #expect(codes([opening], [read("2025-06-30", "200")]) == [])
    }

    @Test(
        "B4.9: an actual after a billed estimate trues up, also downwards",
        arguments: [("1300", 50, false), ("1250", 0, false), ("1200", -50, true)])
    func trueUp(actual: String, expected: Int, over: Bool) throws {
        let supply = MeteredSupply(
            registers: [try register()], billed: [read("2025-05-31", "1250", .estimated)],
            readings: [read("2025-06-30", actual)])
        let usage = try #require(Self.used(supply).usages.first)
        #expect(usage.quantity == Quantity(expected))
        #expect(usage.truesUp)
        #expect(usage.overEstimated == over)
        #expect(!usage.isEstimated)
    }

    @Test("B1.2: an actual supersedes the estimate of the same day, in any order")
    func supersedes() throws {
        let reads = [read("2025-06-30", "1200", .estimated), read("2025-06-30", "1180")]
        for readings in [reads, reads.reversed()] {
            let supply = MeteredSupply(
                registers: [try register()], billed: [read("2025-05-31", "1100")],
                readings: readings)
            #expect(Self.used(supply).usages.map(\.quantity) == [Quantity(80)])
        }
    }

    @Test("C1.26: an actual read on the eve of a price change cuts the use in parts")
    func parts() throws {
        let change = day("2025-06-16")
        func used(_ between: Reading?) throws -> Consumption {
            let readings = [between, read("2025-06-30", "1300")].compactMap { $0 }
            let supply = MeteredSupply(
                registers: [try register()], billed: [read("2025-05-31", "1000")],
                readings: readings)
            return Self.used(supply, splits: [change])
        }
        let cut = try #require(try used(read("2025-06-15", "1100")).usages.first)
        #expect(cut.parts.map(\.quantity) == [Quantity(100), Quantity(200)])
        #expect(cut.parts.map(\.period.days) == [15, 15])
        #expect(cut.parts[1].period.start == change)

        for between in [nil, read("2025-06-14", "1100"), read("2025-06-15", "1100", .estimated)] {
            let whole = try #require(try used(between).usages.first)
            #expect(whole.parts.map(\.quantity) == [Quantity(300)])
        }
    }

    @Test("two rate registers are two usages; the window closes on a day that has both")
    func registers() throws {
        let supply = MeteredSupply(
            registers: [try register(1, usage: "day"), try register(2, usage: "night")],
            billed: [read("2025-05-31", "10"), read("2025-05-31", "20", register: 2)],
            readings: [
                read("2025-06-28", "15"), read("2025-06-28", "26", register: 2),
                read("2025-06-30", "16"),
            ])
        #expect(supply.closingDay(in: Self.june) == day("2025-06-28"))
        let period = Period(from: day("2025-06-01"), through: day("2025-06-28"))
        let used = supply.consumption(over: period)
        #expect(used.usages.map(\.code.rawValue) == ["day", "night"])
        #expect(used.usages.map(\.quantity) == [Quantity(5), Quantity(6)])
    }

    @Test("random histories with rollovers and exchanges add up to what was truly used")
    func random() throws {
        for seed in UInt64(1)...200 {
            var dice = Seeded(seed)
            var meters = Simulation(&dice)
            let supply = try meters.run(&dice)
            let used = supply.consumption(over: meters.period)
            #expect(used.findings.isEmpty, "seed \(seed)")
            #expect(used.usages.map(\.quantity) == [Quantity(meters.used)], "seed \(seed)")
        }
    }

    /// A supply point whose meters turn, roll over and are exchanged, read every few days.
    struct Simulation {
        var used = 0
        var shown: Int
        var id: Int64 = 1
        var today = day("2024-12-31")
        let dials: Int
        let multiplier: Int

        init(_ dice: inout Seeded) {
            dials = Int.random(in: 4...6, using: &dice)
            multiplier = Int.random(in: 1...60, using: &dice)
            shown = Int.random(in: 0..<Simulation.full(dials), using: &dice)
        }

        static func full(_ dials: Int) -> Int { (0..<dials).reduce(1) { all, _ in all * 10 } }
        var period: Period { Period(from: day("2025-01-01"), through: today) }

        mutating func run(_ dice: inout Seeded) throws -> MeteredSupply {
            let opening = reading(.actual)
            var (registers, readings): ([Register], [Reading]) = ([], [])
            var installed = day("2020-01-01")
            for _ in 0..<Int.random(in: 5...60, using: &dice) {
                turn(&dice)
                guard Int.random(in: 0..<8, using: &dice) == 0 else {
                    readings.append(reading(.actual))
                    continue
                }
                readings.append(reading(.removal))
                registers.append(try hang(installed, removed: today))
                (id, installed) = (id + 1, today)
                shown = Int.random(in: 0..<Simulation.full(dials), using: &dice)
                readings.append(reading(.installation))
            }
            turn(&dice)
            readings.append(reading(.actual))
            registers.append(try hang(installed, removed: nil))
            return MeteredSupply(
                registers: registers.shuffled(using: &dice), billed: [opening],
                readings: readings.shuffled(using: &dice))
        }

        private mutating func turn(_ dice: inout Seeded) {
            let full = Simulation.full(dials)
            let step = Int.random(in: 0...full / 10, using: &dice)
            today = today + Int.random(in: 1...30, using: &dice)
            used += step * multiplier
            shown = (shown + step) % full
        }

        private func reading(_ type: ReadType) -> Reading {
            Reading(registerID: id, day: today, value: Quantity(shown), type: type)
        }

        private func hang(_ installed: Day, removed: Day?) throws -> Register {
            try Register(
                id: id, meterSerial: "M\(id)", usage: UsageCode("kWh"), unit: .kWh,
                dial: Dial(dials: dials, multiplier: Exact(multiplier)), installed: installed,
                removed: removed)
        }
    }
}
