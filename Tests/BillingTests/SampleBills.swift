import Billing
import Ledger
import Measures
import Testing

let april = Day(number: 20_179)  // 2025-04-01
let quarter = Period(from: april, upTo: april + 91)

func line(_ charge: String, _ amount: Int64, tax: String = "", _ account: LedgerAccount) -> BillLine
{
    BillLine(
        charge: charge, period: quarter, quantity: .one, unit: "kWh",
        price: Exact(Int128(amount), over: 100), amount: amount, tax: tax, account: account)
}

func tax(_ code: String, base: Int64, _ amount: Int64, isIncluded: Bool) -> BillTax {
    BillTax(code: code, percent: Exact(5), base: base, amount: amount, isIncluded: isIncluded)
}

/// A segment that adds up: net and tax follow from its lines and added taxes.
func segment(_ lines: [BillLine], _ taxes: [BillTax] = [], period: Period = quarter)
    -> BilledSegment
{
    BilledSegment(
        supplyPointID: 1, agreementID: 2, tariffVersionID: 3, period: period, readings: [],
        usages: [], properties: [], lines: lines, taxes: taxes,
        net: lines.reduce(0) { $0 + $1.amount },
        tax: taxes.reduce(0) { $1.isIncluded ? $0 : $0 + $1.amount })
}

func bill(_ segments: BilledSegment...) -> Bill {
    Bill(
        id: BillID.make(run: 1, batch: 2, index: 3), accountID: 7, premisesID: 8, currency: .gbp,
        segments: segments)
}

/// Pages of every shape the format allows.
struct RandomPages {
    var random: Seeded

    init(_ seed: UInt64) { random = Seeded(seed) }

    mutating func page() -> RunPage {
        var page = RunPage(
            runID: number(), batch: int(), through: day(), outcomes: list(4) { $0.outcome() },
            bills: list(3) { $0.bill() }, estimates: list(2) { $0.estimate() })
        page.format = pick(RunPage.Format.allCases)
        guard page.format != .one else { return page }
        if page.format == .three { fillChronologically(&page) }
        page.ruleSets = list(2) { $0.ruleSet() }
        for index in page.bills.indices where !page.ruleSets.isEmpty {
            page.bills[index].proof = BillProof(
                facts: digest(), rules: pick(page.ruleSets).digest)
        }
        return page
    }

    private mutating func fillChronologically(_ page: inout RunPage) {
        page.bills = page.bills.map { bill in
            var segments = bill.segments
            for index in segments.indices {
                segments[index].inTime = list(2) {
                    BilledBlocks(
                        usage: $0.text(), limits: $0.list(2) { $0.quantity() },
                        parts: $0.list(3) { $0.quantity() })
                }
            }
            return Bill(
                id: bill.id, accountID: bill.accountID, premisesID: bill.premisesID,
                currency: bill.currency, segments: segments)
        }
    }

    private mutating func ruleSet() -> RuleSet {
        RuleSet(
            program: int(),
            parts: list(3) { RulePart($0.text(), version: $0.number(), digest: $0.digest()) },
            digest: digest())
    }

