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

    package mutating func add(before: RatedRows, after: RatedRows, at row: Int) {
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
