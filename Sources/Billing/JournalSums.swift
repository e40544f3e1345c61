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

/// One page read from end to end.
private struct PagePostings {
    var entries = 0
    var postings = 0
    var sums: [JournalSums.Place: Int64] = [:]
    private var texts: [String] = []
    /// Sums of the current currency, by the place of the account's text.
    private var amounts: [Int64] = []
    private var currency = 0

    init?(_ bytes: UnsafeRawBufferPointer, through day: Day) throws(JournalSums.Refused) {
        var input = RawReader(bytes)
        let mark = try place(&input)
        guard let format = ReleasePage.Format(mark: try text(mark)) else {
            throw .malformed(offset: 0)
        }
        _ = (try input.int64(), try input.int64())
        let issued = try input.int64()
        _ = try input.int64()
        guard format == .two, issued <= Int64(day.number) else { return nil }
        let count = try input.int64()
        for _ in 0..<max(0, count) { try entry(&input) }
        guard input.isAtEnd else { throw input.malformed }
        entries = Int(count)
        try flush()
    }

    private mutating func entry(_ input: inout RawReader) throws(JournalSums.Refused) {
        _ = (try place(&input), try input.int64())
        let bill = try input.int64()
        let currency = try place(&input)
        if currency != self.currency {
            try flush()
            self.currency = currency
        }
        let count = try input.int64()
        var sum = Int128(0)
        for _ in 0..<max(0, count) {
            let account = try place(&input)
            _ = try input.int64()
            let amount = try input.int64()
            if account >= amounts.count {
                amounts += Array(repeating: 0, count: account + 1 - amounts.count)
            }
            let (total, overflow) = amounts[account].addingReportingOverflow(amount)
            guard !overflow else { throw .outOfRange(account: try text(account)) }
            amounts[account] = total
            sum += Int128(amount)
        }
        guard sum == 0 else { throw .doesNotBalance(billID: bill) }
        postings += Int(count)
    }

    /// Takes the sums of the current currency in.
    private mutating func flush() throws(JournalSums.Refused) {
        for place in amounts.indices where amounts[place] != 0 {
            guard let currency = Currency(rawValue: try text(currency)) else {
                throw .malformed(offset: 0)
            }
            let account = LedgerAccount(try text(place))
            sums[.init(account: account, currency: currency), default: 0] += amounts[place]
        }
        amounts = []
    }

    /// The place of a text, from 1; a text that comes for the first time is kept.
    private mutating func place(_ input: inout RawReader) throws(JournalSums.Refused) -> Int {
        let place = try input.unsigned()
        guard place == 0 else {
            guard place <= UInt64(texts.count) else { throw input.malformed }
            return Int(place)
        }
        texts.append(try input.text())
        return texts.count
    }

    private func text(_ place: Int) throws(JournalSums.Refused) -> String {
        guard texts.indices.contains(place - 1) else { throw .malformed(offset: 0) }
        return texts[place - 1]
    }
}

/// Reads canonical numbers and texts where they lie.
private struct RawReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }
    var malformed: JournalSums.Refused { .malformed(offset: offset) }

    @inline(__always)
    mutating func unsigned() throws(JournalSums.Refused) -> UInt64 {
        var (value, shift) = (UInt64(0), UInt64(0))
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            guard shift < 63 || byte <= 1, shift == 0 || byte != 0 else { throw malformed }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw malformed
    }

    @inline(__always)
    mutating func int64() throws(JournalSums.Refused) -> Int64 {
        let value = try unsigned()
        return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1)))
    }

    mutating func text() throws(JournalSums.Refused) -> String {
        let length = try unsigned()
        guard length <= UInt64(bytes.count - offset) else { throw malformed }
        let end = offset + Int(length)
        guard let text = String(validating: bytes[offset..<end], as: UTF8.self) else {
            throw malformed
        }
        offset = end
        return text
    }
}
