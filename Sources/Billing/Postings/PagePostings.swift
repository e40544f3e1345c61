import Ledger
import Measures

/// What one release page posts, read from end to end where its bytes lie.
struct PagePostings {
    private(set) var entries = 0
    private(set) var postings = 0
    private(set) var sums: [JournalSums.Place: Int64] = [:]
    private var input: RawReader
    /// Where the texts of the page lie, in the order in which they come.
    private var texts: [Range<Int>] = []
    /// Sums of the current currency, by the place of the account's text.
    private var amounts: [Int64] = []
    private var currency = 0

    /// Nil where the page was issued after a day, and where it is of format 1.
    init?(_ bytes: UnsafeRawBufferPointer, through day: Day) throws(JournalSums.Refused) {
        input = RawReader(bytes)
        let mark = try index()
        guard let format = ReleasePage.Format(mark: try text(mark)) else {
            throw .malformed(offset: 0)
        }
        try input.skip(2)
        let issued = try input.int64()
        try input.skip(1)
        guard format == .two, issued <= Int64(day.number) else { return nil }
        let count = try input.int64()
        for _ in 0..<max(0, count) { try entry() }
        guard input.isAtEnd else { throw input.malformed }
        entries = Int(count)
        try flush()
    }

    private mutating func entry() throws(JournalSums.Refused) {
        _ = try index()
        try input.skip(1)
        let bill = try input.int64()
        let currency = try index()
        if currency != self.currency {
            try flush()
            self.currency = currency
        }
        let count = try input.int64()
        var sum = Int128(0)
        for _ in 0..<max(0, count) {
            let account = try index()
            try input.skip(1)
            let amount = try input.int64()
            try add(amount, to: account)
            sum += Int128(amount)
        }
        guard sum == 0 else { throw .doesNotBalance(billID: bill) }
        postings += Int(count)
    }

    @inline(__always)
    private mutating func add(_ amount: Int64, to account: Int) throws(JournalSums.Refused) {
        if account >= amounts.count {
            amounts += Array(repeating: 0, count: account + 1 - amounts.count)
        }
        let (total, overflow) = amounts[account].addingReportingOverflow(amount)
        guard !overflow else { throw .outOfRange(account: try text(account)) }
        amounts[account] = total
    }

    /// Takes the sums of the current currency in.
    private mutating func flush() throws(JournalSums.Refused) {
        for index in amounts.indices where amounts[index] != 0 {
            guard let currency = Currency(rawValue: try text(currency)) else {
                throw .malformed(offset: 0)
            }
            let account = LedgerAccount(try text(index))
            sums[.init(account: account, currency: currency), default: 0] += amounts[index]
        }
        amounts = []
    }

    /// The place of a text, from 1; of a text that comes for the first time it is noted where
    /// it lies.
    @inline(__always)
    private mutating func index() throws(JournalSums.Refused) -> Int {
        let index = try input.unsigned()
        guard index == 0 else {
            guard index <= UInt64(texts.count) else { throw input.malformed }
            return Int(index)
        }
        texts.append(try input.textRange())
        return texts.count
    }

    private func text(_ index: Int) throws(JournalSums.Refused) -> String {
        guard texts.indices.contains(index - 1) else { throw .malformed(offset: 0) }
        return input.text(texts[index - 1])
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
    mutating func int64() throws(JournalSums.Refused) -> Int64 {
        let value = try unsigned()
        return Int64(bitPattern: (value >> 1) ^ (0 &- (value & 1)))
    }

    /// Most numbers are a byte long, most others less than eight.
    @inline(__always)
    mutating func unsigned() throws(JournalSums.Refused) -> UInt64 {
        guard bytes.count - offset >= 8 else { return try byByte() }
        let first = bytes[offset]
        if first < 0x80 {
            offset += 1
            return UInt64(first)
        }
        let word = UInt64(
            littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let bits = RawReader.bits(word)
        let number = word & (UInt64.max &>> UInt64(64 - bits))
        guard bits < 64, number &>> UInt64(bits - 8) != 0 else { return try byByte() }
        offset += bits >> 3
        return RawReader.joined(number)
    }

    /// Goes over numbers that nobody asks for.
    @inline(__always)
    mutating func skip(_ count: Int) throws(JournalSums.Refused) {
        for _ in 0..<count { _ = try unsigned() }
    }

    /// How many bits of a word are taken by the number at its start; 64 also where it goes on.
    @inline(__always)
    private static func bits(_ word: UInt64) -> Int {
        let ends = ~word & 0x8080_8080_8080_8080
        return min(64, ends.trailingZeroBitCount + 1)
    }

    /// Seven bits of each byte beside each other: by pairs, by fours, by eights.
    @inline(__always)
    private static func joined(_ number: UInt64) -> UInt64 {
        let by7 = number & 0x7F7F_7F7F_7F7F_7F7F
        let by14 = (by7 & 0x007F_007F_007F_007F) | (by7 & 0x7F00_7F00_7F00_7F00) >> 1
        let by28 = (by14 & 0x0000_3FFF_0000_3FFF) | (by14 & 0x3FFF_0000_3FFF_0000) >> 2
        return (by28 & 0x0FFF_FFFF) | (by28 >> 32) << 28
    }

    private mutating func byByte() throws(JournalSums.Refused) -> UInt64 {
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

    /// Where the text lies that comes next; refused where it is no UTF-8.
    mutating func textRange() throws(JournalSums.Refused) -> Range<Int> {
        let length = try unsigned()
        guard length <= UInt64(bytes.count - offset) else { throw malformed }
        let range = offset..<offset + Int(length)
        var marks = UInt8(0)
        for byte in bytes[range] { marks |= byte }
        if marks >= 0x80, String(validating: bytes[range], as: UTF8.self) == nil { throw malformed }
        offset = range.upperBound
        return range
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
