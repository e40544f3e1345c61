import Measures
import Testing

@testable import Tariffs

@Suite("Prices of a series while they come in (C1.16)")
struct PriceSequenceTests {
    func row(_ from: Int64, _ upTo: Int64, _ value: Exact = Exact(1)) -> PriceSeries.Row {
        PriceSeries.Row(from: from, upTo: upTo, value: value)
    }

    func refusal(
        _ row: PriceSeries.Row, of series: PriceSequence, isByDay: Bool = true,
        unit: String = "p/kWh"
    ) -> PriceRefused? {
        series.refusal(of: row, isByDay: isByDay, unit: unit)
    }

    @Test("one price at a time; one of the same beginning is replaced")
    func taken() {
        var series = PriceSequence(
            isByDay: true, unit: "p/kWh", rows: [row(0, 10), row(20, 30)])
        for free in [row(10, 20), row(12, 15), row(30, 99), row(-5, 0), row(0, 20), row(0, 3)] {
            #expect(refusal(free, of: series) == nil, "\(free)")
        }
        for taken in [row(9, 12), row(10, 21), row(-5, 1), row(5, 6), row(25, 40), row(0, 21)] {
            #expect(refusal(taken, of: series) == .taken, "\(taken)")
        }
        #expect(series.keep(row(0, 5)) == false)
        #expect(refusal(row(5, 20), of: series) == nil)
        #expect(series.keep(row(5, 20)) == true)
        #expect(refusal(row(4, 6), of: series) == .taken)
    }

    @Test("whatever the order in which they come, as a list that looks at each pair")
    func asAList() {
        var state: UInt64 = 7
        func next(_ below: UInt64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64((state >> 33) % below)
        }
        var series = PriceSequence(isByDay: true, unit: "p/kWh")
        var list: [PriceSeries.Row] = []
        for _ in 0..<2_000 {
            let from = next(300)
            let new = row(from, from + 1 + next(6))
            let isTaken = list.contains {
                $0.from != new.from && $0.from < new.upTo && new.from < $0.upTo
            }
            #expect((refusal(new, of: series) == .taken) == isTaken)
            guard !isTaken else { continue }
            let isNew = !list.contains { $0.from == new.from }
            #expect(series.keep(new) == isNew)
            list.removeAll { $0.from == new.from }
            list.append(new)
        }
        #expect(list.count > 50)
    }

    @Test("all prices of a series are of one kind and unit, and can be kept to nine places")
    func alike() {
        let series = PriceSequence(isByDay: false, unit: "p/kWh", rows: [row(0, 1800)])
        let next = row(1800, 3600)
        #expect(refusal(next, of: series, isByDay: false) == nil)
        #expect(refusal(next, of: series, isByDay: true) == .kind(isByDay: false))
        #expect(
            refusal(next, of: series, isByDay: false, unit: "GBP/kWh") == .unit("p/kWh"))
        let tiny = row(1800, 3600, Exact(1, over: 10_000_000_000))
        #expect(refusal(tiny, of: series, isByDay: false) == .digits)
        #expect(refusal(row(1800, 3600, Exact(1_000_000_000)), of: series) == .digits)
    }
}
