import Billing
import Ledger
import Measures
import Testing

@Suite("Checks of a draft (D2)")
struct BillCheckTests {
    var context = DraftContext(
        limits: BillLimits(
            reviewAbove: 2_000_000, longestDays: 124, shortestDays: 7, timesLastBill: 3),
        currency: .gbp, billedThrough: april - 1, lastTotal: nil, lastDays: nil,
        supplyStart: april - 365, truesUpEstimate: false)

    /// A segment of `days` days from `offset` days after 1 April that costs `pence`.
    func draft(_ pence: Int64 = 1000, offset: Int = 0, days: Int = 91) -> BilledSegment {
        let period = Period(from: april + offset, upTo: april + offset + days)
        return segment([line("UNIT", pence, .revenue)], period: period)
    }

    func codes(_ draft: BilledSegment, _ change: (inout DraftContext) -> Void = { _ in })
        -> [String]
    {
        var context = context
        change(&context)
        return BillChecks.findings(in: draft, context).map(\.code.rawValue)
    }

    @Test("a draft that follows the last bill and adds up has no finding")
    func clean() {
        #expect(codes(draft()).isEmpty)
    }

    @Test("D1.7: days on a bill already; the day after the last bill is the first free one")
    func duplicate() {
        #expect(codes(draft(offset: 0)).isEmpty)
        #expect(codes(draft(offset: -1)) == ["BL-DUPSEG"])
    }

    @Test("D1.1: a day left out after the last bill, or after supply began")
    func gap() throws {
        #expect(codes(draft(offset: 1)) == ["BL-GAP"])
        let first: (inout DraftContext) -> Void = {
            $0.billedThrough = nil
            $0.supplyStart = april
        }
        #expect(codes(draft(offset: 0), first).isEmpty)
        #expect(codes(draft(offset: 1), first) == ["BL-GAP"])
        let finding = try #require(BillChecks.findings(in: draft(offset: 5), context).first)
        let unbilled = Period(from: april, upTo: april + 5)
        #expect(finding.figures.first == NamedFigure("unbilled", .period(unbilled)))
        #expect(finding.severity == .blocking && finding.rule == "D1.1")
    }

    @Test("a new agreement starts where it starts, not where the last one was billed to")
    func newAgreement() {
        let moved: (inout DraftContext) -> Void = {
            $0.billedThrough = april - 30
            $0.supplyStart = april
        }
        #expect(codes(draft(offset: 0), moved).isEmpty)
        #expect(codes(draft(offset: 1), moved) == ["BL-GAP"])
    }

    @Test("124 days pass, 125 are long; 7 pass, 6 are short; nil switches off")
    func length() {
        #expect(codes(draft(days: 124)).isEmpty)
        #expect(codes(draft(days: 125)) == ["BL-LONG"])
        #expect(codes(draft(days: 7)).isEmpty)
        #expect(codes(draft(days: 6)) == ["BL-SHORT"])
        let off: (inout DraftContext) -> Void = {
            $0.limits.longestDays = nil
            $0.limits.shortestDays = nil
        }
        #expect(codes(draft(days: 999), off).isEmpty && codes(draft(days: 1), off).isEmpty)
    }

    @Test("a long or short period is a warning, all else stops the bill")
    func severity() {
        for (draft, severity) in [
            (draft(days: 125), Finding.Severity.warning), (draft(days: 6), .warning),
            (draft(offset: 1), .blocking), (draft(-1), .blocking), (draft(2_000_001), .blocking),
        ] {
            #expect(BillChecks.findings(in: draft, context).map(\.severity) == [severity])
        }
    }

    @Test("D3.10: a penny between lines and net, or taxes and tax; contained tax is not added")
    func addsUp() {
        for penny in [Int64(-1), 1] {
            var (net, tax) = (draft(), draft())
            net.net += penny
            tax.tax += penny
            #expect(codes(net) == ["BL-SUM"] && codes(tax) == ["BL-SUM"])
        }
        var contained = draft(1050)
        contained.taxes = [tax("VAT5", base: 1050, 50, isIncluded: true)]
        #expect(codes(contained).isEmpty)
        contained.taxes[0].isIncluded = false
        #expect(codes(contained) == ["BL-SUM"])
    }

    @Test("a total at the limit passes, a penny above does not")
    func big() {
        #expect(codes(draft(2_000_000)).isEmpty)
        #expect(codes(draft(2_000_001)) == ["BL-BIGBILL"])
        #expect(codes(draft(2_000_001)) { $0.limits.reviewAbove = nil }.isEmpty)
    }

    @Test("three times the last bill's daily amount passes, more does not")
    func timesLast() {
        let last: (inout DraftContext) -> Void = {
            $0.lastTotal = 1000
            $0.lastDays = 91
        }
        #expect(codes(draft(3000), last).isEmpty)
        #expect(codes(draft(3001), last) == ["BL-BIGBILL"])
        // Twice the days may cost twice as much.
        let longer: (inout DraftContext) -> Void = {
            $0.lastTotal = 500
            $0.lastDays = 45
        }
        #expect(codes(draft(3033, days: 91), longer).isEmpty)
        #expect(codes(draft(3034, days: 91), longer) == ["BL-BIGBILL"])
    }

    @Test("no comparison with a last bill of nothing, a credit, no days, or none")
    func nothingToCompare() {
        let cases: [(Int64?, Int?)] = [(0, 91), (-5, 91), (1000, 0), (1000, nil), (nil, 91)]
        for (total, days) in cases {
            #expect(
                codes(draft(999_999)) {
                    $0.lastTotal = total
                    $0.lastDays = days
                }.isEmpty)
        }
    }

    @Test("B4.9: a credit is expected only where an estimate is trued up; nothing is no credit")
    func negative() {
        #expect(codes(draft(0)).isEmpty)
        #expect(codes(draft(-1)) == ["BL-NEGBILL"])
        #expect(codes(draft(-1)) { $0.truesUpEstimate = true }.isEmpty)
    }

    @Test("all findings are shown together, in their order (D1.10)")
    func together() {
        var bad = draft(-5, offset: -1, days: 125)
        bad.net += 1
        #expect(codes(bad) == ["BL-DUPSEG", "BL-LONG", "BL-SUM", "BL-NEGBILL"])
    }
}
