package import Measures

/// A bill of one agreement: whose it is, and what it came to in minor units.
package struct UsedBill: Sendable, Hashable {
    package var agreementID: Int64 = 0
    package var accountID: Int64 = 0
    package var premisesID: Int64 = 0
    package var supplyPointID: Int64 = 0
    /// Place of its page among those that are read.
    package var page = 0
    /// Nothing else is on the same paper.
    package var isAlone = true
    package var net: Int64 = 0
    package var tax: Int64 = 0
}

/// What one segment of a page was made of: all that a tariff needs to price it again.
///
/// Readings, lines and taxes of the page are passed over.
package struct UsedSegment: Sendable, Hashable {
    package var bill = UsedBill()
    package var tariffVersionID: Int64 = 0
    package var period = Period(from: Day(number: 0), upTo: Day(number: 0))
    package var usages: [BilledUsage] = []
    package var properties: [BilledProperty] = []
    /// What usages had of blocks that intervals filled.
    package var inTime: [BilledBlocks] = []
}

/// The segments of run pages, one after another, read past everything that was worked out.
package struct UsedPages {
    var input = CanonicalReader([])
    private var texts: [String] = []
    private var segment = UsedSegment()

    package init() {}

    /// Calls `body` with each segment of a page whose last day lies in `days`.
    package mutating func forEachSegment(
        of bytes: [UInt8], page: Int, ending days: Period, _ body: (UsedSegment) -> Void
    ) throws(MalformedBytes) {
        segment.bill.page = page
        let format = try begin(bytes)
        for _ in 0..<(try input.count()) {
            try passNumbers(1)
            segment.bill.accountID = try input.int64()
            segment.bill.premisesID = try input.int64()
            try passText()
            let segments = try input.count()
            segment.bill.isAlone = segments == 1
            for _ in 0..<segments {
                try readSegment(format)
                let period = segment.period
                if !period.isEmpty, days.contains(period.last) { body(segment) }
            }
            try passProof(format)
        }
    }

    private mutating func readSegment(_ format: RunPage.Format) throws(MalformedBytes) {
        segment.bill.supplyPointID = try input.int64()
        segment.bill.agreementID = try input.int64()
        segment.tariffVersionID = try input.int64()
        segment.period = try input.period()
        for _ in 0..<(try input.count()) { try passReading() }
        try readUsages()
        try readProperties()
        for _ in 0..<(try input.count()) { try passLine() }
        for _ in 0..<(try input.count()) { try passTax() }
        segment.bill.net = try input.int64()
        segment.bill.tax = try input.int64()
        try readInTimes(format)
    }

    private mutating func readInTimes(_ format: RunPage.Format) throws(MalformedBytes) {
        segment.inTime.removeAll(keepingCapacity: true)
        guard format >= .three else { return }
        for _ in 0..<(try input.count()) {
            segment.inTime.append(
                BilledBlocks(usage: try text(), limits: try quantities(), parts: try quantities()))
        }
    }

    private mutating func quantities() throws(MalformedBytes) -> [Quantity] {
        var all: [Quantity] = []
        for _ in 0..<(try input.count()) { all.append(try input.quantity()) }
        return all
    }

    private mutating func readUsages() throws(MalformedBytes) {
        segment.usages.removeAll(keepingCapacity: true)
        for _ in 0..<(try input.count()) {
            segment.usages.append(
                BilledUsage(
                    usage: try text(), period: try input.period(), quantity: try input.exact(),
                    isEstimated: try input.bool()))
        }
    }

    private mutating func readProperties() throws(MalformedBytes) {
        segment.properties.removeAll(keepingCapacity: true)
        for _ in 0..<(try input.count()) {
            segment.properties.append(
                BilledProperty(
                    name: try text(), value: try text(), period: try input.period()))
        }
    }
}

// What a page says beside that, in the order in which `PageWriter` writes it.
extension UsedPages {
    /// Goes to the number of bills; tells how the page is written down.
    mutating func begin(_ bytes: [UInt8]) throws(MalformedBytes) -> RunPage.Format {
        input = CanonicalReader(bytes)
        texts.removeAll(keepingCapacity: true)
        let format = try format()
        try passNumbers(3)
        if format >= .two { for _ in 0..<(try input.count()) { try passRuleSet() } }
        for _ in 0..<(try input.count()) { try passOutcome() }
        return format
    }

    private mutating func format() throws(MalformedBytes) -> RunPage.Format {
        let mark = try text()
        guard let format = RunPage.Format.allCases.first(where: { $0.mark == mark }) else {
            throw MalformedBytes(offset: input.offset)
        }
        return format
    }

    mutating func passProof(_ format: RunPage.Format) throws(MalformedBytes) {
        if format >= .two, try input.unsigned() > 0 { _ = try input.digest() }
    }

    mutating func passInTimes(_ format: RunPage.Format) throws(MalformedBytes) {
        if format >= .three { for _ in 0..<(try input.count()) { try passInTime() } }
    }

    private mutating func passRuleSet() throws(MalformedBytes) {
        try passNumbers(1)
        for _ in 0..<(try input.count()) {
            try passText()
            try passNumbers(1)
            _ = try input.digest()
        }
        _ = try input.digest()
    }

    private mutating func passOutcome() throws(MalformedBytes) {
        try passNumbers(1)
        try passText()
        for _ in 0..<(try input.count()) {
            try passText()
            try passNumbers(1)
            try passText()
            for _ in 0..<(try input.count()) { try passFigure() }
            try passText()
            try passNumbers(1)
        }
    }

    private mutating func passFigure() throws(MalformedBytes) {
        try passText()
        switch try input.unsigned() {
        case 0:
            try passNumbers(1)
            try passText()
        case 1:
            try passNumbers(2)
            try passText()
        case 2:
            try passText()
            try passNumbers(1)
        case 3, 5: try passNumbers(1)
        case 4: try passNumbers(2)
        case 6: try passText()
        default: throw MalformedBytes(offset: input.offset)
        }
    }

    mutating func passReading() throws(MalformedBytes) {
        try passNumbers(3)
        try passText()
        try passNumbers(2)
        try passText()
        try passNumbers(1)
    }

    private mutating func passLine() throws(MalformedBytes) {
        try passText()
        try passNumbers(4)
        try passText()
        try passNumbers(3)
        try passText()
        try passText()
    }

    private mutating func passInTime() throws(MalformedBytes) {
        try passText()
        for _ in 0..<2 { try passNumbers(try input.count()) }
    }

    private mutating func passTax() throws(MalformedBytes) {
        try passText()
        try passNumbers(5)
    }

    /// Whole numbers, days, quantities and marks are one each; a period and a fraction are two.
    mutating func passNumbers(_ count: Int) throws(MalformedBytes) {
        for _ in 0..<count { try input.pass() }
    }

    mutating func text() throws(MalformedBytes) -> String {
        let index = try input.unsigned()
        guard index > 0 else {
            texts.append(try input.text())
            return texts[texts.count - 1]
        }
        guard index <= UInt64(texts.count) else { throw MalformedBytes(offset: input.offset) }
        return texts[Int(index) - 1]
    }

    mutating func passText() throws(MalformedBytes) {
        if try input.unsigned() == 0 { texts.append(try input.text()) }
    }
}
