package import Billing
import Foundation
import Measures
import Metering
import Supply

extension Books {
    /// The facts of a batch, a few queries for all its points, in order of premises and point.
    package func pointFacts(_ scope: PointScope) throws -> [PointFacts] {
        var load = PointLoad(books: self, scope: scope)
        try load.points()
        try load.agreements()
        try load.lastBills()
        load.reachBack()
        try load.registers()
        try load.readings()
        try load.billedReadings()
        try load.intervals()
        try load.properties()
        try load.acceptedFindings()
        try load.billedBefore()
        return load.facts
    }
}

/// One load of a batch: rows find their point by number.
struct PointLoad {
    let books: Books
    let scope: PointScope
    var facts: [PointFacts] = []
    private var place: [Int64: Int] = [:]
    /// The first unbilled day of all points, or the run's last day.
    private(set) var owedFrom: Day
    private var registerPlace: [Int64: (point: Int, register: Int)] = [:]

    init(books: Books, scope: PointScope) {
        self.books = books
        self.scope = scope
        owedFrom = scope.through
    }

    /// Looks for the longest unbilled: its history lies further back than the others'.
    mutating func reachBack() {
        for point in facts {
            for agreement in point.agreements where agreement.kind == .occupied {
                let first = max(
                    agreement.period.start,
                    point.lastBill.map { $0.through + 1 } ?? agreement.period.start)
                if first < agreement.period.end { owedFrom = min(owedFrom, first) }
            }
        }
    }

    mutating func points() throws {
        let rows = try rows(
            """
            SELECT point.id, supply_point.code, supply_point.premises_id,
              supply_point.commodity, supply_point.cycle, premises.scheme
            FROM point
            JOIN supply_point ON supply_point.id = point.id
              AND supply_point.known_from <= :event AND supply_point.known_to > :event
            JOIN premises ON premises.id = supply_point.premises_id
              AND premises.known_from <= :event AND premises.known_to > :event
            ORDER BY supply_point.premises_id, point.id
            """)
        while let row = try rows.next() {
            guard let commodity = Commodity(rawValue: row[3]), let scheme = scope.schemes[row[5]]
            else { throw BrokenRow(what: "supply point \(row[1] as String)") }
            let cycle = (row[4] as String?).flatMap { Cycle(rawValue: $0) }
            let point = SupplyPoint(
                id: row[0], code: row[1], premisesID: row[2], commodity: commodity, cycle: cycle)
            place[point.id] = facts.count
            facts.append(PointFacts(supplyPoint: point, scheme: scheme))
        }
    }

    mutating func agreements() throws {
        let rows = try rows(
            """
            SELECT fact.id, fact.account_id, fact.supply_point_id, fact.tariff, fact.kind,
              fact.from_day, fact.to_day
            FROM point JOIN agreement AS fact ON fact.supply_point_id = point.id
            WHERE fact.known_from <= :event AND fact.known_to > :event
            ORDER BY fact.supply_point_id, fact.from_day
            """)
        while let row = try rows.next() {
            guard let kind = Agreement.Kind(rawValue: row[4]) else {
                throw BrokenRow(what: "agreement \(row[0] as Int64)")
            }
            let agreement = Agreement(
                id: row[0], accountID: row[1], supplyPointID: row[2], tariff: row[3], kind: kind,
                period: Period(from: try row.day(5), upTo: try row.day(6)))
            facts[try point(agreement.supplyPointID)].agreements.append(agreement)
        }
    }

    mutating func registers() throws {
        let rows = try rows(
            """
            SELECT fact.id, fact.supply_point_id, fact.meter_serial, fact.code, fact.usage,
              fact.unit, fact.kind, fact.interval_minutes, fact.dials, fact.decimals,
              fact.multiplier, fact.installed_on, fact.removed_on, fact.suffix
            FROM point JOIN register AS fact ON fact.supply_point_id = point.id
            WHERE fact.known_from <= :event AND fact.known_to > :event
            ORDER BY fact.supply_point_id, fact.installed_on, fact.id
            """)
        while let row = try rows.next() {
            let hung = try books.hungRegister(row)
            let point = try point(hung.supplyPointID)
            registerPlace[hung.id] = (point, facts[point].registers.count)
            facts[point].registers.append(RegisterHistory(register: hung.register))
        }
    }

    mutating func readings() throws {
        let rows = try rows(
            """
            SELECT fact.register_id, fact.day, fact.value, fact.type, fact.source, fact.method,
              fact.status
            FROM point
            JOIN register ON register.supply_point_id = point.id
              AND register.known_from <= :event AND register.known_to > :event
            JOIN reading AS fact ON fact.register_id = register.id AND fact.day >= :since
            WHERE \(readingsKnown)
            ORDER BY fact.register_id, fact.day
            """)
        while let row = try rows.next() {
            let reading = try books.readingFact(row)
            guard reading.isBillable, let at = registerPlace[reading.registerID] else { continue }
            facts[at.point].registers[at.register].readings.append(reading)
        }
    }

    /// As known; where more is known than the run was planned with, what it and later runs
    /// estimated is left out, as an estimate follows from the facts and is made again. Readings of
    /// days after the run's last stay as planned: the bill after it trues up by them (rule B4.9).
    private var readingsKnown: String {
        let known = "fact.known_from <= :event AND fact.known_to > :event"
        guard let run = scope.run, scope.known.event > run.plannedEvent else { return known }
        let planned = run.plannedEvent
        return """
            ((fact.day <= '\(run.through)' AND \(known) AND fact.known_from NOT IN
                (SELECT event_id FROM bill_run_step WHERE run_id >= \(run.id)))
              OR (fact.day > '\(run.through)' AND fact.known_from <= \(planned)
                AND fact.known_to > \(planned)))
            """
    }

