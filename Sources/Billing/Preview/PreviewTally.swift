package import Measures
import Tariffs

/// Bills before and after, in minor units. Sums of whole numbers: their order does not matter.
package struct BillSums: Sendable, Hashable {
    package private(set) var bills = 0
    package private(set) var raised = 0
    package private(set) var lowered = 0
    package private(set) var netBefore: Int64 = 0
    package private(set) var taxBefore: Int64 = 0
    package private(set) var netAfter: Int64 = 0
    package private(set) var taxAfter: Int64 = 0

    package init() {}

    package var before: Int64 { netBefore + taxBefore }
    package var after: Int64 { netAfter + taxAfter }
    package var changed: Int { raised + lowered }

    package mutating func add(_ before: RatedRows, _ after: RatedRows, _ row: Int) {
        bills += 1
        netBefore += before.nets[row]
        taxBefore += before.taxes[row]
        netAfter += after.nets[row]
        taxAfter += after.taxes[row]
        let change = after.total(row) - before.total(row)
        if change > 0 { raised += 1 }
        if change < 0 { lowered += 1 }
    }

    package static func += (a: inout BillSums, b: BillSums) {
        a.bills += b.bills
        a.raised += b.raised
        a.lowered += b.lowered
        a.netBefore += b.netBefore
        a.taxBefore += b.taxBefore
        a.netAfter += b.netAfter
        a.taxAfter += b.taxAfter
    }
}

extension RatedRows {
    package func total(_ row: Int) -> Int64 { nets[row] + taxes[row] }
}

/// What all bills of one agreement come to, in minor units.
package struct AgreementSum: Sendable, Hashable {
    package var agreementID: Int64
    package var accountID: Int64
    package var supplyPointID: Int64
    /// Place of the tariff among those replaced.
    package var tariff: Int
    package var bills = 0
    package var days = 0
    package var before: Int64 = 0
    package var after: Int64 = 0

    package var change: Int64 { after - before }
}

/// Why bills are left out, and how many.
package struct RefusalKind: Sendable, Hashable {
    package enum Side: Int, Sendable, Hashable { case before, after }

    package let tariff: Int
    package let side: Side
    package let reason: RefusalReason
}

/// A refusal without the days on which it happens to fall.
package enum RefusalReason: Sendable, Hashable {
    case notPriced(usage: String)
    case property(name: String, value: String)
    case missingUsage(String)
    case missingInput(String)
    case missingPrice(String)
    case seriesDiffer(String)
    case seriesAcrossPriceChange(String)
    case missingIntervals(String)
    case severalMonths
    case outOfRange(String)
    case emptyPeriod
    case notReadAgain
    case sharesBill

    package init(_ refused: RebillRefused) {
        switch refused {
        case .notReadAgain: self = .notReadAgain
        case .sharesBill: self = .sharesBill
        case .segment(.notPriced(let usage, _)): self = .notPriced(usage: usage)
        case .segment(.property(let found)): self = .property(name: found.name, value: found.value)
        case .segment(.rating(let refused)): self.init(refused)
        case .segment(.price(let missing)): self = .missingPrice(missing.series)
        }
    }

    private init(_ refused: RatingRefused) {
        switch refused {
        case .emptyPeriod: self = .emptyPeriod
        case .missingUsage(let name): self = .missingUsage(name)
        case .missingInput(let name): self = .missingInput(name)
        case .missingPrice(let name, _): self = .missingPrice(name)
        case .seriesDiffer(let name, _, _): self = .seriesDiffer(name)
        case .seriesAcrossPriceChange(let name, _): self = .seriesAcrossPriceChange(name)
        case .missingIntervals(let name): self = .missingIntervals(name)
        case .severalMonths: self = .severalMonths
        case .outOfRange(let name): self = .outOfRange(name)
        }
    }
}

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
        _ bills: [UsedBill], tariff: Int, _ period: Period, _ before: RatedRows,
        _ after: RatedRows
    ) {
        let slice = Slice(tariff: tariff, month: Period.month(of: period.last).start)
        var sums = slices[slice] ?? BillSums()
        for (row, bill) in bills.enumerated() {
            if let refused = after.refused[row] {
                cancellation(bill, tariff, .after, refused)
            } else if let refused = before.refused[row] {
                cancellation(bill, tariff, .before, refused)
            } else {
                sums.add(before, after, row)
                self.bills.append(
                    AgreementSum(
                        bill, tariff: tariff, days: period.days, before: before.total(row),
                        after: after.total(row)))
            }
        }
        if sums.bills > 0 { slices[slice] = sums }
    }

    private mutating func cancellation(
        _ bill: UsedBill, _ tariff: Int, _ side: RefusalKind.Side, _ refused: RebillRefused
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

/// Sums of agreements at the places of their numbers, which the books give in order.
package struct AgreementSums: Sendable {
    private var places: [Int32] = []
    /// In the order of first sight.
    package private(set) var all: [AgreementSum] = []

    mutating func add(_ sum: AgreementSum) {
        let number = Int(sum.agreementID)
        if number >= places.count {
            places += Array(repeating: -1, count: max(number + 1, places.count * 2) - places.count)
        }
        if places[number] >= 0 {
            all[Int(places[number])].add(sum)
        } else {
            places[number] = Int32(all.count)
            all.append(sum)
        }
    }
}

extension AgreementSum {
    fileprivate init(_ bill: UsedBill, tariff: Int, days: Int, before: Int64, after: Int64) {
        (agreementID, accountID) = (bill.agreementID, bill.accountID)
        (supplyPointID, self.tariff) = (bill.supplyPointID, tariff)
        (bills, self.days, self.before, self.after) = (1, days, before, after)
    }

    fileprivate mutating func add(_ other: AgreementSum) {
        bills += other.bills
        days += other.days
        before += other.before
        after += other.after
        tariff = max(tariff, other.tariff)
    }
}
