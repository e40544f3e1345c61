package import Measures

/// The figures of a page as canonical bytes: the same page gives the same.
extension PageFigures {
    private static let mark = "plumbline page figures 1"

    package var bytes: [UInt8] {
        var page = PageWriter()
        page.write(PageFigures.mark)
        page.out.write(runID)
        page.out.write(batch)
        page.write(totals)
        page.list(kinds.inOrder) { $0.write($1.key, $1.value) }
        return page.out.bytes
    }

    package init(bytes: [UInt8]) throws(MalformedBytes) {
        var page = PageReader(bytes)
        try page.expect(PageFigures.mark)
        self.init(runID: try page.input.int64(), batch: try page.input.int())
        totals = try page.totals()
        for _ in 0..<(try page.input.count()) { try page.kind(into: &kinds) }
        guard page.input.isAtEnd else { throw page.malformed }
    }
}

extension PageWriter {
    fileprivate mutating func write(_ totals: ControlTotals) {
        for kind in Outcome.Kind.allCases { out.write(totals.outcomes[kind] ?? 0) }
        for count in [
            totals.bills, totals.lines, totals.estimatedBills, totals.zeroBills,
            totals.creditBills,
        ] { out.write(count) }
        list(totals.amounts.sorted { $0.key < $1.key }) {
            $0.write($1.key)
            $0.out.write($1.value.net)
            $0.out.write($1.value.tax)
        }
        list(totals.findings.sorted { $0.key.rawValue < $1.key.rawValue }) {
            $0.write($1.key.rawValue)
            $0.out.write($1.value.count)
            $0.out.write($1.value.blocking)
            $0.list($1.value.money.sorted { $0.key < $1.key }) {
                $0.write($1.key)
                $0.out.write($1.value)
            }
        }
    }

    fileprivate mutating func write(_ kind: BillKinds.Kind, _ alike: BillKinds.Alike) {
        out.write(alike.first)
        out.write(alike.count)
        write(kind.place.scheme)
        write(kind.place.jurisdiction)
        write(kind.place.customerClass)
        out.write(kind.shape.isFinal)
        out.write(kind.shape.sign)
        list(kind.shape.parts) {
            $0.out.write($1.tariffVersionID)
            $0.out.write(unsigned: UInt64($1.marks.rawValue))
            $0.list($1.readTypes) { $0.write($1) }
            $0.list($1.properties) { $0.write($1) }
        }
    }
}

extension PageReader {
    fileprivate mutating func totals() throws(MalformedBytes) -> ControlTotals {
        var totals = ControlTotals()
        for kind in Outcome.Kind.allCases {
            let count = try input.int()
            if count > 0 { totals.outcomes[kind] = count }
        }
        totals.bills = try input.int()
        totals.lines = try input.int()
        totals.estimatedBills = try input.int()
        totals.zeroBills = try input.int()
        totals.creditBills = try input.int()
        for _ in 0..<(try input.count()) {
            let currency = try text()
            totals.amounts[currency] = try amounts()
        }
        for _ in 0..<(try input.count()) {
            let code = Finding.Code(try text())
            totals.findings[code] = try findings()
        }
        return totals
    }

    private mutating func amounts() throws(MalformedBytes) -> ControlTotals.Amounts {
        var amounts = ControlTotals.Amounts()
        amounts.net = try input.int64()
        amounts.tax = try input.int64()
        return amounts
    }

    private mutating func findings() throws(MalformedBytes) -> ControlTotals.FindingTotal {
        var total = ControlTotals.FindingTotal()
        total.count = try input.int()
        total.blocking = try input.int()
        for _ in 0..<(try input.count()) {
            let currency = try text()
            total.money[currency] = try input.int64()
        }
        return total
    }

    fileprivate mutating func kind(into kinds: inout BillKinds) throws(MalformedBytes) {
        let (first, count) = (try input.int64(), try input.int())
        let place = BillPlace(
            scheme: try text(), jurisdiction: try text(), customerClass: try text())
        let (isFinal, sign) = (try input.bool(), try input.int64())
        let parts = try list { p throws(MalformedBytes) in try p.part() }
        let shape = BillShape(parts: parts, isFinal: isFinal, sign: sign)
        kinds.add(BillKinds.Kind(place: place, shape: shape), first, count: count)
    }

    private mutating func part() throws(MalformedBytes) -> BillShape.Part {
        let tariff = try input.int64()
        guard let marks = UInt16(exactly: try input.unsigned()) else { throw malformed }
        return BillShape.Part(
            tariffVersionID: tariff, marks: BillShape.Marks(rawValue: marks),
            readTypes: try list { p throws(MalformedBytes) in try p.text() },
            properties: try list { p throws(MalformedBytes) in try p.text() })
    }
}