    mutating func billedReadings() throws {
        let rows = try rows(
            """
            SELECT fact.register_id, fact.opening_day, fact.opening_value, fact.opening_type,
              fact.closing_day, fact.closing_value, fact.closing_type, fact.consumption
            FROM point
            JOIN register ON register.supply_point_id = point.id
              AND register.known_from <= :event AND register.known_to > :event
            JOIN bill_reading AS fact ON fact.register_id = register.id
              AND fact.closing_day >= :since
            JOIN issued_bill ON issued_bill.bill_id = fact.bill_id
            WHERE fact.bill_id < :limit
            ORDER BY fact.register_id, fact.closing_day
            """)
        while let row = try rows.next() {
            guard let at = registerPlace[row[0]] else { continue }
            let billed = BilledReading(
                registerID: row[0], openingDay: try row.day(1),
                opening: Quantity(millionths: row[2]), openingType: row[3],
                closingDay: try row.day(4), closing: Quantity(millionths: row[5]),
                closingType: row[6], consumption: Quantity(millionths: row[7]))
            facts[at.point].registers[at.register].billed.append(billed)
        }
    }

    /// Blocks of the months that the unbilled days may touch, one month before to be safe with
    /// feeds whose days begin earlier than local days.
    mutating func intervals() throws {
        let rows = try rows(
            """
            SELECT fact.register_id, fact.content
            FROM point
            JOIN register ON register.supply_point_id = point.id AND register.kind = 'interval'
              AND register.known_from <= :event AND register.known_to > :event
            JOIN interval_block AS fact ON fact.register_id = register.id
              AND fact.month >= substr(:recent, 1, 7) AND fact.month <= substr(:through, 1, 7)
            WHERE fact.known_from <= :event AND fact.known_to > :event
            ORDER BY fact.register_id, fact.month
            """)
        while let row = try rows.next() {
            guard let at = registerPlace[row[0]] else { continue }
            let content = [UInt8](row[1] as Data)
            let block = try IntervalBlock(decoding: content)
            facts[at.point].registers[at.register].intervals.append(block)
            facts[at.point].registers[at.register].blockDigests.append(
                SHA256.digest(of: content))
        }
    }

    mutating func properties() throws {
        let rows = try rows(
            """
            SELECT fact.supply_point_id, fact.name, fact.value, fact.from_day, fact.to_day
            FROM point JOIN property AS fact ON fact.supply_point_id = point.id
            WHERE fact.known_from <= :event AND fact.known_to > :event
            ORDER BY fact.supply_point_id, fact.name, fact.from_day
            """)
        while let row = try rows.next() {
            let period = Period(from: try row.day(3), upTo: try row.day(4))
            facts[try point(row[0])].properties.append(
                BilledProperty(name: row[1], value: row[2], period: period))
        }
    }

    mutating func lastBills() throws {
        let rows = try rows(
            """
            SELECT fact.supply_point_id, fact.from_day, fact.to_day, fact.total
            FROM point JOIN segment AS fact ON fact.supply_point_id = point.id
              AND fact.to_day = (
                SELECT last.to_day FROM segment AS last
                WHERE last.supply_point_id = point.id AND last.bill_id < :limit AND EXISTS (
                  SELECT 1 FROM issued_bill WHERE issued_bill.bill_id = last.bill_id)
                ORDER BY last.to_day DESC LIMIT 1)
            JOIN issued_bill ON issued_bill.bill_id = fact.bill_id
            WHERE fact.bill_id < :limit
            """)
        while let row = try rows.next() {
            let period = Period(from: try row.day(1), upTo: try row.day(2))
            facts[try point(row[0])].lastBill = LastBill(
                through: period.last, days: period.days, total: row[3])
        }
    }

    /// Accepted since the last bill: an acceptance is for the days it was given for.
    mutating func acceptedFindings() throws {
        let rows = try rows(
            """
            SELECT finding.supply_point_id, finding.code
            FROM point JOIN finding ON finding.supply_point_id = point.id
            JOIN finding_decision AS decision ON decision.finding_id = finding.id
              AND decision.decision = 'accepted' AND decision.event_id <= :event
            WHERE finding.id < :limit AND NOT EXISTS (
              SELECT 1 FROM segment
              JOIN issued_bill ON issued_bill.bill_id = segment.bill_id
              WHERE segment.supply_point_id = finding.supply_point_id
                AND segment.bill_id < :limit
                AND issued_bill.run_id > finding.run_id)
            """)
        while let row = try rows.next() {
            facts[try point(row[0])].accepted.append(Finding.Code(row[1] as String))
        }
    }

    func point(_ id: Int64) throws -> Int {
        guard let index = place[id] else { throw BrokenRow(what: "supply point \(id)") }
        return index
    }

    /// Rows of a query over `point`, the supply points of the batch.
    func rows(_ sql: String) throws -> RowCursor {
        let points = """
            WITH point AS (
              SELECT id FROM supply_point
              WHERE premises_id BETWEEN :first AND :last
                AND known_from <= :event AND known_to > :event)
            """
        var values: [String: any DatabaseValueConvertible] = [
            "first": scope.premises.lowerBound, "last": scope.premises.upperBound,
            "event": scope.known.event,
        ]
        let recent = owedFrom.adding(months: -2)
        let since = owedFrom.adding(months: -scope.monthsBack)
        if sql.contains(":limit") { values["limit"] = scope.limit }
        if sql.contains(":since") { values["since"] = since.description }
        if sql.contains(":recent") {
            values["recent"] = recent.description
            values["through"] = (scope.through + 1).description
        }
        return try books.db.rows(points + sql, StatementArguments(values))
    }
}
