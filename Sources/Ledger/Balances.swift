package import Measures

/// What stands on every account after the entries booked so far: a fold, and nothing else.
///
/// A debit balance is above zero. Currencies never mix. A balance past the range of `Money`
/// is refused and changes nothing.
package struct Balances: Sendable, Hashable {
    struct Place: Sendable, Hashable {
        let account: LedgerAccount
        let currency: Currency
    }
    struct CustomerPlace: Sendable, Hashable {
        let customer: Int64
        let currency: Currency
    }

    private(set) var byAccount: [Place: Int64] = [:]
    private(set) var byCustomer: [CustomerPlace: Int64] = [:]

    package init() {}

    /// The balances after `entries`.
    package init(_ entries: some Sequence<Entry>) throws(OutOfRange) {
        for entry in entries { try book(entry) }
    }

    /// Books an entry whole, or refuses it whole.
    package mutating func book(_ entry: Entry) throws(OutOfRange) {
        for (index, posting) in entry.postings.enumerated() {
            do {
                try add(posting, posting.amount.minorUnits)
            } catch {
                for earlier in entry.postings[..<index] {
                    try add(earlier, -earlier.amount.minorUnits)
                }
                throw error
            }
        }
    }

    /// Adds to the ledger account and, where it belongs to one, to the customer; or to neither.
    private mutating func add(_ posting: Posting, _ amount: Int64) throws(OutOfRange) {
        let currency = posting.amount.currency
        let position = Place(account: posting.account, currency: currency)
        try add(amount, to: &byAccount[position])
        guard let customer = posting.customer, posting.account == .receivable else { return }
        do {
            try add(
                amount, to: &byCustomer[CustomerPlace(customer: customer, currency: currency)])
        } catch {
            try add(-amount, to: &byAccount[position])
            throw error
        }
    }

    private func add(_ amount: Int64, to balance: inout Int64?) throws(OutOfRange) {
        let (sum, overflow) = (balance ?? 0).addingReportingOverflow(amount)
        guard !overflow, sum > .min else { throw OutOfRange() }
        balance = sum
    }
}

extension Balances {
    /// Every currency booked so far, by its code.
    package var currencies: [Currency] {
        Set(byAccount.keys.map(\.currency)).sorted { $0.rawValue < $1.rawValue }
    }

    /// The balance of a ledger account, zero where nothing was booked.
    package func balance(of account: LedgerAccount, in currency: Currency) -> Money {
        let amount = byAccount[Place(account: account, currency: currency)] ?? 0
        return Money(minorUnits: amount, currency: currency)
    }

    /// What a customer owes (above zero) or is owed: the receivable sub-ledger.
    package func balance(ofCustomer customer: Int64, in currency: Currency) -> Money {
        let amount = byCustomer[CustomerPlace(customer: customer, currency: currency)] ?? 0
        return Money(minorUnits: amount, currency: currency)
    }

    /// Every customer with something booked, by number, with the balance.
    package func customers(in currency: Currency) -> [(customer: Int64, balance: Money)] {
        byCustomer.filter { $0.key.currency == currency }
            .sorted { $0.key.customer < $1.key.customer }
            .map { ($0.key.customer, Money(minorUnits: $0.value, currency: currency)) }
    }

    /// The control account less the sum of the sub-ledger: zero where they agree (rule F5.1).
    package func controlDifference(in currency: Currency) throws(OutOfRange) -> Money {
        let subLedger = byCustomer.filter { $0.key.currency == currency }
            .reduce(Int128(0)) { $0 + Int128($1.value) }
        let control = Int128(balance(of: .receivable, in: currency).minorUnits)
        guard let difference = Int64(exactly: control - subLedger) else { throw OutOfRange() }
        return Money(minorUnits: difference, currency: currency)
    }

    /// Every account with its debit or credit balance (rule F5.1).
    package func trialBalance(in currency: Currency) throws(OutOfRange) -> TrialBalance {
        let rows = byAccount.filter { $0.key.currency == currency }
            .sorted { $0.key.account.rawValue < $1.key.account.rawValue }
            .map { position, amount in
                TrialBalance.Row(
                    account: position.account,
                    balance: Money(minorUnits: amount, currency: currency))
            }
        return try TrialBalance(currency: currency, rows: rows)
    }
}

/// All accounts of one currency; it balances when debits and credits are the same.
package struct TrialBalance: Sendable, Hashable {
    package struct Row: Sendable, Hashable {
        package let account: LedgerAccount
        /// Debit above zero, credit below.
        package let balance: Money

        package var debit: Money? { balance.minorUnits > 0 ? balance : nil }
        package var credit: Money? { balance.minorUnits < 0 ? -balance : nil }
    }

    package let currency: Currency
    package let rows: [Row]
    package let debits: Money
    package let credits: Money
    package let difference: Money

    init(currency: Currency, rows: [Row]) throws(OutOfRange) {
        func sum(_ amounts: [Int64]) throws(OutOfRange) -> Money {
            let sum = amounts.reduce(Int128(0)) { $0 + Int128($1) }
            guard let amount = Int64(exactly: sum), amount > .min else { throw OutOfRange() }
            return Money(minorUnits: amount, currency: currency)
        }
        let amounts = rows.map(\.balance.minorUnits)
        guard !amounts.contains(.min) else { throw OutOfRange() }
        self.currency = currency
        self.rows = rows
        debits = try sum(amounts.filter { $0 > 0 })
        credits = try sum(amounts.filter { $0 < 0 }.map { -$0 })
        difference = try sum(amounts)
    }

    package var isZero: Bool { difference.minorUnits == 0 }
}
