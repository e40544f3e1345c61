import Measures
import Metering
import Supply
import Tariffs
import Testing

@testable import Billing

@Suite("The outcome of a supply point")
struct PointBillingTests {
    /// March of a point that used 50 kWh.
    func point(_ first: String = "2025-03-01") throws -> TestPoint {
        var point = TestPoint(first)
        try point.install([("2025-02-28", "100"), ("2025-03-31", "150")])
        return point
    }

    @Test("D1.3: a segment charges its agreement; 31 days and 50 kWh")
    func billed() throws {
        let result = try point().result()
        #expect(result.outcome.kind == .billed && result.codes.isEmpty)
        #expect(result.lines == ["SC 15.50", "KWH 5.00"])
        let segment = try #require(result.segments.first)
        #expect(segment.agreementID == 101 && segment.total == 2050)
        #expect(segment.period == TestPoint.period("2025-03-01", "2025-03-31"))
    }

    @Test("D1.8: each point has one outcome, also where there is nothing to bill")
    func nothingOwed() throws {
        var point = try point()
        point.facts.lastBill = LastBill(through: Day("2025-03-31")!, days: 31, total: 2050)
        #expect(try point.result().outcome.kind == .notDue)
        point.facts.agreements.removeAll()
        #expect(try point.result().outcome.kind == .notInSupply)
        point.supply(from: "2025-03-01", to: nil, .void)
        #expect(try point.result().outcome.kind == .void)
    }

    @Test("D1.1: a point waits for the end of its cycle, unless its agreement ended")
    func due() throws {
        var point = try point()
        point.through = Day("2025-03-30")!
        #expect(try point.result().outcome.kind == .notDue)
        point.end(on: "2025-03-20")
        try point.facts.registers[0].readings.insert(
            Reading(
                registerID: 101, day: #require(Day("2025-03-20")), value: Quantity(140),
                type: .final), at: 1)
        #expect(try point.result().lines == ["SC 10.00", "KWH 4.00"])
    }

    @Test("D1.1: a point without a cycle is held, with the days at its last bill's amount")
    func noCycle() throws {
        var point = try point()
        point.facts.supplyPoint = SupplyPoint(
            id: 1, code: "SP-1", premisesID: 1, commodity: .electricity, cycle: nil)
        point.facts.lastBill = LastBill(through: Day("2025-02-28")!, days: 28, total: 2800)
        let result = try point.result()
        #expect(result.outcome.kind == .held && result.codes == ["BL-NOCYCLE"])
        #expect(result.outcome.findings[0].moneyAtRisk.minorUnits == 3100)
    }

    @Test("C1.1: a tariff that the run does not have holds the point")
    func noTariff() throws {
        var point = try point()
        point.books[0].code = "other"
        let result = try point.result()
        #expect(result.codes == ["TF-NONE"] && result.segments.isEmpty)
    }

    @Test("A1.4: a change of tenancy bills each customer for his own days")
    func tenancies() throws {
        var point = try point()
        point.end(on: "2025-03-10")
        point.supply(from: "2025-03-11", to: nil)
        try point.facts.registers[0].readings.insert(
            Reading(
                registerID: 101, day: #require(Day("2025-03-10")), value: Quantity(120),
                roles: ReadRoles([.final, .opening])), at: 1)
        let result = try point.result()
        #expect(result.lines == ["SC 5.00", "KWH 2.00", "SC 10.50", "KWH 3.00"])
        #expect(result.segments.map(\.agreementID) == [101, 102])
    }

    @Test("D1.10: an error in one segment holds the point; the findings of all are shown")
    func oneHeld() throws {
        var point = try point()
        point.end(on: "2025-03-10")
        point.supply(from: "2025-03-11", to: nil, tariff: "none")
        point.facts.registers[0].readings.removeLast()
        let result = try point.result()
        #expect(result.outcome.kind == .held && result.segments.isEmpty)
        #expect(result.estimates.isEmpty)
        #expect(result.codes == ["RD-MISSING", "TF-NONE"])
    }

