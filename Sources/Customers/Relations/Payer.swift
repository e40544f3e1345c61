package import Measures

/// Somebody else who pays an account, whole or a share of it. Who is liable stays liable.
package struct Payer: DatedRecord {
    package var id: Int64
    package let owner: Int64
    package let party: Int64
    /// Percent of each bill.
    package let share: Exact
    package var period: Period
    package let evidence: String

    package init(
        id: Int64, account owner: Int64, party: Int64, share: Exact, period: Period,
        evidence: String
    ) {
        (self.id, self.owner, self.party, self.share) = (id, owner, party, share)
        (self.period, self.evidence) = (period, evidence)
    }

    package func excludes(_ other: Payer) -> Bool { party == other.party }

    package func refusal(beside others: [Payer]) -> RecordRefused? {
        let whole = Exact(100)
        if share.isNegative || share == .zero || share > whole { return .noShare(share) }
        if evidence.isEmpty { return .needsEvidence }
        if let clash = clash(others) { return clash }
        let sum = largestSum(beside: others)
        return sum > whole ? .sharesTooLarge(share: share, sum: sum) : nil
    }

    /// The sum of shares is largest on a day on which one of them starts.
    private func largestSum(beside others: [Payer]) -> Exact {
        let others = others.filter { $0.id != id && $0.period.shared(with: period) != nil }
        let starts = others.map { max($0.period.start, period.start) } + [period.start]
        let sums = starts.map { day in
            others.filter { $0.holds(on: day) }.reduce(share) { $0 + $1.share }
        }
        return sums.max() ?? share
    }
}
