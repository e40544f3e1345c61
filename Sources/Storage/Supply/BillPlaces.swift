package import Billing
import Measures

extension SupplyStore {
    /// Names and addresses for the bills of a batch, as known at an event.
    package func billPlaces(
        ofPremises premises: ClosedRange<Int64>, _ known: Knowledge
    ) throws -> BillPlaces {
        var batch = BillPlaces()
        batch.places = try places(ofPremises: premises, known)
        batch.ended = try endedAgreements(ofPremises: premises, known)
        return batch
    }

    private func places(
        ofPremises premises: ClosedRange<Int64>, _ known: Knowledge
    ) throws -> [Int64: BillPlace] {
        let asked = "AND premises.id BETWEEN ? AND ?"
        let ends = [premises.lowerBound.databaseValue, premises.upperBound.databaseValue]
        let rows = try FactTable.premises.rows(known, asked, with: ends, in: db)
        var places: [Int64: BillPlace] = [:]
        while let row = try rows.next() {
            places[row[0]] = BillPlace(
                scheme: row[2], jurisdiction: row[5], customerClass: row[7])
        }
        return places
    }

    /// The first day after supply of each agreement of a batch that has ended.
    ///
    /// The range of ids keeps the engine from scanning all agreements; `+ 0` keeps SQLite from
    /// using the index for the minimum first.
    private func endedAgreements(
        ofPremises premises: ClosedRange<Int64>, _ known: Knowledge
    ) throws -> [Int64: Day] {
        let own = "FROM supply_point WHERE premises_id BETWEEN :first AND :last"
        let rows = try db.rows(
            """
            SELECT agreement.id, agreement.to_day
            FROM supply_point
            JOIN agreement ON agreement.supply_point_id = supply_point.id
              AND agreement.known_from <= :event AND agreement.known_to > :event
            WHERE supply_point.premises_id BETWEEN :first AND :last
              AND supply_point.known_from <= :event AND supply_point.known_to > :event
              AND agreement.to_day < :open
              AND agreement.supply_point_id BETWEEN (SELECT MIN(id + 0) \(own))
                AND (SELECT MAX(id + 0) \(own))
            """,
            [
                "first": premises.lowerBound, "last": premises.upperBound, "event": known.event,
                "open": "\(Day.openEnd)",
            ])
        var ended: [Int64: Day] = [:]
        while let row = try rows.next() { ended[row[0]] = try row.day(1) }
        return ended
    }
}
