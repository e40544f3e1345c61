package import Measures

/// Whose rules hold for the bills of a premises.
package struct BillPlace: Sendable, Hashable {
    package let scheme: String
    /// Blank for the scheme's.
    package let jurisdiction: String
    /// Customer class of the price list; blank where none is known.
    package let customerClass: String

    package init(scheme: String, jurisdiction: String, customerClass: String) {
        self.scheme = scheme
        self.jurisdiction = jurisdiction
        self.customerClass = customerClass
    }
}

/// What a batch knows beside its bills that decides what the law makes them show.
package struct BillPlaces: Sendable {
    /// By premises.
    package var places: [Int64: BillPlace] = [:]
    /// The first day after supply, by agreement, of those that have ended.
    package var ended: [Int64: Day] = [:]

    package init() {}

    /// Takes the agreements of a point that have ended.
    package mutating func add(_ point: PointFacts) {
        for agreement in point.agreements where agreement.period.end < .openEnd {
            ended[agreement.id] = agreement.period.end
        }
    }

    /// Whether a bill ends all of its agreements.
    func isFinal(_ bill: Bill) -> Bool {
        bill.segments.allSatisfy { ended[$0.agreementID] == $0.period.end }
    }
}
