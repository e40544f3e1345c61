package import Measures

/// What a preview has found so far. Tallies of parts of the base add up in any order.
package struct PreviewTally: Sendable {
    /// Bills of one tariff that end in one month.
    package struct Slice: Sendable, Hashable {
        package let tariff: Int
        package let month: Day
    }

    package struct Left: Sendable, Hashable {
        package var bills = 0
        /// The least number among them, to look at.
        package var agreementID: Int64
    }

    package private(set) var slices: [Slice: BillSums] = [:]
    package private(set) var agreements = AgreementSums()
    /// Bills that are not in `agreements` yet: a part of the base leaves that to the whole.
    private var bills: [AgreementSum] = []
    package private(set) var refusals: [RefusalKind: Left] = [:]
    /// Bills on tariffs that are not replaced.
    package var onOtherTariffs = 0
    /// Bills that begin before the new book has a price.
    package var beforeFirstDay = 0
    /// Bills whose readings or intervals were read again.
    package var readAgain = 0

    package init() {}

    /// The bills in the replaced tariffs that could be priced.
    package var all: BillSums { slices.values.reduce(into: BillSums()) { $0 += $1 } }

    /// Adds bills of one tariff and period, under the present book and the new one.
    package mutating func add(
        _ bills: [UsedBill], tariff: Int, over period: Period, before: RatedRows,
        after: RatedRows
    ) {
        let slice = Slice(tariff: tariff, month: Period.month(of: period.last).start)
        var sums = slices[slice] ?? BillSums()
        for (row, bill) in bills.enumerated() {
            if let refused = after.refused[row] {
                cancellation(bill, tariff: tariff, .after, because: refused)
            } else if let refused = before.refused[row] {
                cancellation(bill, tariff: tariff, .before, because: refused)
            } else {
                sums.add(before: before, after: after, at: row)
                self.bills.append(
                    AgreementSum(
                        bill, tariff: tariff, days: period.days, before: before.total(row),
                        after: after.total(row)))
            }
        }
        if sums.bills > 0 { slices[slice] = sums }
    }

    private mutating func cancellation(
        _ bill: UsedBill, tariff: Int, _ side: RefusalKind.Side, because refused: RebillRefused
    ) {
        let kind = RefusalKind(tariff: tariff, side: side, reason: RefusalReason(refused))
        var left = refusals[kind] ?? Left(agreementID: bill.agreementID)
        left.bills += 1
        left.agreementID = min(left.agreementID, bill.agreementID)
        refusals[kind] = left
    }

    package mutating func add(_ other: PreviewTally) {
        for (slice, sums) in other.slices { slices[slice, default: BillSums()] += sums }
        for sum in other.bills { agreements.add(sum) }
        for (kind, left) in other.refusals {
            var sum = refusals[kind] ?? Left(agreementID: left.agreementID)
            sum.bills += left.bills
            sum.agreementID = min(sum.agreementID, left.agreementID)
            refusals[kind] = sum
        }
        onOtherTariffs += other.onOtherTariffs
        beforeFirstDay += other.beforeFirstDay
        readAgain += other.readAgain
    }
}
