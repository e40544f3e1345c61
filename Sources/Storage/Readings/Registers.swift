import Measures
package import Metering
import Supply

extension FactTable {
    static let register = FactTable(
        "register", key: ["id"],
        columns: [
            "supply_point_id", "meter_serial", "code", "usage", "unit", "kind",
            "interval_minutes", "dials", "decimals", "multiplier", "installed_on", "removed_on",
            "suffix", "net_metered",
        ])
}

extension MeterStore {
    package func put(_ installed: InstalledRegister, event: Int64) throws -> FactChange {
        let register = installed.register
        var (kind, minutes) = ("register", 0)
        if case .interval(let length) = register.kind { (kind, minutes) = ("interval", length) }
        return try FactTable.register.put(
            [register.id.databaseValue],
            [
                installed.supplyPointID.databaseValue, register.meterSerial.databaseValue,
                installed.code.databaseValue, register.usage.rawValue.databaseValue,
                register.unit.rawValue.databaseValue, kind.databaseValue, minutes.databaseValue,
                register.dial.dials.databaseValue, register.dial.decimals.databaseValue,
                register.dial.multiplier.text.databaseValue,
                "\(register.installed)".databaseValue, "\(installed.removedOn)".databaseValue,
                installed.suffix.databaseValue, (register.isNetMetered ? 1 : 0).databaseValue,
            ], event: event, in: books)
    }

    package func register(_ id: Int64, known: Knowledge = .now) throws -> InstalledRegister? {
        try registers(known, "AND id = ?", ids: [id]).first
    }

    /// Registers by id.
    package func registers(
        _ ids: [Int64], known: Knowledge = .now
    ) throws -> [Int64: InstalledRegister] {
        let pieces = IDPieces.of(ids)
        let asked = "AND id IN \(IDPieces.marks)"
        let found = try pieces.flatMap { try installedRegisters(known, asked, with: $0) }
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    }

    /// The events that brought the present rows of registers, by register.
    package func eventsOfKnowledge(
        ofRegisters ids: [Int64], known: Knowledge
    ) throws -> [Int64: Int64] {
        let sql = """
            SELECT id, known_from FROM register
            WHERE known_from <= ? AND known_to > ? AND id IN \(IDPieces.marks)
            """
        let first = [known.event.databaseValue, known.event.databaseValue]
        var found: [Int64: Int64] = [:]
        try rows(sql, with: first, of: ids) { found[$0[0]] = $0[1] }
        return found
    }

    /// Registers installed now or before at supply points, by supply point, oldest first.
    package func registers(
        ofSupplyPoints ids: [Int64], known: Knowledge = .now
    ) throws -> [Int64: [InstalledRegister]] {
        let asked = "AND supply_point_id IN \(IDPieces.marks) ORDER BY installed_on, id"
        let found = try IDPieces.of(ids).flatMap { try installedRegisters(known, asked, with: $0) }
        return Dictionary(grouping: found, by: \.supplyPointID)
    }

    /// Registers installed now or before at a supply point, oldest first.
    package func registers(
        ofSupplyPoint id: Int64, known: Knowledge = .now
    ) throws -> [InstalledRegister] {
        try registers(known, "AND supply_point_id = ? ORDER BY installed_on, id", ids: [id])
    }

    /// The registers of a meter, at any supply point, oldest first.
    package func registers(
        ofMeter serial: String, known: Knowledge = .now
    ) throws -> [InstalledRegister] {
        try installedRegisters(
            known, "AND meter_serial = ? ORDER BY installed_on, id", with: [serial.databaseValue])
    }

    package func registers(known: Knowledge = .now) throws -> [InstalledRegister] {
        try registers(known, "ORDER BY id")
    }

    private func registers(
        _ known: Knowledge, _ asked: String, ids: [Int64] = []
    ) throws -> [InstalledRegister] {
        try installedRegisters(known, asked, with: ids.map(\.databaseValue))
    }

    private func installedRegisters(
        _ known: Knowledge, _ asked: String, with arguments: [DatabaseValue]
    ) throws -> [InstalledRegister] {
        var texts = FactTexts()
        var registers: [InstalledRegister] = []
        var rows = try FactTable.register.columns(known, asked, with: arguments, in: db)
        while try rows.next() {
            registers.append(
                InstalledRegister(
                    register: try texts.register(rows), supplyPointID: rows.int(1),
                    code: texts.codes.value(rows.bytes(3)) ?? "",
                    suffix: texts.codes.value(rows.bytes(13)) ?? ""))
        }
        return registers
    }
}
