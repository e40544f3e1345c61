import Measures
import Supply
import Testing

/// A supply point with a monthly cycle, occupied from 1 January 2025, grace ten days.
private struct Point {
    var cycle: Cycle? = .monthly
    var agreements: [Agreement] = []
    var hasMeter = true
    var hasTariff = true
    var billed: [Int64: Day] = [:]
    var finding: (code: Finding.Code, raised: Day)?

    /// Rows are: kind, first day, day after the last, last day billed.
    init(_ rows: [(Agreement.Kind, String, String, String?)]) throws {
        for (index, row) in rows.enumerated() {
            let id = Int64(index + 1)
            agreements.append(
                Agreement(
                    id: id, accountID: id, supplyPointID: 1, tariff: "T", kind: row.0,
                    period: Period(from: try day(row.1), upTo: try day(row.2))))
            if let through = row.3 { billed[id] = try day(through) }
        }
    }

    func state(on text: String, grace: Int = 10) throws -> SupplyState {
        let facts = SupplyFacts(
            cycle: cycle, agreements: agreements, hasMeter: hasMeter, hasTariff: hasTariff,
            billedThrough: billed, openFinding: finding)
        return SupplyState(facts, on: try day(text), grace: grace)
    }
}

private func billed(_ text: String) throws -> SupplyState { .billed(through: try day(text)) }

private func held(_ code: String, _ since: String) throws -> SupplyState {
    .held(reason: Finding.Code(code), since: try day(since))
}

private let open = "9999-12-31"

@Suite("The state of a supply point")
struct SupplyStateTests {
    @Test("not in supply before the first agreement, billed to the day before it from its start")
    func start() throws {
        let point = try Point([(.occupied, "2025-01-10", open, nil)])
        #expect(try point.state(on: "2025-01-09") == .notInSupply)
        #expect(try point.state(on: "2025-01-10") == billed("2025-01-09"))
        #expect(try point.state(on: "2025-01-31") == billed("2025-01-09"))
    }

    @Test("no agreement at all is not in supply, whatever else is missing")
    func nothing() throws {
        var point = try Point([])
        #expect(try point.state(on: "2025-01-10") == .notInSupply)
        (point.cycle, point.hasMeter, point.hasTariff) = (nil, false, false)
        point.finding = (Finding.Code("RD-HIGH"), try day("2025-01-01"))
        #expect(try point.state(on: "2025-01-10") == .notInSupply)
    }

    @Test("a cycle is late when it ended more than the grace ago, not on the day it is spent")
    func late() throws {
        let point = try Point([(.occupied, "2025-01-01", open, "2025-01-31")])
        #expect(try point.state(on: "2025-01-31") == billed("2025-01-31"))
        #expect(try point.state(on: "2025-03-10") == billed("2025-01-31"))
        #expect(try point.state(on: "2025-03-11") == held("BL-LATE", "2025-02-01"))
        #expect(try point.state(on: "2025-02-28", grace: 0) == billed("2025-01-31"))
        #expect(try point.state(on: "2025-03-01", grace: 0) == held("BL-LATE", "2025-02-01"))
    }

    @Test("a quarterly point is not late with the month")
    func quarterly() throws {
        var point = try Point([(.occupied, "2025-01-01", open, nil)])
        point.cycle = .quarterlyMarch
        #expect(try point.state(on: "2025-04-10") == billed("2024-12-31"))
        #expect(try point.state(on: "2025-04-11") == held("BL-LATE", "2025-01-01"))
    }

    @Test("a bill of the first days only leaves the next day owed")
    func partly() throws {
        let point = try Point([(.occupied, "2025-01-01", open, "2025-01-30")])
        #expect(try point.state(on: "2025-01-30") == billed("2025-01-30"))
        #expect(try point.state(on: "2025-02-10") == billed("2025-01-30"))
        #expect(try point.state(on: "2025-02-11") == held("BL-LATE", "2025-01-31"))
    }

    @Test("a void day is void; owed days of the customer before show first")
    func void() throws {
        let paid = try Point([
            (.occupied, "2025-01-01", "2025-02-01", "2025-01-31"), (.void, "2025-02-01", open, nil),
        ])
        #expect(try paid.state(on: "2025-01-31") == billed("2025-01-31"))
        #expect(try paid.state(on: "2025-02-01") == .void)
        #expect(try paid.state(on: "2026-02-01") == .void)
        var owing = paid
        owing.billed = [:]
        #expect(try owing.state(on: "2025-02-01") == billed("2024-12-31"))
        #expect(try owing.state(on: "2025-02-11") == held("BL-LATE", "2025-01-01"))
    }

