import Billing
import Measures

// Earlier bills and decisions. No query is made for a batch without any.
extension PointLoad {
    /// Whether any bill was released before this run.
    func isAnyBilled() throws -> Bool {
        var rows = try columns("SELECT 1 FROM issued_bill WHERE bill_id < :limit LIMIT 1")
        return try rows.next()
    }

    mutating func lastBills() throws {
        guard try isAnyBilled() else { return }
        var rows = try columns(
            """
            SELECT fact.supply_point_id, fact.from_day, fact.to_day, fact.total
            FROM {points} AS point CROSS JOIN segment AS fact
            JOIN issued_bill ON issued_bill.bill_id = fact.bill_id
            WHERE fact.supply_point_id = point.id AND fact.bill_id < :limit AND fact.to_day = (
              SELECT last.to_day FROM segment AS last
              WHERE last.supply_point_id = point.id AND last.bill_id < :limit AND EXISTS (
                SELECT 1 FROM issued_bill WHERE issued_bill.bill_id = last.bill_id)
              ORDER BY last.to_day DESC LIMIT 1)
            """)
        while try rows.next() {
            let period = try texts.period(rows, from: 1, upTo: 2)
            facts[try point(rows.int(0))].lastBill = LastBill(
                through: period.last, days: period.days, total: rows.int(3))
        }
    }

    /// Acceptances since the last bill, as each is for certain days.
    mutating func acceptedFindings() throws {
        var decided = try columns(
            "SELECT 1 FROM finding_decision WHERE finding_id < :limit LIMIT 1")
        guard try decided.next() else { return }
        var rows = try columns(
            """
            SELECT finding.supply_point_id, finding.code
            FROM {points} AS point CROSS JOIN finding
            JOIN finding_decision AS decision ON decision.finding_id = finding.id
              AND decision.decision = 'accepted' AND decision.event_id <= :event
            WHERE finding.supply_point_id = point.id AND finding.id < :limit AND NOT EXISTS (
              SELECT 1 FROM segment
              JOIN issued_bill ON issued_bill.bill_id = segment.bill_id
              WHERE segment.supply_point_id = finding.supply_point_id
                AND segment.bill_id < :limit
                AND issued_bill.run_id > finding.run_id)
            """)
        while try rows.next() {
            facts[try point(rows.int(0))].accepted.append(Finding.Code(rows.text(1)))
        }
    }

    /// Released segments of supply points whose tariff uses earlier bills, from their pages, as
    /// rows do not hold how a bill was rated.
    mutating func billedBefore() throws {
        guard let reachBack = scope.reachBack, try isAnyBilled() else { return }
        let asking = Set(facts.filter { $0.asks(for: reachBack) }.map(\.supplyPoint.id))
        guard !asking.isEmpty else { return }
        var (page, bills) = (Int64(0)...0, ArraySlice<Bill>())
        for id in try earlierBills(reachBack) {
            if !page.contains(id) {
                page = BillID.all(run: BillID.run(of: id), batch: BillID.batch(of: id))
                bills = try books.bills.runPage(ofBill: id)?.bills[...] ?? []
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

    /// Ids of released bills of the batch, oldest first, as far back as needed.
    private func earlierBills(_ reachBack: ReachBack) throws -> [Int64] {
        let since = reachBack.months.map { owedFrom.adding(months: -$0) } ?? .firstDay
        var rows = try columns(
            """
            SELECT DISTINCT fact.bill_id
            FROM {points} AS point CROSS JOIN segment AS fact
            JOIN issued_bill ON issued_bill.bill_id = fact.bill_id
            WHERE fact.supply_point_id = point.id
              AND fact.bill_id < :limit AND fact.to_day > '\(since)'
            ORDER BY fact.bill_id
            """)
        var ids: [Int64] = []
        while try rows.next() { ids.append(rows.int(0)) }
        return ids
    }
}

extension PointFacts {
    fileprivate func asks(for reachBack: ReachBack) -> Bool {
        agreements.contains { reachBack.tariffs.contains($0.tariff) }
    }
}
