import Measures
import Metering
import Testing

@Suite("Validation of a register reading (rules B3)")
struct RegisterCheckTests {
    /// 100 expected a month from the class profile, 30 days, five dials.
    static func facts(_ change: (inout RegisterFacts) -> Void = { _ in }) throws -> RegisterFacts {
        var facts = RegisterFacts(
            dial: try Dial(dials: 5), installed: day("2020-01-01"), openingDay: day("2025-05-31"),
            opening: Quantity(1000), day: day("2025-06-30"), value: Quantity(1100),
            today: day("2025-07-01"))
        facts.history.profile = PastUse(Quantity(100), days: 30)
        change(&facts)
        return facts
    }

    static func limits(_ change: (inout ValidationLimits) -> Void = { _ in }) -> ValidationLimits {
        var limits = ValidationLimits()
        limits.high.floorPerDay = .zero
        limits.low.floorPerDay = .zero
        change(&limits)
        return limits
    }

    struct Row: Sendable {
        let reason: String
        let failures: ValidationFailures
        let change: @Sendable (inout RegisterFacts) -> Void

        init(
            _ reason: String, _ failures: ValidationFailures = [],
            _ change: @escaping @Sendable (inout RegisterFacts) -> Void
        ) {
            self.reason = reason
            self.failures = failures
            self.change = change
        }
    }

    static let rows: [Row] = [
        Row("a plain reading") { _ in },
        Row("B1 no reading", .missing) { $0.value = nil },
        Row("B3.1 another serial", .identity) { $0.isIdentified = false },
        Row("B3.1 read on the day of installation") {
            $0.installed = $0.day
            $0.openingDay = $0.day - 30
        },
        Row("B3.1 read before installation", .identity) { $0.installed = $0.day + 1 },
        Row("B3.1 read on the day of removal") { $0.removed = $0.day },
        Row("B3.1 read after removal", .identity) { $0.removed = $0.day - 1 },
        Row("B3.2 read today") { $0.today = $0.day },
        Row("B3.2 read tomorrow", .date) { $0.today = $0.day - 1 },
        Row("B3.2 before the last billed read", .date) { $0.openingDay = $0.day + 1 },
        Row("B3.2 before it as a correction") {
            $0.openingDay = $0.day + 1
            $0.isCorrection = true
        },
        Row("B3.2 same day, same value") {
            $0.openingDay = $0.day
            $0.value = $0.opening
        },
        Row("B3.2 same day, other value", .duplicate) { $0.openingDay = $0.day },
        Row("B3.2 the stored value again") { $0.storedForDay = $0.value },
        Row("B3.2 another value stored", .duplicate) { $0.storedForDay = Quantity(1) },
        Row("B3.3 six digits on five dials", .format) { $0.value = Quantity(100_000) },
        Row("B3.3 a red digit", .format) { $0.value = amount("1100.5") },
        Row("B3.3 another unit", .format) { $0.unitMatches = false },
        Row("B3.4 one back", .backward) { $0.value = Quantity(999) },
        Row("B3.4 back after an estimate (B4.9)") {
            $0.value = Quantity(999)
            $0.openingIsEstimated = true
        },
        Row("B3.4 back on a net-metered register (A6.5)") {
            $0.value = Quantity(999)
            $0.isNetMetered = true
        },
        Row("B3.4 over the top", .rollover) {
            $0.opening = Quantity(99_950)
            $0.value = Quantity(50)
        },
        Row("B3.5 250 % is not high") { $0.value = Quantity(1250) },
        Row("B3.5 above 250 % is high", .high) { $0.value = Quantity(1251) },
        Row("B3.5 40 % is not low") { $0.value = Quantity(1040) },
        Row("B3.5 below 40 % is low", .low) { $0.value = Quantity(1039) },
        Row("B3.5 last year stands before the profile", .high) {
            $0.history.lastYear = PastUse(Quantity(39), days: 30)
        },
        Row("B3.5 the previous period stands before the profile", .low) {
            $0.history.previous = PastUse(Quantity(251), days: 30)
        },
        Row("B3.5 last year stands before the previous period") {
            $0.history.lastYear = PastUse(Quantity(100), days: 30)
            $0.history.previous = PastUse(Quantity(1), days: 30)
        },
        Row("B3.5 no history, no gate") {
            $0.history = History()
            $0.value = Quantity(90_000)
        },
        Row("B3.6 zero on occupied", .zero) { $0.value = $0.opening },
        Row("B3.6 zero on vacant is normal") {
            $0.value = $0.opening
            $0.isOccupied = false
        },
        Row("B3.6 use on vacant", .vacantUse) { $0.isOccupied = false },
        Row("B3.6 zero where less than one was expected") {
            $0.history.profile = PastUse(amount("0.999"), days: 30)
            $0.value = $0.opening
        },
        Row("B3.6 zero where one was expected", .zero) {
            $0.history.profile = PastUse(Quantity(1), days: 30)
            $0.value = $0.opening
        },
        Row("B3.7 unchanged twice", [.zero, .stopped]) {
            $0.value = $0.opening
            $0.unchangedReads = 1
        },
        Row("B3.7 an estimate stops no meter", .zero) {
            $0.value = $0.opening
            $0.unchangedReads = 1
            $0.isActual = false
        },
        Row("B3.14 the third estimate", .estimateRun) {
            $0.isActual = false
            $0.estimatesInARow = 2
        },
        Row("B3.14 the second estimate") {
            $0.isActual = false
            $0.estimatesInARow = 1
        },
        Row("B3.14 an actual ends the run") { $0.estimatesInARow = 5 },
        Row("B3.14 a missing read goes on with it", [.missing, .estimateRun]) {
            $0.value = nil
            $0.estimatesInARow = 2
        },
    ]

