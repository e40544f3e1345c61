import Billing
import Measures
import Metering

/// The registers of a batch and their indices in the facts.
struct InstalledRegisters {
    private(set) var ids: [Int64] = []
    /// Registers with interval data.
    private(set) var channels: [Int64] = []
    /// The index of each register's supply point, and its own index there.
    private(set) var at: [(point: Int, register: Int)] = []
    private var places = BatchPlaces()

    /// Nil for a register of another batch.
    func index(of id: Int64) -> Int? { places[id] }

    mutating func add(_ register: Register, point: Int, index: Int) {
        ids.append(register.id)
        if case .interval = register.kind { channels.append(register.id) }
        at.append((point, index))
    }

    /// To be called when all registers are added.
    mutating func finish() { places = BatchPlaces(ids) }
}

extension PointLoad {
    /// The history of the register at a place of the batch.
    private subscript(index: Int) -> RegisterHistory {
        _read {
            let at = installedRegisters.at[index]
            yield facts[at.point].registers[at.register]
        }
        _modify {
            let at = installedRegisters.at[index]
            yield &facts[at.point].registers[at.register]
        }
    }

    mutating func registers() throws {
        var gathered = Gathered<RegisterHistory>()
        var rows = try ofPoints("register", FactTable.register.names("fact"))
        while try rows.next() {
            guard let index = index(ofPoint: rows.int(1)) else { continue }
            let history = RegisterHistory(register: try texts.register(rows))
            gathered.add(history, to: index) { facts[$0].registers += $1 }
        }
        gathered.finish { facts[$0].registers += $1 }
        for point in facts.indices {
            facts[point].registers.bringInOrder {
                ($0.register.installed, $0.register.id) < ($1.register.installed, $1.register.id)
            }
            for (index, history) in facts[point].registers.enumerated() {
                installedRegisters.add(history.register, point: point, index: index)
            }
        }
        installedRegisters.finish()
    }

    mutating func readings() throws {
        var gathered = Gathered<Reading>()
        var rows = try columns(
            """
            SELECT fact.register_id, fact.day, fact.value, fact.type, fact.source, fact.method,
              fact.status
            FROM {registers} AS register CROSS JOIN reading AS fact
            WHERE fact.register_id = register.id AND fact.day >= :since AND \(readingsKnown)
            """, registers: installedRegisters.ids)
        while try rows.next() {
            guard let reading = try reading(rows),
                let index = installedRegisters.index(of: reading.registerID)
            else { continue }
            gathered.add(reading, to: index) { self[$0].readings += $1 }
        }
        gathered.finish { self[$0].readings += $1 }
        for index in installedRegisters.ids.indices {
            self[index].readings.bringInOrder { $0.day < $1.day }
        }
    }

    /// Nil for a reading that is not billable.
    private mutating func reading(_ rows: borrowing Columns) throws -> Reading? {
        guard let roles = texts.roles.value(rows.bytes(3)),
            let source = texts.sources.value(rows.bytes(4)),
            let method = texts.methods.value(rows.bytes(5)),
            let status = texts.statuses.value(rows.bytes(6))
        else { throw BrokenRow(what: "reading of register \(rows.int(0))") }
        guard roles.isBillable else { return nil }
        return Reading(
            registerID: rows.int(0), day: try texts.day(rows, 1), value: rows.quantity(2),
            roles: roles.roles, source: source, method: method, status: status)
    }

    /// Readings as known at the event. Where that is later than the run's plan, estimates of this
    /// and later runs are left out, as estimates are made again from facts; and readings after the
    /// run's last day stay as planned, as the next bill trues up by them (rule B4.9).
    private var readingsKnown: String {
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
        guard try isAnyBilled() else { return }
        var gathered = Gathered<BilledReading>()
        var rows = try columns(
            """
            SELECT fact.register_id, fact.opening_day, fact.opening_value, fact.opening_type,
              fact.closing_day, fact.closing_value, fact.closing_type, fact.consumption
            FROM {registers} AS register CROSS JOIN bill_reading AS fact
            JOIN issued_bill ON issued_bill.bill_id = fact.bill_id
            WHERE fact.register_id = register.id AND fact.closing_day >= :since
              AND fact.bill_id < :limit
            ORDER BY fact.register_id, fact.closing_day, fact.bill_id
            """, registers: installedRegisters.ids)
        while try rows.next() {
            guard let index = installedRegisters.index(of: rows.int(0)) else { continue }
            let billed = BilledReading(
                registerID: rows.int(0), openingDay: try texts.day(rows, 1),
                opening: rows.quantity(2), openingType: texts.codes.value(rows.bytes(3)) ?? "",
                closingDay: try texts.day(rows, 4), closing: rows.quantity(5),
                closingType: texts.codes.value(rows.bytes(6)) ?? "", consumption: rows.quantity(7))
            gathered.add(billed, to: index) { self[$0].billed += $1 }
        }
        gathered.finish { self[$0].billed += $1 }
    }

    /// Blocks of the months of the unbilled days, and one month before, as a feed's day may begin
    /// before the local day.
    mutating func intervals() throws {
        guard !installedRegisters.channels.isEmpty else { return }
        var gathered = Gathered<(block: IntervalBlock, digest: Digest)>()
        var rows = try columns(
            """
            SELECT fact.register_id, fact.content
            FROM {registers} AS register CROSS JOIN interval_block AS fact
            WHERE fact.register_id = register.id
              AND fact.month >= :from_month AND fact.month <= :to_month AND \(known)
            """, registers: installedRegisters.channels)
        while try rows.next() {
            guard let index = installedRegisters.index(of: rows.int(0)) else { continue }
            let content = rows.bytes(1)
            let block = (try IntervalBlock(decoding: content), SHA256.digest(of: content))
            gathered.add(block, to: index) { give($1, to: $0) }
        }
        gathered.finish { give($1, to: $0) }
    }

    private mutating func give(
        _ blocks: ArraySlice<(block: IntervalBlock, digest: Digest)>, to index: Int
    ) {
        var blocks = Array(blocks)
        blocks.bringInOrder { $0.block.start < $1.block.start }
        self[index].intervals += blocks.map(\.block)
        self[index].blockDigests += blocks.map(\.digest)
    }

}
