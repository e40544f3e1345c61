package import Ledger
package import Measures

/// What release pages post, added up from their bytes: for the trial balance and for proof, where
/// millions of postings are read and none is looked at by itself.
///
/// Nothing is built for a posting: an account is its place among the texts of its page.
package struct JournalSums: Sendable, Hashable {
    package struct Place: Sendable, Hashable {
        package let account: LedgerAccount
        package let currency: Currency
    }

    package private(set) var entries = 0
    package private(set) var postings = 0
    package private(set) var balances: [Place: Int64] = [:]

    package init() {}

    /// In the order of account and currency.
    package var sorted: [(account: LedgerAccount, amount: Money)] {
        balances.sorted {
            ($0.key.account.rawValue, $0.key.currency.rawValue)
                < ($1.key.account.rawValue, $1.key.currency.rawValue)
        }.map { ($0.key.account, Money(minorUnits: $0.value, currency: $0.key.currency)) }
    }

    /// Why a page cannot be added. What was added before it stands.
    package enum Refused: Error, Hashable, Sendable {
        case malformed(offset: Int)
        /// Of the entry of this bill (rule F5.1).
        case doesNotBalance(billID: Int64)
        case outOfRange(account: String)
    }

    /// Adds a release page that was issued up to and with a day. False, and nothing is added, where
    /// it was issued later, or where it is of format 1: its bills' pages say what it posts.
    package mutating func add(
        releasePage bytes: [UInt8], through day: Day = .openEnd
    ) throws(Refused) -> Bool {
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(Refused) in try PagePostings(raw, through: day) }
        }
        guard let page = try result.get() else { return false }
        try add(page.sums)
        entries += page.entries
        postings += page.postings
        return true
    }

    /// Adds what a page of format 1 posts.
    package mutating func add(_ entry: Entry) throws(Refused) {
        var sums: [Place: Int64] = [:]
        for posting in entry.postings {
            let place = Place(account: posting.account, currency: posting.amount.currency)
            sums[place, default: 0] += posting.amount.minorUnits
        }
        try add(sums)
        entries += 1
        postings += entry.postings.count
    }

    /// Puts what other pages post on top.
    package mutating func add(_ other: JournalSums) throws(Refused) {
        try add(other.balances)
        entries += other.entries
        postings += other.postings
    }

    private mutating func add(_ sums: [Place: Int64]) throws(Refused) {
        for (place, amount) in sums {
            let (sum, overflow) = balances[place, default: 0].addingReportingOverflow(amount)
            guard !overflow else { throw .outOfRange(account: place.account.rawValue) }
            balances[place] = sum
        }
    }
}
