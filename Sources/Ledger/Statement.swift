package import Measures

/// A customer's account over a period: what was brought forward, what happened, what stands.
///
/// Lines are in order of their day and, on one day, in order of booking.
package struct Statement: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        package let day: Day
        package let reference: String
        /// The reference of the entry this one takes back.
        package let reverses: String?
        /// A charge above zero, a payment or credit below.
        package let amount: Money
        /// What is owed after this line.
        package let balance: Money
    }

    package let customer: Int64
    package let period: Period
    package let opening: Money
    package let lines: [Line]
    package var closing: Money { lines.last?.balance ?? opening }

    /// Reads the customer's receivable postings from `entries`, given in order of booking.
    package init(
        of customer: Int64, in currency: Currency, over period: Period,
        from entries: some Sequence<Entry>
    ) throws(OutOfRange) {
        let moves = Statement.moves(of: customer, in: currency, before: period.end, entries)
        let earlier = moves.prefix { $0.entry.day < period.start }
        var balance = Int64(0)
        for move in earlier { balance = try sum(balance, move.amount) }
        self.customer = customer
        self.period = period
        opening = Money(minorUnits: balance, currency: currency)
        var lines: [Line] = []
        for move in moves.dropFirst(earlier.count) {
            balance = try sum(balance, move.amount)
            lines.append(Line(move.entry, moving: move.amount, to: balance, in: currency))
        }
        self.lines = lines
    }

    /// What was owed at the end of `day`; before the period, what was brought forward.
    package func balance(on day: Day) -> Money {
        lines.last { $0.day <= day }?.balance ?? opening
    }

    private typealias Move = (entry: Entry, amount: Int64)

    private static func moves(
        of customer: Int64, in currency: Currency, before end: Day, _ entries: some Sequence<Entry>
    ) -> [Move] {
        var moves: [Move] = []
        for entry in entries where entry.day < end {
            for posting in entry.postings
            where posting.customer == customer && posting.account == .receivable
                && posting.amount.currency == currency
            {
                moves.append((entry, posting.amount.minorUnits))
            }
        }
        return moves.enumerated()
            .sorted { ($0.element.entry.day, $0.offset) < ($1.element.entry.day, $1.offset) }
            .map(\.element)
    }
}

extension Statement.Line {
    fileprivate init(
        _ entry: Entry, moving amount: Int64, to balance: Int64, in currency: Currency
    ) {
        day = entry.day
        reference = entry.reference
        reverses = entry.reverses
        self.amount = Money(minorUnits: amount, currency: currency)
        self.balance = Money(minorUnits: balance, currency: currency)
    }
}

private func sum(_ a: Int64, _ b: Int64) throws(OutOfRange) -> Int64 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    guard !overflow else { throw OutOfRange() }
    return sum
}
