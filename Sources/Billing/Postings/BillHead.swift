package import Ledger
package import Measures

/// What a release needs of a bill on its page: whose series it takes a number of, and what it
/// posts under that number.
package struct BillHead: Sendable, Hashable {
    package var id: Int64 = 0
    package var premisesID: Int64 = 0
    /// What the bill's `entry` posts.
    package var postings: [Posting] = []

    /// Its lines and added taxes less its total, in minor units: nothing, or it cannot be posted
    /// (rule F5.1).
    package var outOfBalance: Int64 {
        Int64(clamping: -postings.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) })
    }
}

extension RunPage {
    /// The heads of all bills of a page, in its order, without making the bills.
    package static func heads(of bytes: [UInt8]) throws(MalformedBytes) -> [BillHead] {
        var page = PageSkimmer()
        return try page.heads(of: bytes)
    }
}

extension PageSkimmer {
    fileprivate mutating func heads(of bytes: [UInt8]) throws(MalformedBytes) -> [BillHead] {
        let format = try begin(bytes)
        let count = try input.count()
        var heads: [BillHead] = []
        for _ in 0..<count {
            var head = BillHead(id: try input.int64())
            let account = try input.int64()
            head.premisesID = try input.int64()
            guard let currency = Currency(rawValue: try text()) else {
                throw MalformedBytes(offset: input.offset)
            }
            var (credits, total) = (Credits(), Int64(0))
            for _ in 0..<(try input.count()) {
                total &+= try creditSegment(&credits)
                try skipInTimes(format)
            }
            head.postings = credits.postings(of: account, total: total, in: currency)
            try skipProof(format)
            heads.append(head)
        }
        return heads
    }

    /// Credits the lines and taxes of a segment; gives its net and tax.
    private mutating func creditSegment(
        _ credits: inout Credits
    ) throws(MalformedBytes) -> Int64 {
        try skipNumbers(5)
        for _ in 0..<(try input.count()) { try skipReading() }
        for _ in 0..<(try input.count()) { try skipUsage() }
        for _ in 0..<(try input.count()) { try skipProperty() }
        var (lines, taxes): ([CreditedLine], [CreditedTax]) = ([], [])
        for _ in 0..<(try input.count()) { lines.append(try creditedLine()) }
        for _ in 0..<(try input.count()) { taxes.append(try creditedTax()) }
        credits.add(lines, taxes)
        return try input.int64() &+ input.int64()
    }

    private mutating func creditedLine() throws(MalformedBytes) -> CreditedLine {
        try skipText()
        try skipNumbers(4)
        try skipText()
        try skipNumbers(2)
        return CreditedLine(
            amount: try input.int64(), tax: try text(), account: LedgerAccount(try text()))
    }

    private mutating func creditedTax() throws(MalformedBytes) -> CreditedTax {
        let code = try text()
        try skipNumbers(3)
        return CreditedTax(code: code, amount: try input.int64(), isIncluded: try input.bool())
    }

    private mutating func skipUsage() throws(MalformedBytes) {
        try skipText()
        try skipNumbers(5)
    }

    private mutating func skipProperty() throws(MalformedBytes) {
        try skipText()
        try skipText()
        try skipNumbers(2)
    }
}
