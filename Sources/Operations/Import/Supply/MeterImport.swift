import Interchange
import Measures
import Metering
import Storage
import Supply

/// meters.csv: one row for each register or channel. A meter hangs at one supply point at a time.
final class MeterImport: RowImport {
    private let run: ImportRun
    private let points: CodeIndex
    private let properties: PropertyRecorder
    private var meters: [String: [InstalledRegister]] = [:]
    private var last: Int64
    private var seen: [Int64: Int] = [:]

    init(_ run: ImportRun) throws {
        self.run = run
        points = try run.books.codes(.supplyPoint)
        properties = try PropertyRecorder(run)
        last = try run.books.numbers.hold(.register)
        for installed in try run.books.meters.registers() {
            meters[installed.register.meterSerial, default: []].append(installed)
        }
    }

    func take(_ row: MeterRow, line: Int) throws -> Result<FactChange, RowWrong> {
        guard let point = points[row.supplyPointID] else {
            return wrong(
                .supplyPointId, row.supplyPointID, rule: "the supply point is known",
                advice: "Import supply_points.csv first, or correct the identifier.")
        }
        let others = meters[row.meterSerial] ?? []
        let known = others.first {
            $0.code == row.register && $0.supplyPointID == point
                && $0.register.installed == row.installedOn
        }
        if let known, let first = seen[known.id] {
            return wrong(
                .register, row.register, rule: "a register stands once in the file (line \(first))",
                advice: "Keep one of the two rows.")
        }
        switch installed(row, point, id: known?.id ?? last + 1) {
        case .failure(let refused): return .failure(refused)
        case .success(let installed): return try take(installed, row, others: others, line: line)
        }
    }

    private func take(
        _ installed: InstalledRegister, _ row: MeterRow, others: [InstalledRegister], line: Int
    ) throws -> Result<FactChange, RowWrong> {
        let known = others.first { $0.id == installed.id }
        let rest = others.filter { $0.id != installed.id }
        if let refused = try refusal(installed, known, beside: rest) { return refused }
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

    private func refusal(
        _ installed: InstalledRegister, _ known: InstalledRegister?,
        beside others: [InstalledRegister]
    ) throws -> Result<FactChange, RowWrong>? {
        let books = run.books
        let refused =
            try installed.refusal(beside: others)
            ?? known.flatMap { known in
                try installed.refusal(inPlaceOf: known) { try books.hasData(known) }
            }
        return refused.map { installed.wrong($0) }
    }

    private func clash(_ factors: [SupplyProperty]) -> Result<FactChange, RowWrong>? {
        for factor in factors {
            guard !factor.period.isEmpty, let days = properties.clash(factor) else { continue }
            return wrong(
                .factors, "\(factor.name)=\(factor.value)",
                rule: "a property has one value a day: \(days.inWords) has another",
                advice: "End the other value first with properties.csv.")
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
                .register, row.register, rule: "the register can exist (\(error))",
                advice: "Correct the row.")
        }
    }

}

extension InstalledRegister {
    fileprivate func wrong(_ refused: PlacementRefused) -> Result<FactChange, RowWrong> {
        let (column, value, rule, advice) = explained(refused)
        return .failure(RowWrong(field: column, value: value, rule: rule, advice: advice))
    }

    private func explained(
        _ refused: PlacementRefused
    ) -> (MeterRow.Column, value: String, rule: String, advice: String) {
        switch refused {
        case .elsewhere(let days):
            (
                .meterSerial, register.meterSerial,
                "a meter hangs at one supply point at a time: \(days.inWords) it hangs at another",
                "Give its removal day there first, in an earlier row."
            )
        case .hangsAlready(let days, let since):
            (
                .installedOn, "\(register.installed)",
                "a register hangs once: \(days.inWords) it hangs there already, since \(since)",
                "Correct the day, or give the removal day of the first."
            )
        case .countsOtherwise(let kind):
            (
                kindInFile.0, kindInFile.1,
                "what is stored of a register stays as it counts: \(kind.description) (A6.4)",
                "Give this row its removed_on, and add a row with the day of the change as installed_on."
            )
        }
    }

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
