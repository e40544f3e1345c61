package import Measures
package import Metering
import Supply

/// A register and the supply point that its meter hangs at.
package struct HungRegister: Sendable, Hashable {
    package let register: Register
    package let supplyPointID: Int64
    /// What the register is called on the meter and in files: `1`, `DAY`, `E1`.
    package let code: String
    /// The channel's name in market files, such as `E1`; blank where it has none.
    package let suffix: String

    package init(
        register: Register, supplyPointID: Int64, code: String, suffix: String = ""
    ) {
        self.suffix = suffix
        self.register = register
        self.supplyPointID = supplyPointID
        self.code = code
    }

    package var id: Int64 { register.id }

    /// The days it hangs there, from installation up to the removal day.
    package var period: Period {
        Period(from: register.installed, upTo: max(register.installed, removedOn))
    }

    var removedOn: Day { register.removed ?? .openEnd }
}

extension FactTable {
    static let register = FactTable(
        "register", key: ["id"],
        columns: [
            "supply_point_id", "meter_serial", "code", "usage", "unit", "kind",
            "interval_minutes", "dials", "decimals", "multiplier", "installed_on", "removed_on",
            "suffix",
        ])
}

extension Books {
    package func put(_ hung: HungRegister, event: Int64) throws -> FactChange {
        let register = hung.register
        var (kind, minutes) = ("register", 0)
        if case .interval(let length) = register.kind { (kind, minutes) = ("interval", length) }
        return try FactTable.register.put(
            [register.id.databaseValue],
            [
                hung.supplyPointID.databaseValue, register.meterSerial.databaseValue,
                hung.code.databaseValue, register.usage.rawValue.databaseValue,
                register.unit.rawValue.databaseValue, kind.databaseValue, minutes.databaseValue,
                register.dial.dials.databaseValue, register.dial.decimals.databaseValue,
                register.dial.multiplier.text.databaseValue,
                "\(register.installed)".databaseValue, "\(hung.removedOn)".databaseValue,
                hung.suffix.databaseValue,
            ], event: event, in: self)
    }

    package func register(_ id: Int64, known: Knowledge = .now) throws -> HungRegister? {
        try registers(known, "AND id = ?", [id]).first
    }

    /// The event that brought what is known of a register.
    package func event(ofRegister id: Int64, known: Knowledge) throws -> Event? {
        let brought = try Int64.fetchOne(
            db,
            sql: """
                SELECT known_from FROM register
                WHERE id = ? AND known_from <= ? AND known_to > ?
                """, arguments: [id, known.event, known.event])
        return try brought.flatMap { try event($0) }
    }

    /// The registers that hang or hung at a supply point, oldest first.
    package func registers(
        ofSupplyPoint id: Int64, known: Knowledge = .now
    ) throws -> [HungRegister] {
        try registers(known, "AND supply_point_id = ? ORDER BY installed_on, id", [id])
    }

    /// The registers of a meter, wherever it hangs or hung, oldest first.
    package func registers(
        ofMeter serial: String, known: Knowledge = .now
    ) throws -> [HungRegister] {
        let asked = "AND meter_serial = ? ORDER BY installed_on, id"
        return try Array(
            FactTable.register.rows(known, asked, [serial.databaseValue], in: db)
                .map(hungRegister))
    }

    package func registers(known: Knowledge = .now) throws -> [HungRegister] {
        try registers(known, "ORDER BY id", [])
    }

    /// The largest number a register has.
    package func lastRegisterID() throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT max(id) FROM register") ?? 0
    }

    private func registers(
        _ known: Knowledge, _ asked: String, _ ids: [Int64]
    ) throws -> [HungRegister] {
        let rows = try FactTable.register.rows(
            known, asked, ids.map(\.databaseValue), in: db)
        return try Array(rows.map(hungRegister))
    }

    func hungRegister(_ row: Row) throws -> HungRegister {
        let kind: String = row[6]
        let removed = try row.day(12)
        guard let multiplier = Exact(row[10] as String),
            let dial = try? Dial(dials: row[8], decimals: row[9], multiplier: multiplier),
            let register = try? Register(
                id: row[0], meterSerial: row[2], usage: UsageCode(row[4]), unit: Unit(row[5]),
                dial: dial, installed: try row.day(11),
                removed: removed == .openEnd ? nil : removed,
                kind: kind == "interval" ? .interval(minutes: row[7]) : .register)
        else { throw BrokenRow(what: "register \(row[0] as Int64)") }
        return HungRegister(
            register: register, supplyPointID: row[1], code: row[3],
            suffix: row[13])
    }
}
