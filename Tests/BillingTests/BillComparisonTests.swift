import Billing
import Measures
import Metering
import Testing

@Suite("Comparison of a bill with the last one")
struct BillComparisonTests {
    typealias Town = ComparedTown
    let june = Town.period("2025-06-01", "2025-06-30")
    let july = Town.period("2025-07-01", "2025-07-31")

    private func compare(
        _ last: [BilledSegment], _ this: [BilledSegment], _ towns: [Int64: Town] = [1: Town()],
        lastEarlier: [BilledReading] = [], thisEarlier: [BilledReading] = []
    ) throws -> BillComparison {
        let old = try #require(try Town.compared(last, towns, earlier: lastEarlier))
        let new = try #require(try Town.compared(this, towns, earlier: thisEarlier))
        let comparison = try BillComparison(from: old, to: new)
        #expect(comparison.isComplete)
        return comparison
    }

    /// Six months of 20 m3 by estimate, then the meter is read: 1 m3 was used every day since
    /// the last read. 212 m3 over 212 days, so 31 m3 are July's own and 61 m3 belong to the
    /// 181 days that were billed 120 m3.
    ///
    /// By hand: June 30 × 0.20 + 20 × 1.50 = 36.00, July 31 × 0.20 + 92 × 1.50 = 144.20.
    /// Days: 0.20 + 20 ÷ 30 × 1.50 = 1.20. Use: (31 - 20.666…) × 1.50 = 15.50.
    /// True-up: 61 × 1.50 = 91.50. VAT: 7.21 - 1.80 = 5.41. Together 113.61.
    @Test("six estimated months, then an actual: the true-up stands apart (rules B1.2, B4.9)")
    func sixEstimates() throws {
        let town = Town()
        let (estimates, actual) = Self.halfYear
        let last = try town.segment(
            june, [town.use(20, june, isEstimated: true)], readings: [estimates[5]])
        let this = try town.segment(
            july, [town.use(92, july, isEstimated: true)], readings: [actual])
        let found = try compare(
            [last], [this], lastEarlier: Array(estimates.prefix(5)), thisEarlier: estimates)
        #expect(found.description == ["days 120", "usage 1550", "true-up 9150", "tax 541"])
        #expect(found.money == 11361)
        guard case .trueUp(let all)? = found.moves.first(where: { $0.cause.step == .trueUp })?.cause
        else { throw Missing() }
        #expect(all.map(\.bills) == [6])
        #expect(all.map(\.period) == [Town.period("2025-01-01", "2025-06-30")])
        #expect(all.map(\.estimated) == [Quantity(120)])
        #expect(all.map(\.measured) == [Exact(181)])
    }

    struct Missing: Error {}

    /// Readings of January to June by estimate, and of July by a reader.
    static var halfYear: (estimates: [BilledReading], actual: BilledReading) {
        let first = ComparedTown.day("2025-01-01")
        let months = (0..<6).map { Period.month(of: first.adding(months: $0)) }
        let estimates = months.enumerated().map { index, month in
            ComparedTown.reading(
                month, 440 + 20 * index, 460 + 20 * index, index == 0 ? "ACT EST" : "EST EST")
        }
        let july = Period.month(of: first.adding(months: 6))
        return (estimates, ComparedTown.reading(july, 560, 652, "EST ACT"))
    }

    @Test("the month after: the true-up of the last bill does not come again")
    func afterTrueUp() throws {
        let town = Town()
        let (estimates, actual) = Self.halfYear
        let august = Town.period("2025-08-01", "2025-08-31")
        let last = try town.segment(july, [town.use(92, july)], readings: [actual])
        let this = try town.segment(
            august, [town.use(31, august)],
            readings: [Town.reading(august, 652, 683, "ACT ACT")])
        let found = try compare(
            [last], [this], lastEarlier: estimates, thisEarlier: estimates + [actual])
        #expect(found.description == ["last-true-up -9150", "tax -457"])
    }

