extension BillComparison {
    /// Compares two bills; refused where they are not of one account, premises and currency.
    package init(from last: ComparedBill, to this: ComparedBill) throws(NotCompared) {
        let (old, new) = (last.bill, this.bill)
        guard old.accountID == new.accountID else { throw .otherAccount }
        guard old.premisesID == new.premisesID else { throw .otherPremises }
        guard old.currency == new.currency else { throw .otherCurrency(old.currency) }
        let pairs = SegmentPairs(last.segments, this.segments)
        guard !pairs.both.isEmpty else { throw .otherServices }
        var moves = pairs.both.flatMap { SegmentMoves(from: $0, to: $1).all }
        moves += pairs.went.map { Move($0, .went(Part($0, other: last, this))) }
        moves += pairs.came.map { Move($0, .came(Part($0, other: this, last))) }
        let (taxThen, taxNow) = (old.tax.minorUnits, new.tax.minorUnits)
        moves.append(
            Move(
                supplyPointID: nil, cause: .tax(last: taxThen, this: taxNow),
                money: taxNow - taxThen))
        self.init(last: old, this: new, moves: moves.filter { $0.money != 0 }.inOrder)
    }
}

extension [BillComparison.Move] {
    /// By step; within a step as on the bill.
    fileprivate var inOrder: [BillComparison.Move] {
        BillComparison.Step.allCases.flatMap { step in filter { $0.cause.step == step } }
    }
}

extension BillComparison.Move {
    /// A whole segment that came or went, without its tax.
    fileprivate init(_ segment: ComparedSegment, _ cause: BillComparison.Cause) {
        let net = segment.segment.net
        if case .went = cause {
            self.init(supplyPointID: segment.point, cause: cause, money: -net)
        } else {
            self.init(supplyPointID: segment.point, cause: cause, money: net)
        }
    }
}

extension BillComparison.Part {
    /// A segment of the bill `own` that has no partner on the bill `other`.
    fileprivate init(_ segment: ComparedSegment, other own: ComparedBill, _ other: ComparedBill) {
        let there = other.segments.filter { $0.point == segment.point }
        self.init(
            tariff: segment.tariffName, period: segment.segment.period,
            isKnownPoint: !there.isEmpty,
            isKnownTariff: there.contains { $0.tariffCode == segment.tariffCode })
    }
}

/// Segments of two bills that belong together: of one supply point, those of one agreement
/// first, then in order of time.
private struct SegmentPairs {
    private(set) var both: [(ComparedSegment, ComparedSegment)] = []
    private(set) var went: [ComparedSegment]
    private(set) var came: [ComparedSegment]

    init(_ last: [ComparedSegment], _ this: [ComparedSegment]) {
        (went, came) = (last, this)
        pair { $0.point == $1.point && $0.segment.agreementID == $1.segment.agreementID }
        pair { $0.point == $1.point }
    }

    private mutating func pair(where belong: (ComparedSegment, ComparedSegment) -> Bool) {
        for segment in went {
            guard let there = came.firstIndex(where: { belong(segment, $0) }) else { continue }
            both.append((segment, came.remove(at: there)))
            went.removeAll { $0.segment == segment.segment }
        }
    }
}
