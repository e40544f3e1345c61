package import Measures

/// What numbering needs of a bill on its page: whose series it takes a number of, and that its
/// lines and taxes come to its total, so that it can be posted (rule F5.1).
package struct BillHead: Sendable, Hashable {
    package var id: Int64 = 0
    package var premisesID: Int64 = 0
    /// Its lines and added taxes less its total, in minor units: nothing, or it cannot be posted.
    package var outOfBalance: Int64 = 0
}

extension RunPage {
    /// The heads of all bills of a page, in its order, without making the bills.
    package static func heads(of bytes: [UInt8]) throws(MalformedBytes) -> [BillHead] {
        var page = UsedPages()
        return try page.heads(of: bytes)
    }
}

extension UsedPages {
    fileprivate mutating func heads(of bytes: [UInt8]) throws(MalformedBytes) -> [BillHead] {
        let format = try begin(bytes)
        let count = try input.count()
        var heads: [BillHead] = []
        for _ in 0..<count {
            var head = BillHead(id: try input.int64())
            try passNumbers(1)
            head.premisesID = try input.int64()
            try passText()
            var balance = Int128(0)
            for _ in 0..<(try input.count()) {
                balance += try balanceOfSegment()
                try passInTimes(format)
            }
            head.outOfBalance = Int64(clamping: balance)
            try passProof(format)
            heads.append(head)
        }
        return heads
    }

    private mutating func balanceOfSegment() throws(MalformedBytes) -> Int128 {
        var balance = Int128(0)
        try passNumbers(5)
        for _ in 0..<(try input.count()) { try passReading() }
        for _ in 0..<(try input.count()) { try passUsage() }
        for _ in 0..<(try input.count()) { try passProperty() }
        for _ in 0..<(try input.count()) { balance += Int128(try lineAmount()) }
        for _ in 0..<(try input.count()) { balance += Int128(try addedTax()) }
        return balance - Int128(try input.int64()) - Int128(try input.int64())
    }

    private mutating func lineAmount() throws(MalformedBytes) -> Int64 {
        try passText()
        try passNumbers(4)
        try passText()
        try passNumbers(2)
        let amount = try input.int64()
        try passText()
        try passText()
        return amount
    }

    /// Tax that prices contain is part of the lines.
    private mutating func addedTax() throws(MalformedBytes) -> Int64 {
        try passText()
        try passNumbers(3)
        let amount = try input.int64()
        return try input.bool() ? 0 : amount
    }

    private mutating func passUsage() throws(MalformedBytes) {
        try passText()
        try passNumbers(5)
    }

    private mutating func passProperty() throws(MalformedBytes) {
        try passText()
        try passText()
        try passNumbers(2)
    }
}