    /// 106 m3 over 212 days: 15.5 m3 are July's, 90.5 m3 belong to the days billed 120 m3.
    @Test("an over-estimate comes back in the true-up (rule B4.9)")
    func overEstimate() throws {
        let town = Town(vat: "0")
        let (estimates, _) = Self.halfYear
        let last = try town.segment(june, [town.use(20, june)], readings: [estimates[5]])
        let this = try town.segment(
            july, [town.use(-14, july)], readings: [Town.reading(july, 560, 546, "EST ACT")])
        let found = try compare([last], [this], thisEarlier: estimates)
        #expect(found.description == ["days 120", "usage -775", "true-up -4425"])
    }

    /// 30 m3 were estimated for 30 days, and 61 m3 were used in 61 days.
    @Test(
        "no true-up where the estimate was right, or the bill is estimated again, or was not",
        arguments: ["EST ACT", "EST EST", "ACT ACT"])
    func noTrueUp(types: String) throws {
        let town = Town(vat: "0")
        let estimate = Town.reading(june, 440, 470, "ACT EST")
        let closing = types == "EST ACT" ? 501 : 540
        let last = try town.segment(june, [town.use(30, june)], readings: [estimate])
        let this = try town.segment(
            july, [town.use(closing - 470, july)],
            readings: [Town.reading(july, 470, closing, types)])
        let found = try compare([last], [this], thisEarlier: [estimate])
        #expect(!found.description.contains { $0.contains("true-up") })
        #expect(found.description.first == "days 170")
    }

    /// The price changes on 16 July, when the meter was read: the estimate is put right by the
    /// first half alone, 15 days of 45.
    @Test("a read on the day of a price change ends the true-up (rule C1.26)")
    func readBetween() throws {
        var town = Town(vat: "0")
        town.prices.append(("2025-07-16", "3.00", "0.20"))
        let estimate = Town.reading(june, 440, 470, "ACT EST")
        let (early, late) = (
            Town.period("2025-07-01", "2025-07-15"), Town.period("2025-07-16", "2025-07-31")
        )
        let last = try town.segment(june, [town.use(30, june)], readings: [estimate])
        let this = try town.segment(
            july, [town.use(60, early), town.use(16, late)],
            readings: [Town.reading(july, 470, 546, "EST EST")])
        let found = try compare([last], [this], [1: town], thisEarlier: [estimate])
        // 90 m3 over 45 days: 30 are July's, 30 the estimate's due: 30 × 1.50.
        #expect(found.description.last == "true-up 4500")
    }

    @Test("a meter exchange: the old meter's estimates are put right, the new one counts on")
    func exchange() throws {
        let town = Town(vat: "0")
        let estimate = Town.reading(june, 440, 470, "ACT EST")
        let (old, new) = (
            Town.period("2025-07-01", "2025-07-15"), Town.period("2025-07-16", "2025-07-31")
        )
        let last = try town.segment(june, [town.use(30, june)], readings: [estimate])
        let this = try town.segment(
            july, [town.use(60, old), town.use(16, new)],
            readings: [
                Town.reading(old, 470, 530, "EST REM"),
                Town.reading(new, 0, 16, "INS ACT", register: 2),
            ])
        let found = try compare([last], [this], thisEarlier: [estimate])
        #expect(found.description == ["days 170", "usage 2250", "true-up 4500"])
    }

    @Test("two readings a year: half years of 181 and 184 days with the same use a day")
    func halfYears() throws {
        let town = Town(vat: "0")
        let first = Town.period("2025-01-01", "2025-06-30")
        let second = Town.period("2025-07-01", "2025-12-31")
        let found = try compare(
            [town.segment(first, [town.use(181, first)])],
            [town.segment(second, [town.use(184, second)])])
        #expect(found.description == ["days 510"])
    }

