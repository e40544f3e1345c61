import Interchange
import Measures
import Metering
import Storage
import Supply

/// meters.csv: one row for each register or channel. A meter hangs at one supply point at a time.
final class MeterImport: RowImport {
    private let run: ImportRun
    private let points: CodeIndex
    private let properties: PropertyBook
    private var meters: [String: [InstalledRegister]] = [:]
    private var last: Int64
    private var seen: [Int64: Int] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
        points = try run.books.codes(.supplyPoint)
        properties = try PropertyBook(run)
        last = try run.books.numbers.hold(.register)
        for installed in try run.books.meters.registers() {
            meters[installed.register.meterSerial, default: []].append(installed)
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
        switch installed(row, point, id: known?.id ?? last + 1) {
        case .failure(let refused): return .failure(refused)
        case .success(let installed): return try take(installed, row, others: others, line: line)
        }
    }

    private func take(
        _ installed: InstalledRegister, _ row: MeterRow, others: [InstalledRegister], line: Int
    ) throws -> Result<FactChange, RowWrong> {
        let (known, rest) = (
            others.first { $0.id == installed.id }, others.filter { $0.id != installed.id }
        )
        if let refused = try clash(installed, rest) ?? changesData(installed, known) {
            return refused
        }
        if let refused = try changesData(installed, others.first { $0.id == installed.id }) {
            return refused
        }
        let factors = row.factors.map { factor in
            SupplyProperty(
                supplyPointID: installed.supplyPointID, name: factor.name, value: factor.value.text,
                period: installed.period)
        }
        if let refused = clash(factors) { return refused }
        last = max(last, installed.id)
        seen[installed.id] = line
        meters[row.meterSerial, default: []].removeAll { $0.id == installed.id }
        meters[row.meterSerial, default: []].append(installed)
        var changes = [try run.books.meters.put(installed, event: run.event)]
        for factor in factors where !factor.period.isEmpty {
            changes.append(try properties.put(factor))
        }
        let isSuperseded = changes.contains(.superseded)
        return .success(isSuperseded ? .superseded : changes[0])
    }

    /// Values that are stored stay what they are: intervals of a length, or readings of a dial. A
    /// meter that counts otherwise from a day on has a row of its own from then on (rule A6.4).
    private func changesData(
        _ installed: InstalledRegister, _ known: InstalledRegister?
    ) throws -> Result<FactChange, RowWrong>? {
        guard let known, known.register.kind != installed.register.kind,
            try run.books.hasData(known)
        else { return nil }
        let (column, value) = installed.kindInFile
        return wrong(
            column, value,
            "what is stored of a register stays as it counts: \(known.register.kind.description) (A6.4)",
            "Give this row its removed_on, and add a row with the day of the change as installed_on."
        )
    }

    private func clash(_ factors: [SupplyProperty]) -> Result<FactChange, RowWrong>? {
        for factor in factors {
            guard !factor.period.isEmpty, let days = properties.clash(factor) else { continue }
            return wrong(
                .factors, "\(factor.name)=\(factor.value)",
                "a property has one value a day: \(days.inWords) has another",
                "End the other value first with properties.csv.")
        }
        return nil
    }

    private func installed(
        _ row: MeterRow, _ point: Int64, id: Int64
    ) -> Result<InstalledRegister, RowWrong> {
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
                InstalledRegister(
                    register: register, supplyPointID: point, code: row.register,
                    suffix: row.suffix ?? ""))
        } catch {
            return wrong(
                .register, row.register, "the register can exist (\(error))", "Correct the row.")
        }
    }

    /// A meter at two supply points, or a register twice, on the same days (rules A6.4, B3.1).
    private func clash(
        _ installed: InstalledRegister, _ others: [InstalledRegister]
    ) -> Result<FactChange, RowWrong>? {
        for other in others {
            guard let days = other.period.shared(with: installed.period) else { continue }
            if other.supplyPointID != installed.supplyPointID {
                return wrong(
                    .meterSerial, installed.register.meterSerial,
                    "a meter hangs at one supply point at a time: \(days.inWords) it hangs at another",
                    "Give its removal day there first, in an earlier row.")
            }
            if other.code == installed.code {
                return wrong(
                    .installedOn, "\(installed.register.installed)",
                    "a register hangs once: \(days.inWords) it hangs there already, "
                        + "since \(other.register.installed)",
                    "Correct the day, or give the removal day of the first.")
            }
        }
        return nil
    }
}

extension InstalledRegister {
    /// The field of meters.csv that tells its kind, with its value.
    fileprivate var kindInFile: (MeterRow.Column, String) {
        switch register.kind {
        case .register: (.kind, "register")
        case .interval(let minutes): (.minutes, "\(minutes)")
        }
    }
}

extension Register.Kind {
    fileprivate var description: String {
        switch self {
        case .register: "as a dial"
        case .interval(let minutes): "in intervals of \(minutes) minutes"
        }
    }
}

extension Books {
    /// Whether anything that the register counted is known.
    fileprivate func hasData(_ installed: InstalledRegister) throws -> Bool {
        switch installed.register.kind {
        case .register: try !meters.readings(of: installed.id).isEmpty
        case .interval: try !meters.intervals(of: installed.id).isEmpty
        }
    }
}
