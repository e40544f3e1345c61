import Measures
import Supply

/// Days of an agreement that no bill charges yet.
struct UnbilledPeriod {
    /// Its place among the point's agreements.
    let agreement: Int
    /// From the first unbilled day to the agreement's end or the run's last day.
    let period: Period
    /// The agreement has ended: this is its final bill.
    let isFinal: Bool

    /// `cycleEnd` is the last end of the point's cycle that the run reaches.
    func isDue(cycleEnd: Day) -> Bool { isFinal || cycleEnd >= period.start }
}

extension PointFacts {
    var id: Int64 { supplyPoint.id }

    /// The place of the agreement that a segment of the point charges.
    func agreement(of segment: BilledSegment) -> Int {
        let index = agreements.firstIndex { $0.id == segment.agreementID }
        precondition(index != nil, "a segment charges an agreement of its point")
        return index ?? agreements.startIndex
    }

    func unbilledPeriods(through: Day) -> [UnbilledPeriod] {
        agreements.indices.compactMap { index in
            owed(of: agreements[index], through: through).map {
                UnbilledPeriod(
                    agreement: index, period: $0,
                    isFinal: agreements[index].period.end <= through + 1)
            }
        }
    }

    /// Days of an agreement that no bill charges yet, or nil.
    func owed(of agreement: Agreement, through: Day) -> Period? {
        guard agreement.kind == .occupied else { return nil }
        let from = max(agreement.period.start, lastBill.map { $0.through + 1 } ?? .distantPast)
        let end = min(agreement.period.end, through + 1)
        return from < end ? Period(from: from, upTo: end) : nil
    }
}

extension Day {
    static let distantPast = Day(number: Int32.min / 2)
}