    /// By hand, first case: 30 × (2.50 - 1.50); 0.20 + 2.50; (41 - 31) × 2.50. In the second, 15
    /// of 30 days have the new price; then 16 of 31, so ten more m3 cost 10 × 62.50 ÷ 31 = 20.16.
    @Test(
        "a price that changes on the first day, inside, or after the period (rule C1.26)",
        arguments: [
            ("2025-07-01", ["price 3000", "days 270", "usage 2500"]),
            ("2025-07-16", ["price 1500", "days 270", "usage 2016"]),
            ("2025-08-01", ["days 170", "usage 1500"]),
        ])
    func price(from day: String, expected: [String]) throws {
        var town = Town(vat: "0")
        town.prices.append((day, "2.50", "0.20"))
        let found = try compare(
            [town.segment(june, [town.use(30, june)])],
            [town.segment(july, [town.use(41, july)])], [1: town])
        #expect(found.description == expected)
    }

    @Test("a later price does not reach into a longer last bill")
    func laterPrice() throws {
        var town = Town(vat: "0")
        town.prices.append(("2025-08-01", "2.50", "0.20"))
        let spring = Town.period("2025-04-01", "2025-06-30")
        let found = try compare(
            [town.segment(spring, [town.use(91, spring)])],
            [town.segment(july, [town.use(31, july)])], [1: town])
        #expect(found.description == ["days -10200"])
    }

    /// On the new tariff June's 30 m3 and 30 days cost 30 × 2.00 + 30 × 0.10 = 63.00, not 51.00.
    @Test("another tariff: the last bill's use on it, then days and use")
    func otherTariff() throws {
        let last = Town(vat: "0")
        var this = Town(vat: "0", code: "garden")
        this.prices = [("2025-07-01", "2.00", "0.10")]
        let found = try compare(
            [last.segment(june, [last.use(30, june)])],
            [this.segment(july, [this.use(41, july)], version: 2)], [1: last, 2: this])
        #expect(found.description == ["tariff 1200", "days 210", "usage 2000"])
        #expect(found.moves[0].cause == .tariff(from: "Tariff water", to: "Tariff garden"))
    }

    @Test("another tariff that measures other things cannot be told apart")
    func otherMeasure() throws {
        let last = Town(vat: "0")
        let this = Town(vat: "0", code: "night", usage: "night")
        let found = try compare(
            [last.segment(june, [last.use(30, june)])],
            [this.segment(july, [this.use(41, july)], version: 2)], [1: last, 2: this])
        #expect(found.description == ["tariff 1670"])
        #expect(found.moves[0].cause == .otherMeasure(from: "Tariff water", to: "Tariff night"))
    }

