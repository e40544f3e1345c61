import Measures

/// What decides which things a bill shows: bills of one shape at one place show the same, so one
/// of them answers for all when a run is checked against the law (rules D3).
package struct BillShape: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        let tariffVersionID: Int64
        let marks: Marks
        /// Codes of the reading types, such as `ACT`.
        let readTypes: Set<String>
        let properties: Set<String>
    }

    struct Marks: OptionSet, Hashable, Sendable {
        let rawValue: UInt16
        static let isEstimated = Marks(rawValue: 1)
        static let opensEstimated = Marks(rawValue: 2)
        static let closesEstimated = Marks(rawValue: 4)
        static let hasReadings = Marks(rawValue: 8)
        static let hasUsage = Marks(rawValue: 16)
        static let hasTax = Marks(rawValue: 32)
        static let hasLines = Marks(rawValue: 64)
        static let linesAddUp = Marks(rawValue: 128)
        static let taxAddsUp = Marks(rawValue: 256)
    }

    package let parts: [Part]
    package let isFinal: Bool
    package let sign: Int64

    /// `isFinal`: the bill ends the supply to the customer.
    package init(_ bill: Bill, isFinal: Bool) {
        parts = bill.segments.map(Part.init)
        self.isFinal = isFinal
        sign = bill.total.minorUnits.signum()
    }
}

extension BillShape.Part {
    init(_ segment: Segment) {
        tariffVersionID = segment.tariffVersionID
        readTypes = Set(segment.readings.flatMap { [$0.openingType, $0.closingType] })
        properties = Set(segment.properties.map(\.name))
        marks = BillShape.Marks(segment)
    }
}

extension BillShape.Marks {
    init(_ segment: Segment) {
        let lines = segment.lines.reduce(0) { $0 + $1.amount }
        let tax = segment.taxes.reduce(0) { $0 + ($1.isIncluded ? 0 : $1.amount) }
        let marks: [(BillShape.Marks, Bool)] = [
            (.isEstimated, segment.isEstimated),
            (.opensEstimated, segment.readings.contains { $0.openingType == "EST" }),
            (.closesEstimated, segment.readings.contains { $0.closingType == "EST" }),
            (.hasReadings, !segment.readings.isEmpty), (.hasUsage, !segment.usages.isEmpty),
            (.hasTax, !segment.taxes.isEmpty), (.hasLines, !segment.lines.isEmpty),
            (.linesAddUp, lines == segment.net), (.taxAddsUp, tax == segment.tax),
        ]
        self = marks.reduce(into: []) { if $1.1 { $0.formUnion($1.0) } }
    }
}
