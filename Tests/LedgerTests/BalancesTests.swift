import Ledger
import Measures
import Testing

@Suite("Balances, trial balance and statement (rules F5)")
struct BalancesTests {
    /// Bill E-GB-08 of rule F5.2, a payment, a cancelled bill.
    static func entries() throws -> [Entry] {
        let bill = try entry(
            "2025-07-01", "B-1",
            [
                (.receivable, 7, 26114), (energy, nil, -21150),
                (standing, nil, -3720), (.vatOutput, nil, -1244),
            ])
        let payment = try entry(
            "2025-07-10", "P-1", [(.bank, nil, 20000), (.receivable, 7, -20000)])
        let wrong = try entry(
            "2025-07-05", "B-2", [(.receivable, 8, 100), (.revenue, nil, -100)])
        return [bill, payment, wrong, wrong.reversed(on: day("2025-07-12"), reference: "B-2/R")]
    }

    static let energy = LedgerAccount("income:revenue:energy")
    static let standing = LedgerAccount("income:revenue:standing")

    static func entry(
        _ on: String, _ reference: String, _ postings: [(LedgerAccount, Int64?, Int64)],
        _ currency: Currency = .gbp
    ) throws -> Entry {
        try Entry(
            day: day(on), reference: reference,
            postings: postings.map {
                Posting($0.0, customer: $0.1, Money(minorUnits: $0.2, currency: currency))
            })
    }

    static func day(_ text: String) -> Day { Day(text)! }

    @Test("F5.1 the trial balance is zero and the control account equals the sub-ledger")
    func trialBalance() throws {
        let balances = try Balances(Self.entries())
        let trial = try balances.trialBalance(in: .gbp)

        #expect(trial.isZero)
        #expect(trial.debits == Money(minorUnits: 26114, currency: .gbp))
        #expect(trial.credits == trial.debits)
        #expect(
            trial.rows.map { "\($0.account) \($0.balance.plain)" } == [
                "assets:bank 200.00", "assets:receivable 61.14",
                "income:revenue 0.00", "income:revenue:energy -211.50",
                "income:revenue:standing -37.20", "liabilities:vat-output -12.44",
            ])
        #expect(try balances.controlDifference(in: .gbp) == .zero(.gbp))
        #expect(balances.balance(ofCustomer: 7, in: .gbp).minorUnits == 6114)
        #expect(balances.balance(ofCustomer: 8, in: .gbp).minorUnits == 0)
        #expect(balances.customers(in: .gbp).map(\.customer) == [7, 8])
    }

    @Test("currencies stand apart")
    func currencies() throws {
        let more = try Self.entry(
            "2025-07-01", "A-1", [(.receivable, 7, 5), (.revenue, nil, -5)], .aud)
        let balances = try Balances(Self.entries() + [more])

        #expect(balances.currencies == [.aud, .gbp])
        #expect(balances.balance(of: .receivable, in: .aud).minorUnits == 5)
        #expect(balances.balance(of: .receivable, in: .gbp).minorUnits == 6114)
        #expect(try balances.trialBalance(in: .aud).isZero)
        #expect(try balances.trialBalance(in: .usd).rows.isEmpty)
    }

    @Test("an entry past the range is refused whole")
    func outOfRange() throws {
        let huge = try Self.entry(
            "2025-07-01", "X", [(.receivable, 7, .max), (.revenue, nil, -.max)])
        var balances = try Balances([huge])
        let before = balances

        #expect(throws: OutOfRange.self) { try balances.book(huge) }
        #expect(balances == before)
    }

    @Test(
        "the balance at any date, on both sides of each move",
        arguments: [
            ("2025-06-30", 0), ("2025-07-01", 26114), ("2025-07-09", 26114),
            ("2025-07-10", 6114), ("2025-07-31", 6114),
        ] as [(String, Int64)]
    )
    func statement(on: String, owed: Int64) throws {
        let whole = try Statement(
            of: 7, in: .gbp,
            over: Period(from: Self.day("2025-01-01"), upTo: Self.day("2026-01-01")),
            from: Self.entries())
        let from = try Statement(
            of: 7, in: .gbp, over: Period(from: Self.day(on) + 1, upTo: Self.day("2026-01-01")),
            from: Self.entries())

        #expect(whole.balance(on: Self.day(on)).minorUnits == owed)
        #expect(from.opening.minorUnits == owed)
        #expect(from.closing == whole.closing)
    }

    @Test("F5.4 a reversal stands in the statement and names what it takes back")
    func reversal() throws {
        let july = Period(from: Self.day("2025-07-01"), upTo: Self.day("2025-08-01"))
        let statement = try Statement(of: 8, in: .gbp, over: july, from: Self.entries())

        #expect(statement.lines.map(\.reference) == ["B-2", "B-2/R"])
        #expect(statement.lines.map(\.reverses) == [nil, "B-2"])
        #expect(statement.lines.map(\.balance.minorUnits) == [100, 0])
    }

    @Test("entries booked out of order are told in order of their days")
    func lateEntry() throws {
        let entries = try Self.entries().reversed()
        let july = Period(from: Self.day("2025-07-01"), upTo: Self.day("2025-08-01"))
        let statement = try Statement(of: 7, in: .gbp, over: july, from: entries)

        #expect(statement.lines.map(\.reference) == ["B-1", "P-1"])
        #expect(statement.lines.map(\.balance.minorUnits) == [26114, 6114])
    }
}
