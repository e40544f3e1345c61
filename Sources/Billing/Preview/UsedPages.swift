package import Measures

/// The segments of run pages, one after another, read past everything that was worked out.
package struct UsedPages {
    private var page = PageSkimmer()
    private var segment = UsedSegment()

    package init() {}

    /// Calls `body` with each segment of a page whose last day lies in `days`.
    package mutating func forEachSegment(
        of bytes: [UInt8], page number: Int, ending days: Period, _ body: (UsedSegment) -> Void
    ) throws(MalformedBytes) {
        segment.bill.page = number
        let format = try page.begin(bytes)
        for _ in 0..<(try page.input.count()) {
            try page.skipNumbers(1)
            segment.bill.accountID = try page.input.int64()
            segment.bill.premisesID = try page.input.int64()
            try page.skipText()
            let segments = try page.input.count()
            segment.bill.isAlone = segments == 1
            for _ in 0..<segments {
                try readSegment(format)
                let period = segment.period
                if !period.isEmpty, days.contains(period.last) { body(segment) }
            }
            try page.skipProof(format)
        }
    }

    private mutating func readSegment(_ format: RunPage.Format) throws(MalformedBytes) {
        segment.bill.supplyPointID = try page.input.int64()
        segment.bill.agreementID = try page.input.int64()
        segment.tariffVersionID = try page.input.int64()
        segment.period = try page.input.period()
        for _ in 0..<(try page.input.count()) { try page.skipReading() }
        try readUsages()
        try readProperties()
        for _ in 0..<(try page.input.count()) { try page.skipLine() }
        for _ in 0..<(try page.input.count()) { try page.skipTax() }
        segment.bill.net = try page.input.int64()
        segment.bill.tax = try page.input.int64()
        try readInTimes(format)
    }

    private mutating func readInTimes(_ format: RunPage.Format) throws(MalformedBytes) {
        segment.inTime.removeAll(keepingCapacity: true)
        guard format >= .three else { return }
        for _ in 0..<(try page.input.count()) {
            segment.inTime.append(
                BilledBlocks(
                    usage: try page.text(), limits: try quantities(), parts: try quantities()))
        }
    }

    private mutating func quantities() throws(MalformedBytes) -> [Quantity] {
        var all: [Quantity] = []
        for _ in 0..<(try page.input.count()) { all.append(try page.input.quantity()) }
        return all
    }

    private mutating func readUsages() throws(MalformedBytes) {
        segment.usages.removeAll(keepingCapacity: true)
        for _ in 0..<(try page.input.count()) {
            segment.usages.append(
                BilledUsage(
                    usage: try page.text(), period: try page.input.period(),
                    quantity: try page.input.exact(),
                    isEstimated: try page.input.bool()))
        }
    }

    private mutating func readProperties() throws(MalformedBytes) {
        segment.properties.removeAll(keepingCapacity: true)
        for _ in 0..<(try page.input.count()) {
            segment.properties.append(
                BilledProperty(
                    name: try page.text(), value: try page.text(), period: try page.input.period()))
        }
    }
}
