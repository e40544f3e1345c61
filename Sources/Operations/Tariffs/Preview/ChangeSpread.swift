package import Billing
import Measures

/// How changes are spread over agreements.
package struct ChangeSpread: Sendable {
    /// Agreements whose change lies between two bounds; the nearer to nothing is not included.
    package struct Band: Sendable, Hashable {
        /// Minor units or per cent; nil for no bound.
        package let above: Int64?
        package let upTo: Int64?
        /// Below nothing, the band is that of those who would pay less.
        package let isFall: Bool
        package fileprivate(set) var agreements = 0
        /// Sum of the changes, in minor units.
        package fileprivate(set) var change: Int64 = 0
    }

    package private(set) var raised = 0
    package private(set) var lowered = 0
    package private(set) var unchanged = 0
    /// From the largest fall to the largest rise; those without change are in none.
    package private(set) var byMoney: [Band]
    /// Per cent of what they would pay under the present books; who pays nothing there is left
    /// out.
    package private(set) var byPercent: [Band]
    /// The least, the middle and the largest change of an agreement by its days, scaled to a
    /// year of 365 days, in minor units.
    package private(set) var yearly: (minimum: Int64, median: Int64, maximum: Int64)?

    private static let money: [Int64] = [1_00, 10_00, 50_00, 100_00, 500_00]
    private static let percent: [Int64] = [1, 2, 5, 10, 20, 50]

    package init(_ agreements: [AgreementSum]) {
        byMoney = ChangeSpread.bands(ChangeSpread.money)
        byPercent = ChangeSpread.bands(ChangeSpread.percent)
        var years: [Int64] = []
        for sum in agreements {
            add(sum)
            if let year = sum.yearlyChange { years.append(year) }
        }
        years.sort()
        if let minimum = years.first, let maximum = years.last {
            yearly = (minimum, years[(years.count - 1) / 2], maximum)
        }
    }

    private mutating func add(_ sum: AgreementSum) {
        guard sum.change != 0 else {
            unchanged += 1
            return
        }
        if sum.change > 0 { raised += 1 } else { lowered += 1 }
        let size = Int128(sum.change.magnitude)
        byMoney.add(sum.change) { size > Int128($0) }
        guard sum.before != 0 else { return }
        let base = Int128(sum.before.magnitude)
        byPercent.add(sum.change) { size * 100 > Int128($0) * base }
    }

    private static func bands(_ bounds: [Int64]) -> [Band] {
        let rises = zip([0] + bounds, bounds.map { $0 } + [nil]).map {
            Band(above: $0, upTo: $1, isFall: false)
        }
        let falls = rises.reversed().map { Band(above: $0.above, upTo: $0.upTo, isFall: true) }
        return falls + rises
    }
}

extension [ChangeSpread.Band] {
    /// Adds a change to the band above whose bound it lies, and no further one.
    fileprivate mutating func add(_ change: Int64, isAbove: (Int64) -> Bool) {
        let index = indices.last { index in
            let band = self[index]
            return band.isFall == (change < 0) && isAbove(band.above ?? 0)
                && band.upTo.map { !isAbove($0) } ?? true
        }
        guard let index else { return }
        self[index].agreements += 1
        self[index].change += change
    }
}

extension AgreementSum {
    /// The change of a year at the agreement's own pace; nil without days.
    package var yearlyChange: Int64? {
        guard days > 0 else { return nil }
        return try? Exact(Int128(change) * 365, over: Int128(days)).scaled(by: 1, .halfUp)
    }
}
