import Billing
import Measures
import Testing

@Suite("Comparison of random bills")
struct RandomComparisonTests {
    /// 1,200 pairs of bills: several tariffs, prices that change anywhere, estimates and
    /// true-ups, services that come and go, sums that no tariff gives.
    @Test(
        "all steps add up to the difference, to the penny", arguments: [UInt64(20_251), 7, 1_849])
    func addsUp(seed: UInt64) throws {
        var pairs = RandomPairs(random: Seeded(seed))
        var steps: Set<BillComparison.Step> = []
        for number in 0..<400 {
            let (last, this) = try pairs.next()
            guard let found = try? BillComparison(from: last, to: this) else { continue }
            #expect(found.isComplete, "seed \(seed), pair \(number): \(found.description)")
            steps.formUnion(found.moves.map(\.cause.step))
        }
        #expect(steps == Set(BillComparison.Step.allCases), "seed \(seed)")
    }
}

/// Two bills of the same account, as wild as bills can be.
private struct RandomPairs {
    var random: Seeded

    mutating func next() throws -> (last: ComparedBill, this: ComparedBill) {
        let towns: [Int64: ComparedTown] = [1: town("a"), 2: town("a"), 3: town("b")]
        let start = ComparedTown.day("2025-01-01") + number(0...300)
        let first = Period(from: start, upTo: start + number(1...190))
        let gap = number(0...3) == 0 ? number(1...90) : 0
        let second = Period(from: first.end + gap, upTo: first.end + gap + number(1...190))
        let before = Period(from: first.start + -90, upTo: first.start)
        let past = [1, 2].map { ComparedTown.reading(before, 0, 100, "ACT EST", register: $0) }
        let last = try segments(first, towns)
        let this = try segments(second, towns)
        let earlier = past + last.flatMap(\.readings)
        guard let old = try ComparedTown.compared(last, towns, earlier: past),
            let new = try ComparedTown.compared(this, towns, earlier: earlier)
        else { throw NotCompared.otherServices }
        return (old, new)
    }

    private mutating func town(_ code: String) -> ComparedTown {
        var town = ComparedTown(vat: "\(number(0...20))", code: code)
        for _ in 0..<number(0...2) {
            let day = ComparedTown.day("2025-01-01") + number(1...500)
            guard !town.prices.contains(where: { $0.from == "\(day)" }) else { continue }
            town.prices.append(("\(day)", "1.\(number(100...999))", "0.\(number(10...99))"))
        }
        if number(0...5) == 0 { town.standing = .month }
        if number(0...3) == 0 { town.asks = ["factor"] }
        return town
    }

    private mutating func segments(
        _ period: Period, _ towns: [Int64: ComparedTown]
    ) throws -> [BilledSegment] {
        var all: [BilledSegment] = []
        for point in Int64(1)...2 where all.isEmpty || number(0...1) == 0 {
            let version = Int64(number(1...3))
            guard let town = towns[version] else { continue }
            let (opening, used) = (number(100...900), number(-90...900))
            let types = ["EST ACT", "EST EST", "ACT EST", "ACT ACT"][number(0...3)]
            let reading = ComparedTown.reading(
                period, opening, opening + used, types, register: point)
            let factor = BilledProperty(
                name: "factor", value: "1.\(number(0...9))", period: period)
            var segment = try town.segment(
                period, [town.use(used, period)], point: point, version: version,
                readings: [reading], properties: town.asks.isEmpty ? [] : [factor])
            if number(0...9) == 0 { segment.net += Int64(number(-900...900)) }
            all.append(segment)
        }
        return all
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &random)
    }
}