    @Test("the next customer's bill does not hide unbilled days of the one before")
    func hidden() throws {
        let point = try Point([
            (.occupied, "2025-01-01", "2025-01-20", nil),
            (.occupied, "2025-01-20", open, "2025-02-28"),
        ])
        #expect(try point.state(on: "2025-02-28") == held("BL-LATE", "2025-01-01"))
    }

    @Test("an agreement that ended is owed after its end, then not in supply")
    func ended() throws {
        var point = try Point([(.occupied, "2025-01-01", "2025-01-20", nil)])
        #expect(try point.state(on: "2025-01-25") == billed("2024-12-31"))
        #expect(try point.state(on: "2025-02-10") == billed("2024-12-31"))
        #expect(try point.state(on: "2025-02-11") == held("BL-LATE", "2025-01-01"))
        point.billed = [1: try day("2025-01-19")]
        #expect(try point.state(on: "2025-01-20") == .notInSupply)
        point.billed = [1: try day("2025-01-18")]
        #expect(try point.state(on: "2025-02-11") == held("BL-LATE", "2025-01-19"))
    }

    @Test("a lost cycle, tariff or meter shows at once, in that order, also when nothing is owed")
    func lost() throws {
        var point = try Point([(.occupied, "2025-01-01", open, "2025-01-31")])
        point.hasMeter = false
        #expect(try point.state(on: "2025-01-31") == held("MX-NOMETER", "2025-01-31"))
        #expect(try point.state(on: "2025-02-20") == held("MX-NOMETER", "2025-02-01"))
        point.hasTariff = false
        #expect(try point.state(on: "2025-02-20") == held("TF-NONE", "2025-02-01"))
        point.cycle = nil
        #expect(try point.state(on: "2025-02-20") == held("BL-NOCYCLE", "2025-02-01"))
        point.finding = (Finding.Code("RD-HIGH"), try day("2025-02-10"))
        #expect(try point.state(on: "2025-02-20") == held("BL-NOCYCLE", "2025-02-01"))
    }

    @Test("a void point without a meter is void; one that owes days is held")
    func voidWithoutMeter() throws {
        var point = try Point([
            (.occupied, "2025-01-01", "2025-02-01", "2025-01-31"), (.void, "2025-02-01", open, nil),
        ])
        point.hasMeter = false
        #expect(try point.state(on: "2025-02-01") == .void)
        point.billed = [:]
        #expect(try point.state(on: "2025-02-01") == held("MX-NOMETER", "2025-01-01"))
    }

    @Test("an open finding holds days that are owed, before and instead of lateness")
    func finding() throws {
        var point = try Point([(.occupied, "2025-01-01", open, "2025-01-31")])
        point.finding = (Finding.Code("RD-HIGH"), try day("2025-02-03"))
        #expect(try point.state(on: "2025-01-31") == billed("2025-01-31"))
        #expect(try point.state(on: "2025-02-03") == held("RD-HIGH", "2025-02-03"))
        #expect(try point.state(on: "2025-06-01") == held("RD-HIGH", "2025-02-03"))
    }

    @Test("each later bill moves the state on, and no day is in two states")
    func everyDay() throws {
        var point = try Point([
            (.occupied, "2025-01-10", "2025-04-01", "2025-03-31"),
            (.void, "2025-04-01", "2025-05-01", nil),
            (.occupied, "2025-05-01", "2025-08-01", "2025-07-31"),
        ])
        var counts: [String: Int] = [:]
        for offset in 0..<365 {
            let text = (try day("2025-01-01") + offset).description
            switch try point.state(on: text) {
            case .billed: counts["billed", default: 0] += 1
            case .held: counts["held", default: 0] += 1
            case .void: counts["void", default: 0] += 1
            case .notInSupply: counts["not in supply", default: 0] += 1
            }
        }
        #expect(counts == ["billed": 173, "void": 30, "not in supply": 162])
        point.billed[1] = nil
        #expect(try point.state(on: "2025-04-15") == held("BL-LATE", "2025-01-10"))
    }
}
