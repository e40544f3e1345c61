package import Measures

/// An account of the general ledger by its path, such as `assets:receivable`.
package struct LedgerAccount: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ path: String) { rawValue = path }
    package var description: String { rawValue }

    // The posting table (rules F5).
    package static let receivable = LedgerAccount("assets:receivable")
    package static let bank = LedgerAccount("assets:bank")
    package static let suspense = LedgerAccount("liabilities:suspense")
    package static let vatOutput = LedgerAccount("liabilities:vat-output")
    package static let levyPayable = LedgerAccount("liabilities:levy-payable")
    package static let thirdParty = LedgerAccount("liabilities:third-party-collections")
    package static let revenue = LedgerAccount("income:revenue")
}

/// One side of an entry: debit above zero, credit below.
package struct Posting: Sendable, Hashable {
    package let account: LedgerAccount
    /// The customer account of the sub-ledger, where the posting belongs to one.
    package let customer: Int64?
    package let amount: Money

    package init(_ account: LedgerAccount, customer: Int64? = nil, _ amount: Money) {
        self.account = account
        self.customer = customer
        self.amount = amount
    }
}

/// A balanced entry of the journal. One that does not balance cannot exist (rule F5.1).
package struct Entry: Sendable, Hashable {
    package enum Refused: Error, Hashable, Sendable {
        case noPostings
        case mixesCurrencies
        case doesNotBalance(by: Money)
    }

    package let day: Day
    /// What it books, such as the bill number.
    package let reference: String
    package let postings: [Posting]
    /// The reference of the entry this one reverses (rule F5.4).
    package let reverses: String?

    package init(
        day: Day, reference: String, postings: [Posting], reverses: String? = nil
    ) throws(Refused) {
        guard let currency = postings.first?.amount.currency else { throw .noPostings }
        guard postings.allSatisfy({ $0.amount.currency == currency }) else {
            throw .mixesCurrencies
        }
        let sum = postings.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
        guard sum == 0 else {
            let by = Money(minorUnits: Int64(clamping: sum), currency: currency)
            throw .doesNotBalance(by: by)
        }
        self.day = day
        self.reference = reference
        self.postings = postings
        self.reverses = reverses
    }

    /// The exact negative of this entry, posting by posting.
    package func reversed(on day: Day, reference: String) -> Entry {
        Entry(
            balanced: postings.map { Posting($0.account, customer: $0.customer, -$0.amount) },
            day: day, reference: reference, reverses: self.reference)
    }

    private init(balanced: [Posting], day: Day, reference: String, reverses: String) {
        postings = balanced
        self.day = day
        self.reference = reference
        self.reverses = reverses
    }
}