    @Test("D2.3: what somebody accepted shows and stops nothing; what leaves nothing to bill stays")
    func accepted() throws {
        var point = try point()
        point.limits.high = HighLimit(percent: 100, floorPerDay: .zero)
        point.bill(("2025-01-31", "90", "ACT"), ("2025-02-28", "100", "ACT"))
        let held = try point.result()
        #expect(held.outcome.kind == .held && held.codes == ["RD-HIGH"])
        #expect(held.outcome.findings[0].moneyAtRisk.minorUnits == 2050)
        point.facts.accepted = [Finding.Code("RD-HIGH"), Finding.Code("RD-MISSING")]
        let billed = try point.result()
        #expect(billed.outcome.kind == .billed && billed.codes == ["RD-HIGH"])
        #expect(billed.outcome.findings[0].finding.severity == .warning)
        point.facts.registers[0].readings.removeLast()
        point.estimates = false
        #expect(try point.result().outcome.kind == .held)
    }

    @Test("D1.7: days that a bill charges are not charged again")
    func billedThrough() throws {
        var point = try point("2025-02-01")
        point.bill(("2025-01-31", "70", "ACT"), ("2025-02-28", "100", "ACT"))
        let result = try point.result()
        #expect(result.segments.map(\.period) == [TestPoint.period("2025-03-01", "2025-03-31")])
        #expect(result.lines == ["SC 15.50", "KWH 5.00"])
    }

    @Test("B4.1: an estimate becomes a fact with its bill, and with no held one")
    func estimates() throws {
        var point = try point()
        point.facts.registers[0].readings.removeLast()
        point.set("expected_daily", "2")
        #expect(try point.result().estimates.map(\.value) == [Quantity(162)])
        point.supply(from: "2025-03-31", to: nil, tariff: "none")
        #expect(try point.result().estimates.isEmpty)
    }
}

/// D5.2 for a household in Great Britain: twelve months before the day of the bill.
@Suite("Charges that are out of time (D5)")
struct BackBillingTests {
    /// Billed on 1 April 2025 from a first day on; 1 kWh a day, read at both ends.
    func point(from first: String, jurisdiction: String = "GB") throws -> TestPoint {
        var point = TestPoint(first)
        let opening = TestPoint.day(first) - 1
        let days = TestPoint.day("2025-03-31") - opening
        try point.install([("\(opening)", "0"), ("2025-03-31", "\(days)")])
        point.facts.law = PointLaw(jurisdiction: jurisdiction, customerClass: "domestic")
        return point
    }

    @Test("D5.1: twelve months are in time, a day more is not; other places have other limits")
    func limit() throws {
        let inTime = try point(from: "2024-04-01").result()
        #expect(!inTime.codes.contains("BL-BACK"))
        let late = try point(from: "2024-03-31").result()
        #expect(late.codes.contains("BL-BACK") && late.outcome.kind == .held)
        #expect(
            !(try point(from: "2024-03-31", jurisdiction: "US-NY").result()).codes
                .contains("BL-BACK"))
    }

    @Test("D5.2: the money out of time is named: by days where nothing was read between")
    func money() throws {
        // 366 days, one of them out of time: 1.00 kWh at 0.10 and a day at 0.50.
        let late = try point(from: "2024-03-31").result()
        let found = late.outcome.findings.map(\.finding).first { $0.code.rawValue == "BL-BACK" }
        let figures = try #require(found).figures
        let out = figures.first { $0.name == "out of time" }?.figure
        #expect(out == .money(Money(minorUnits: 60, currency: .gbp)))
        let first = figures.first { $0.name == "may be charged from" }?.figure
        #expect(first == .day(Day("2024-04-01")!))
    }

    @Test("D5.2: rule versions 1 to 3 knew no limit")
    func earlierVersions() throws {
        var point = try point(from: "2023-04-01")
        point.version = RuleVersion(rawValue: 3)!
        #expect(!(try point.result()).codes.contains("BL-BACK"))
    }
}
