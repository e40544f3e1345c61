import Billing
import DemoTown
import Foundation
import GRDB
import Measures
import Operations
import Storage
import Supply
import Testing

/// Nothing falls between: on every month end of two years (design: total states).
@Suite("Completeness")
struct CompletenessTests {
    @Test("the tracker's sum is the number of supply points on 24 month ends")
    func tracker() async throws {
        let years = try await TwoYears.shared.value
        let installation = try years.open()
        let queue = try TwoYears.reading(installation.file)
        #expect(years.town.months.count == 24)
        for month in 0..<years.town.months.count {
            // The last day itself, and three days later, when the month was billed.
            for day in [years.town.months.lastDay(month), years.town.months.lastDay(month) + 3] {
                let tracker = try installation.read { try Tracker($0, on: day, grace: 10) }
                let points = try await queue.read { try Self.supplyPoints(on: day, $0) }
                let sum = tracker.totals.reduce(0) { $0 + $1.count }
                #expect(sum == points && points >= 120, "\(day)")
                #expect(Set(tracker.points.map(\.point.id)).count == points, "\(day)")
            }
        }
        try queue.close()
        try installation.close()
    }

    @Test("each run has one outcome for each supply point, and bills what it says")
    func outcomes() async throws {
        let years = try await TwoYears.shared.value
        let queue = try TwoYears.reading(Installation.file(in: years.folder))
        let rows = try queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT run.id, run.supply_points,
                      (SELECT COUNT(DISTINCT supply_point_id) FROM outcome
                       WHERE run_id = run.id) AS points,
                      (SELECT COUNT(*) FROM outcome WHERE run_id = run.id) AS outcomes,
                      (SELECT COUNT(*) FROM outcome
                       WHERE run_id = run.id AND kind = 'billed') AS billed,
                      (SELECT COUNT(DISTINCT supply_point_id) FROM segment
                       JOIN bill ON bill.id = segment.bill_id
                       WHERE bill.run_id = run.id) AS on_bills
                    FROM bill_run AS run ORDER BY run.id
                    """)
        }
        #expect(rows.count == 24)
        for row in rows {
            let run: Int64 = row["id"]
            #expect(row["supply_points"] as Int == row["outcomes"], "run \(run)")
            #expect(row["points"] as Int == row["outcomes"], "run \(run)")
            #expect(row["billed"] as Int == row["on_bills"], "run \(run)")
        }
        try queue.close()
    }

    @Test("what the tracker calls billed is on released bills up to that day")
    func billed() async throws {
        let years = try await TwoYears.shared.value
        let installation = try years.open()
        let queue = try TwoYears.reading(installation.file)
        for month in stride(from: 1, to: years.town.months.count, by: 4) {
            let day = years.town.months.lastDay(month) + 3
            let tracker = try installation.read { try Tracker($0, on: day, grace: 10) }
            let ends = try await queue.read { try Self.billedThrough(day, $0) }
            for (point, state) in tracker.points {
                guard case .billed(let through) = state, let end = ends[point.id] else { continue }
                // A new customer owes nothing yet: billed to the day before supply began.
                if point.facts.agreements.contains(where: { $0.period.start == through + 1 }) {
                    continue
                }
                #expect(through <= end, "\(point.code) on \(day)")
            }
        }
        try queue.close()
        try installation.close()
    }

    /// Counted in SQL: the points known with the last event of the day.
    private static func supplyPoints(on day: Day, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT COUNT(DISTINCT id) FROM supply_point
                WHERE known_from <= (SELECT MAX(id) FROM event WHERE business_day <= ?)
                """, arguments: [day.description]) ?? 0
    }

    private static func billedThrough(_ day: Day, _ db: Database) throws -> [Int64: Day] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT segment.supply_point_id, MAX(segment.to_day) FROM segment
                JOIN issued_bill ON issued_bill.bill_id = segment.bill_id
                WHERE issued_bill.issued_on <= ? GROUP BY segment.supply_point_id
                """, arguments: [day.description])
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0[0], Day($0[1] as String)! - 1) })
    }
}
