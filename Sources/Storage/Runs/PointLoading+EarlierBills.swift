import Billing
import Measures

extension PointLoad {
    /// Released segments of the points whose tariff asks for earlier bills, as their pages have
    /// them: what a bill was rated with is in no row.
    mutating func billedBefore() throws {
        guard let reachBack = scope.reachBack else { return }
        let asking = Set(facts.filter { $0.asks(for: reachBack) }.map(\.supplyPoint.id))
        guard !asking.isEmpty else { return }
        var (page, bills) = (Int64(0)...0, ArraySlice<Bill>())
        for id in try earlierBills(reachBack) {
            if !page.contains(id) {
                page = BillID.all(run: BillID.run(of: id), batch: BillID.batch(of: id))
                bills = try books.runPage(ofBill: id)?.bills[...] ?? []
            }
            bills = bills.drop { $0.id < id }
            guard let bill = bills.first, bill.id == id else {
                throw BrokenRow(what: "bill \(id)")
            }
            for segment in bill.segments where asking.contains(segment.supplyPointID) {
                facts[try point(segment.supplyPointID)].billedBefore.append(
                    BilledBefore(accountID: bill.accountID, segment: segment))
            }
        }
    }

    /// Ids of released bills of the batch, in their order, as far back as is asked.
    private func earlierBills(_ reachBack: ReachBack) throws -> [Int64] {
        let since = reachBack.months.map { owedFrom.adding(months: -$0) } ?? .firstDay
        let rows = try rows(
            """
            SELECT DISTINCT fact.bill_id
            FROM point JOIN segment AS fact ON fact.supply_point_id = point.id
            JOIN issued_bill ON issued_bill.bill_id = fact.bill_id
            WHERE fact.bill_id < :limit AND fact.to_day > '\(since)'
            ORDER BY fact.bill_id
            """)
        var ids: [Int64] = []
        while let row = try rows.next() { ids.append(row[0]) }
        return ids
    }
}

extension PointFacts {
    fileprivate func asks(for reachBack: ReachBack) -> Bool {
        agreements.contains { reachBack.tariffs.contains($0.tariff) }
    }
}
