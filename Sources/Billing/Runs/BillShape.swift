/// What decides which things a bill shows: bills of one shape at one place show the same, so one
/// of them answers for all when a run is checked against the law (rules D3).
package struct BillShape: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        let tariffVersionID: Int64
        let marks: Marks
        /// Codes of the reading types, such as `ACT`; each once and in order, as the properties.
        let readTypes: [String]
        let properties: [String]

        /// The lists seldom tell apart what these do not.
        package func hash(into hasher: inout Hasher) {
            hasher.combine(tariffVersionID)
            hasher.combine(marks.rawValue)
        }
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

    init(parts: [Part], isFinal: Bool, sign: Int64) {
        (self.parts, self.isFinal, self.sign) = (parts, isFinal, sign)
    }
}

extension BillShape.Part {
    init(_ segment: BilledSegment) {
        tariffVersionID = segment.tariffVersionID
        var types: [String] = []
        for reading in segment.readings {
            if !types.contains(reading.openingType) { types.append(reading.openingType) }
            if !types.contains(reading.closingType) { types.append(reading.closingType) }
        }
        readTypes = types.sorted()
        let names = segment.properties.map(\.name)
        properties = names.count < 2 ? names : Set(names).sorted()
        marks = BillShape.Marks(segment)
    }
}

extension BillShape.Marks {
    init(_ segment: BilledSegment) {
        let lines = segment.lines.reduce(0) { $0 + $1.amount }
        let tax = segment.taxes.reduce(0) { $0 + ($1.isIncluded ? 0 : $1.amount) }
        var marks: BillShape.Marks = []
        func mark(_ mark: BillShape.Marks, _ isSet: Bool) { if isSet { marks.insert(mark) } }
        mark(.isEstimated, segment.isEstimated)
        mark(.opensEstimated, segment.readings.contains { $0.openingType == "EST" })
        mark(.closesEstimated, segment.readings.contains { $0.closingType == "EST" })
        mark(.hasReadings, !segment.readings.isEmpty)
        mark(.hasUsage, !segment.usages.isEmpty)
        mark(.hasTax, !segment.taxes.isEmpty)
        mark(.hasLines, !segment.lines.isEmpty)
        mark(.linesAddUp, lines == segment.net)
        mark(.taxAddsUp, tax == segment.tax)
        self = marks
    }
}