    @Test("each rule on both sides of its edge", arguments: rows.indices)
    func table(index: Int) throws {
        let row = Self.rows[index]
        let facts = try Self.facts(row.change)
        let limits = Self.limits { if row.reason.hasPrefix("B3.6") { $0.low.percent = 0 } }

        let verdict = facts.judged(by: limits)

        #expect(
            verdict.failures == row.failures, "\(row.reason): \(verdict.failures.each.map(\.code))")
        let findings = facts.findings(verdict, limits, unit: .kWh)
        #expect(findings.map(\.code) == row.failures.each.map(\.code), "\(row.reason)")
        #expect(findings.allSatisfy { !$0.figures.isEmpty }, "\(row.reason)")
    }

    @Test("B3.5: an absolute floor, so that 1 to 4 kWh a day is no alarm")
    func floors() throws {
        var limits = ValidationLimits()
        let facts = try Self.facts {
            $0.history.profile = PastUse(Quantity(30), days: 30)
            $0.value = Quantity(1120)
        }
        #expect(facts.judged(by: limits).failures == [])
        limits.high.floorPerDay = Quantity(4)
        #expect(facts.judged(by: limits).failures == [], "at the floor")
        limits.high.floorPerDay = amount("3.999")
        #expect(facts.judged(by: limits).failures == .high)
        limits.high.floor = Quantity(120)
        #expect(facts.judged(by: limits).failures == [], "at the floor of the period")
        limits.high.floor = amount("119.9")
        #expect(facts.judged(by: limits).failures == .high)
    }

    @Test("a high reading shows rule, numbers and history; each rule can be switched off")
    func figures() throws {
        let facts = try Self.facts { $0.value = Quantity(1251) }
        var limits = Self.limits()
        let finding = try #require(
            facts.findings(facts.judged(by: limits), limits, unit: .kWh).first)

        #expect(finding.code == Finding.Code("RD-HIGH"))
        #expect(finding.rule == "B3.5")
        #expect(finding.severity == .blocking)
        #expect(
            finding.figures.map { "\($0.name): \($0.figure)" } == [
                "used: 251 kWh", "days: 30", "expected: 100 kWh", "compared with: class profile",
                "used then: 100 kWh", "days then: 30", "high above %: 250",
                "floor a day: 0 kWh", "floor: 0 kWh",
            ])

        limits.blocking.remove(.high)
        let warned = facts.findings(facts.judged(by: limits), limits, unit: .kWh)
        #expect(warned.map(\.severity) == [.warning])
        limits.off = .high
        #expect(facts.judged(by: limits).failures == [])
    }

    /// The rules of a published bill-run workload: prev, curr, digits, expected a day in
    /// thousandths, multiplier in millionths; first failing reason.
    @Test(
        "other gates: 5 times expected above 100, zero from 10 expected, rollover by tenths",
        arguments: [
            (90_000, 10_000, 5, 1_000_000, ""), (89_999, 10_000, 5, 1_000_000, "RD-NEG"),
            (90_000, 10_001, 5, 1_000_000, "RD-NEG"), (99_990, 5, 5, 1_000_000, ""),
            (500, 500, 5, 333, ""), (500, 500, 5, 334, "RD-ZERO"), (500, 600, 5, 1, ""),
            (500, 601, 5, 1, "RD-HIGH"), (500, 1000, 5, 3333, "RD-HIGH"),
            (500, 1000, 5, 3334, ""),
        ] as [(Int, Int, Int, Int64, String)])
    func workload(prev: Int, curr: Int, digits: Int, daily: Int64, reason: String) throws {
        var limits = ValidationLimits()
        limits.high = HighLimit(percent: 500, floor: Quantity(100), floorPerDay: .zero)
        limits.zeroExpectedAtLeast = Quantity(10)
        limits.off = [.low, .stopped, .rollover]
        var facts = try Self.facts()
        facts.dial = try Dial(dials: digits, rounding: RoundingRule(places: 3))
        facts.opening = Quantity(prev)
        facts.value = Quantity(curr)
        facts.history.profile = PastUse(Quantity(millionths: daily * 1000), days: 1)

        let failures = facts.judged(by: limits).failures

        #expect(failures.isEmpty == reason.isEmpty)
        if !reason.isEmpty { #expect(failures.first.code.rawValue == reason) }
    }

    @Test("codes and doubts name each other, in the order the rules run")
    func codes() {
        #expect(ValidationFailures.codes.count == Set(ValidationFailures.codes).count)
        for code in ValidationFailures.codes {
            #expect(ValidationFailures(code: code).code == code)
        }
        #expect(ValidationFailures(code: Finding.Code("TF-NONE")) == [])
        #expect(([.high, .missing] as ValidationFailures).first == .missing)
    }
}