    private mutating func digest() -> Digest {
        Digest((0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) })!
    }

    mutating func release() -> ReleasePage {
        ReleasePage(
            runID: number(), batch: int(), issuedOn: day(), dueOn: day(),
            issues: list(9) {
                ReleasePage.Issue(
                    series: $0.text(), number: $0.number(), billID: $0.number(),
                    postings: $0.postings())
            })
    }

    /// Up to five that add up to zero, in one currency; the first is a customer's.
    private mutating func postings() -> [Posting] {
        let currency = pick([Currency.gbp, .aud, .eur])
        let credits = list(4) {
            ($0.text(), Money(minorUnits: Int64($0.int() % 1_000_000), currency: currency))
        }
        let total = credits.reduce(Money.zero(currency)) { $0 + $1.1 }
        return [Posting(.receivable, customer: Int64.random(in: 1...99, using: &random), total)]
            + credits.map { Posting(LedgerAccount($0.0), -$0.1) }
    }

    private mutating func bill() -> Bill {
        Bill(
            id: number(), accountID: number(), premisesID: number(),
            currency: pick([.gbp, .aud, .eur]), segments: [segment()] + list(2) { $0.segment() })
    }

    private mutating func segment() -> BilledSegment {
        BilledSegment(
            supplyPointID: number(), agreementID: number(), tariffVersionID: number(),
            period: period(), readings: list(2) { $0.reading() }, usages: list(2) { $0.usage() },
            properties: list(2) {
                BilledProperty(name: $0.text(), value: $0.text(), period: $0.period())
            },
            lines: list(4) { $0.line() }, taxes: list(2) { $0.tax() }, net: number(),
            tax: number())
    }

    private mutating func reading() -> BilledReading {
        BilledReading(
            registerID: number(), openingDay: day(), opening: quantity(), openingType: text(),
            closingDay: day(), closing: quantity(), closingType: text(), consumption: quantity())
    }

    private mutating func usage() -> BilledUsage {
        BilledUsage(
            usage: text(), period: period(), quantity: exact(),
            isEstimated: Bool.random(using: &random))
    }

    private mutating func line() -> BillLine {
        BillLine(
            charge: text(), period: period(), quantity: exact(), unit: text(),
            price: exact(), amount: number(), tax: text(), account: LedgerAccount(text()))
    }

    private mutating func tax() -> BillTax {
        BillTax(
            code: text(), percent: exact(), base: number(), amount: number(),
            isIncluded: Bool.random(using: &random))
    }

    private mutating func outcome() -> Outcome {
        Outcome(
            supplyPointID: number(), kind: pick(Outcome.Kind.allCases),
            findings: list(2) {
                let finding = Finding(
                    Finding.Code($0.text()), $0.pick([.warning, .blocking]), rule: $0.text(),
                    figures: $0.list(7) { NamedFigure($0.text(), $0.figure()) })
                return RaisedFinding(finding, moneyAtRisk: $0.money())
            })
    }

    private mutating func estimate() -> EstimatedReading {
        EstimatedReading(
            registerID: number(), day: day(), value: quantity(), method: text(),
            inputs: list(7) { NamedFigure($0.text(), $0.figure()) })
    }

    private mutating func figure() -> Figure {
        switch int() & 7 {
        case 0: .quantity(quantity(), Unit(text()))
        case 1: .exact(exact(), .kWh)
        case 2: .exact(exact(), nil)
        case 3: .money(money())
        case 4: .day(day())
        case 5: .period(period())
        case 6: .count(int())
        default: .text(text())
        }
    }

    private mutating func list<Item>(
        _ maximum: Int, _ make: (inout RandomPages) -> Item
    ) -> [Item] {
        (0..<Int.random(in: 0...maximum, using: &random)).map { _ in make(&self) }
    }

    private mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int.random(in: items.indices, using: &random)]
    }

    private mutating func number() -> Int64 {
        Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random)
    }

    private mutating func int() -> Int { Int(number()) }
    private mutating func day() -> Day {
        Day(number: Int32.random(in: -99_999...2_932_896, using: &random))
    }
    private mutating func period() -> Period {
        let start = day()
        return Period(from: start, upTo: start + Int.random(in: 0...4_000, using: &random))
    }
    private mutating func quantity() -> Quantity { Quantity(millionths: number()) }
    private mutating func money() -> Money {
        Money(minorUnits: number(), currency: pick([.gbp, .aud]))
    }
    private mutating func exact() -> Exact {
        Exact(Int128(number()), over: pick([1, 3, 7, 100, 1_000_000]))
    }
    private mutating func text() -> String {
        pick(["", "kWh", "m3", "Standing charge", "£ 漢 🜄", "\u{0}", "NORTHGATE", "ACT", "EST"])
    }
}
