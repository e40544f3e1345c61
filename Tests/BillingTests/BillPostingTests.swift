import Billing
import Ledger
import Measures
import Testing

private let energy = LedgerAccount("income:revenue:energy")
private let standing = LedgerAccount("income:revenue:standing")

@Suite("How a bill posts (F5)")
struct BillPostingTests {
    /// Amounts by account, receivables of customer 7 first.
    func post(_ bill: Bill) throws -> [String: Int64] {
        let entry = try bill.entry(day: april, reference: "N-1")
        #expect(entry.postings.first?.account == .receivable)
        #expect(entry.postings.first?.customer == 7)
        #expect(entry.postings.dropFirst().allSatisfy { $0.customer == nil })
        let pairs = entry.postings.map { ($0.account.rawValue, $0.amount.minorUnits) }
        return Dictionary(pairs, uniquingKeysWith: +)
    }

    @Test("F5.2 worked example E-GB-08: VAT added to two charges")
    func added() throws {
        let lines = [
            line("SC", 3720, tax: "VAT5", standing), line("UNIT", 21_150, tax: "VAT5", energy),
        ]
        let vat = tax("VAT5", base: 24_870, 1244, isIncluded: false)
        #expect(
            try post(bill(segment(lines, [vat]))) == [
                "assets:receivable": 26_114, "income:revenue:energy": -21_150,
                "income:revenue:standing": -3720, "liabilities:vat-output": -1244,
            ])
    }

    @Test("F5.2 worked example H-GB-04b: a credit posts the other way")
    func credit() throws {
        let lines = [
            line("SC", 1105, tax: "VAT5", standing), line("UNIT", -1260, tax: "VAT5", energy),
        ]
        let vat = tax("VAT5", base: -155, -8, isIncluded: false)
        #expect(
            try post(bill(segment(lines, [vat]))) == [
                "assets:receivable": -163, "income:revenue:energy": 1260,
                "income:revenue:standing": -1105, "liabilities:vat-output": 8,
            ])
    }

    @Test("F5.3 worked example G-GB-01: VAT inside the prices is taken out of revenue")
    func included() throws {
        let lines = [
            line("SC", 2973, tax: "VAT5", .revenue), line("UNIT", 14_786, tax: "VAT5", .revenue),
        ]
        let vat = tax("VAT5", base: 17_759, 846, isIncluded: true)
        #expect(
            try post(bill(segment(lines, [vat]))) == [
                "assets:receivable": 17_759, "income:revenue": -16_913,
                "liabilities:vat-output": -846,
            ])
    }

    @Test("G-GB-01 with an account for each charge: each gives its share of the VAT")
    func includedByCharge() throws {
        let lines = [
            line("SC", 2973, tax: "VAT5", standing), line("UNIT", 14_786, tax: "VAT5", energy),
        ]
        let vat = tax("VAT5", base: 17_759, 846, isIncluded: true)
        #expect(
            try post(bill(segment(lines, [vat]))) == [
                "assets:receivable": 17_759, "income:revenue:standing": -(2973 - 142),
                "income:revenue:energy": -(14_786 - 704), "liabilities:vat-output": -846,
            ])
    }

    @Test("lines for somebody else are owed to them, and levies to the state (C1.22, C1.24)")
    func thirdParty() throws {
        let lines = [
            line("SEWER", 500, .thirdParty), line("CCL", 77, tax: "VAT20", .levyPayable),
            line("UNIT", 1000, tax: "VAT20", energy),
        ]
        let vat = tax("VAT20", base: 1077, 215, isIncluded: false)
        #expect(
            try post(bill(segment(lines, [vat]))) == [
                "assets:receivable": 1792, "liabilities:third-party-collections": -500,
                "liabilities:levy-payable": -77, "income:revenue:energy": -1000,
                "liabilities:vat-output": -215,
            ])
    }

    @Test("an untaxed line gives none of the contained tax")
    func untaxed() throws {
        let lines = [line("SEWER", 500, .thirdParty), line("UNIT", 1050, tax: "VAT5", energy)]
        let vat = tax("VAT5", base: 1050, 50, isIncluded: true)
        #expect(
            try post(bill(segment(lines, [vat]))) == [
                "assets:receivable": 1550, "liabilities:third-party-collections": -500,
                "income:revenue:energy": -1000, "liabilities:vat-output": -50,
            ])
    }

    @Test("contained tax with no line to take it from comes out of revenue")
    func noLine() throws {
        let vat = tax("VAT5", base: 0, 50, isIncluded: true)
        #expect(
            try post(bill(segment([line("UNIT", 1050, energy)], [vat]))) == [
                "assets:receivable": 1050, "income:revenue:energy": -1050,
                "income:revenue": 50, "liabilities:vat-output": -50,
            ])
    }

    @Test("an account that comes to nothing is not posted; a zero bill still posts")
    func zero() throws {
        let cancelling = segment([line("A", 100, energy), line("B", -100, energy)])
        #expect(try post(bill(cancelling)) == ["assets:receivable": 0])
    }

    @Test("a bill whose net is not its lines does not post")
    func wrongNet() {
        var wrong = segment([line("UNIT", 1050, energy)])
        wrong.net += 1
        #expect(throws: Entry.Refused.self) { try bill(wrong).entry(day: april, reference: "N") }
    }

    @Test("contained tax shared over accounts adds up, near its shares", arguments: 1...30)
    func shares(seed: UInt64) throws {
        var random = Seeded(seed)
        let count = Int.random(in: 1...8, using: &random)
        let lines = (0..<count).map {
            let amount = Int64.random(in: 0...99_999, using: &random)
            return line("C\($0)", amount, tax: "VAT5", LedgerAccount("income:\($0)"))
        }
        let gross = lines.reduce(0) { $0 + $1.amount }
        let vat = try Exact(Int128(gross) * 5, over: 105).scaled(by: 1, .halfUp)
        let contained = tax("VAT5", base: gross, vat, isIncluded: true)
        let posted = try post(bill(segment(lines, [contained])))
        #expect(posted.values.reduce(0, +) == 0, "seed \(seed)")
        #expect(posted["assets:receivable"] == gross, "seed \(seed)")
        #expect(posted["liabilities:vat-output", default: 0] == -vat, "seed \(seed)")
        for line in lines where gross > 0 {
            let taken = line.amount + posted[line.account.rawValue, default: 0]
            let off = Int128(taken) * Int128(gross) - Int128(vat) * Int128(line.amount)
            #expect(off.magnitude < Int128(gross * Int64(count)).magnitude, "seed \(seed)")
        }
    }

    @Test("two segments post to one entry, and the bill spans both")
    func twoSegments() throws {
        let first = segment([line("UNIT", 1000, energy)])
        let later = Period(from: quarter.end, upTo: quarter.end + 30)
        let second = segment([line("UNIT", 234, energy)], period: later)
        let both = bill(first, second)
        #expect(try post(both) == ["assets:receivable": 1234, "income:revenue:energy": -1234])
        #expect(both.period == Period(from: quarter.start, upTo: later.end))
        #expect(both.total.minorUnits == 1234 && !both.isEstimated)
    }
}
