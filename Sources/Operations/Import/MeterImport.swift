import Interchange
import Measures
import Metering
import Storage

/// meters.csv: one row for each register or channel. A meter hangs at one supply point at a time.
final class MeterImport: RowImport {
    private let run: ImportRun
    private let points: CodeIndex
    private let properties: PropertyBook
    private var meters: [String: [HungRegister]] = [:]
    private var last: Int64
    private var seen: [Int64: Int] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
        points = try run.books.codes(.supplyPoint)
        properties = try PropertyBook(run)
        last = try run.books.lastRegisterID()
        for hung in try run.books.registers() {
            meters[hung.register.meterSerial, default: []].append(hung)
        }
    }

    func take(_ row: MeterRow, line: Int) throws -> Result<FactChange, RowWrong> {
        guard let point = points[row.supplyPointID] else {
            return wrong(
                .supplyPointId, row.supplyPointID, "the supply point is known",
                "Import supply_points.csv first, or correct the identifier.")
        }
        let others = meters[row.meterSerial] ?? []
        let known = others.first {
            $0.code == row.register && $0.supplyPointID == point
                && $0.register.installed == row.installedOn
        }
        if let known, let first = seen[known.id] {
            return wrong(
                .register, row.register, "a register stands once in the file (line \(first))",
                "Keep one of the two rows.")
        }
        switch hung(row, point, id: known?.id ?? last + 1) {
        case .failure(let refused): return .failure(refused)
        case .success(let hung): return try take(hung, row, others, line)
        }
    }

    private func take(
        _ hung: HungRegister, _ row: MeterRow, _ others: [HungRegister], _ line: Int
    ) throws -> Result<FactChange, RowWrong> {
        if let refused = clash(hung, others.filter { $0.id != hung.id }) { return refused }
        let factors = row.factors.map { factor in
            SupplyProperty(
                supplyPointID: hung.supplyPointID, name: factor.name, value: factor.value.text,
                period: hung.period)
        }
        if let refused = clash(factors) { return refused }
        last = max(last, hung.id)
        seen[hung.id] = line
        meters[row.meterSerial, default: []].removeAll { $0.id == hung.id }
        meters[row.meterSerial, default: []].append(hung)
        var changes = [try run.books.put(hung, event: run.event)]
        for factor in factors where !factor.period.isEmpty {
            changes.append(try properties.put(factor))
        }
        let isSuperseded = changes.contains(.superseded)
        return .success(isSuperseded ? .superseded : changes[0])
    }

    private func clash(_ factors: [SupplyProperty]) -> Result<FactChange, RowWrong>? {
        for factor in factors {
            guard !factor.period.isEmpty, let days = properties.clash(factor) else { continue }
            return wrong(
                .factors, "\(factor.name)=\(factor.value)",
                "a property has one value a day: \(days.told) has another",
                "End the other value first with properties.csv.")
        }
        return nil
    }

    private func hung(
        _ row: MeterRow, _ point: Int64, id: Int64
    ) -> Result<HungRegister, RowWrong> {
        var (dials, decimals, kind) = (12, 6, Register.Kind.register)
        switch row.kind {
        case .register(let before, let after): (dials, decimals) = (before, after)
        case .interval(let minutes): kind = .interval(minutes: minutes)
        }
        do {
            let dial = try Dial(
                dials: dials, decimals: decimals, multiplier: row.multiplier.exact)
            let register = try Register(
                id: id, meterSerial: row.meterSerial, usage: UsageCode(row.usage),
                unit: row.unit, dial: dial, installed: row.installedOn,
                removed: row.removedOn, kind: kind, isNetMetered: row.isNetMetered)
            return .success(
                HungRegister(
                    register: register, supplyPointID: point, code: row.register,
                    suffix: row.suffix ?? ""))
        } catch {
            return .failure(
                RowWrong(
                    field: MeterRow.Column.register, value: row.register,
                    rule: "the register can exist (\(error))", advice: "Correct the row."))
        }
    }

    /// A meter at two supply points, or a register twice, on the same days (rules A6.4, B3.1).
    private func clash(
        _ hung: HungRegister, _ others: [HungRegister]
    ) -> Result<FactChange, RowWrong>? {
        for other in others {
            guard let days = other.period.shared(with: hung.period) else { continue }
            if other.supplyPointID != hung.supplyPointID {
                return wrong(
                    .meterSerial, hung.register.meterSerial,
                    "a meter hangs at one supply point at a time: \(days.told) it hangs at another",
                    "Give its removal day there first, in an earlier row.")
            }
            if other.code == hung.code {
                return wrong(
                    .installedOn, "\(hung.register.installed)",
                    "a register hangs once: \(days.told) it hangs there already, "
                        + "since \(other.register.installed)",
                    "Correct the day, or give the removal day of the first.")
            }
        }
        return nil
    }
}
