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
    init(_ bill: UsedBill, tariff: Int, days: Int, before: Int64, after: Int64) {
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