    @Test("a detail of the supply that changes, and one that the tariff asks for only now")
    func details() throws {
        let town = Town(vat: "0", asks: ["factor"])
        func factor(_ value: String, _ period: Period) -> [BilledProperty] {
            [BilledProperty(name: "factor", value: value, period: period)]
        }
        let last = try town.segment(june, [town.use(30, june)], properties: factor("1", june))
        let this = try town.segment(july, [town.use(31, july)], properties: factor("1.2", july))
        let found = try compare([last], [this], [1: town])
        #expect(found.description == ["days 170", "details 930"])
        guard case .details(let changes) = found.moves[1].cause else { throw Missing() }
        #expect(changes.map(\.name) == ["factor"])
        #expect(changes[0].last == "1" && changes[0].this == "1.2")
        let plain = Town(vat: "0")
        let before = try plain.segment(june, [plain.use(30, june)], version: 2)
        #expect(
            try compare([before], [this], [1: town, 2: plain]).description == [
                "price 900", "days 200",
            ])
    }

    @Test("a service that came, one that went, and the tax on both")
    func services() throws {
        let town = Town()
        func segment(_ point: Int64, _ period: Period) throws -> BilledSegment {
            try town.segment(period, [town.use(30, period)], point: point)
        }
        let both = [try segment(1, june), try segment(2, june)]
        let one = [try segment(1, june)]
        #expect(try compare(one, both).description == ["services 5100", "tax 255"])
        #expect(try compare(both, one).description == ["services -5100", "tax -255"])
    }

    @Test("days of the same supply point under another agreement")
    func parts() throws {
        let (water, garden) = (Town(vat: "0"), Town(vat: "0", code: "garden"))
        let (early, late) = (
            Town.period("2025-07-01", "2025-07-10"), Town.period("2025-07-11", "2025-07-31")
        )
        let last = try water.segment(june, [water.use(30, june)])
        let first = try water.segment(early, [water.use(10, early)])
        let towns: [Int64: Town] = [1: water, 2: garden, 3: water]
        let other = try garden.segment(late, [garden.use(21, late)], version: 2)
        let found = try compare([last], [first, other], towns)
        #expect(found.description == ["tariff 3570", "days -3400"])
        let again = try water.segment(late, [water.use(21, late)], version: 3)
        #expect(try compare([last], [first, again], towns).description == ["days 170"])
    }

    @Test("what no tariff charges is an adjustment; a bill that cannot be rated is one as a whole")
    func adjustments() throws {
        let town = Town(vat: "0")
        let last = try town.segment(june, [town.use(30, june)])
        var this = try town.segment(july, [town.use(31, july)])
        this.net -= 500
        #expect(try compare([last], [this]).description == ["days 170", "adjustments -500"])
        this.usages[0].usage = "unknown"
        #expect(try compare([last], [this]).description == ["adjustments -330"])
        #expect(try compare([this], [last]).description == ["adjustments 330"])
    }

    @Test("another rate of VAT moves the tax alone")
    func tax() throws {
        let (before, after) = (Town(vat: "5"), Town(vat: "20"))
        let found = try compare(
            [before.segment(june, [before.use(30, june)])],
            [after.segment(june, [after.use(30, june)], version: 2)], [1: before, 2: after])
        #expect(found.description == ["tax 765"])
        #expect(found.moves[0].cause == .tax(last: 255, this: 1020))
    }

    /// 28 days of February and 31 of March are a month each; a day's use counts by days.
    @Test("where a month has one price whatever its days, a month counts as a month")
    func months() throws {
        let town = Town(vat: "0", standing: .month)
        let (february, march) = (
            Town.period("2025-02-01", "2025-02-28"), Town.period("2025-03-01", "2025-03-31")
        )
        let found = try compare(
            [town.segment(february, [town.use(28, february)])],
            [town.segment(march, [town.use(31, march)])], [1: town])
        #expect(found.description == ["days 450"])
    }

    @Test("a bill after a gap says which days no bill charges")
    func gap() throws {
        let town = Town(vat: "0")
        let may = Town.period("2025-05-01", "2025-05-31")
        let last = try town.segment(may, [town.use(31, may)])
        let this = try town.segment(july, [town.use(31, july)])
        let found = try compare([last], [this])
        #expect(found.description.isEmpty && found.gap == june)
        #expect(try compare([town.segment(june, [town.use(30, june)])], [this]).gap == nil)
    }

    @Test("what is not compared: another account, another currency, no service in common")
    func refused() throws {
        let town = Town()
        let segment = try town.segment(june, [town.use(30, june)])
        let elsewhere = try town.segment(june, [town.use(30, june)], point: 2)
        let tariffs = [Int64(1): try town.tariff()]
        func side(_ bill: Bill) throws -> ComparedBill {
            try #require(ComparedBill(bill, tariffs: tariffs, registers: [:], earlier: [:]))
        }
        let own = try side(Town.bill([segment]))
        #expect(throws: NotCompared.otherAccount) {
            try BillComparison(from: own, to: side(Town.bill([segment], account: 9)))
        }
        #expect(throws: NotCompared.otherCurrency(.eur)) {
            try BillComparison(from: side(Town.bill([segment], currency: .eur)), to: own)
        }
        #expect(throws: NotCompared.otherServices) {
            try BillComparison(from: own, to: side(Town.bill([elsewhere])))
        }
        let without = ComparedBill(own.bill, tariffs: [:], registers: [:], earlier: [:])
        #expect(without.map(\.bill) == nil)
    }
}
