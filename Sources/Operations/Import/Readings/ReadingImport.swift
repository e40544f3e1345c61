import Interchange
import Measures
import Metering
import Storage

/// readings.csv: the value of a register at the end of a day.
final class ReadingImport: RowImport {
    private struct Name: Hashable {
        let serial: String
        let register: String
    }

    private let book: ReadingRecorder
    private var registers: [Name: [ReadRegister]] = [:]
    private var serials: Set<String> = []

    init(_ run: ImportRun) throws {
        book = try ReadingRecorder(run)
        for installed in try run.books.meters.registers() {
            let name = Name(serial: installed.register.meterSerial, register: installed.code)
            registers[name, default: []].append(ReadRegister(installed))
            serials.insert(installed.register.meterSerial)
        }
    }

    func take(_ row: ReadingRow, line: Int) throws -> Result<FactChange, RowWrong> {
        let name = Name(serial: row.meterSerial, register: row.register)
        guard let hanging = registers[name] else { return unknown(row) }
        guard
            let register = hanging.first(where: { $0.installed.register.isEffective(on: row.day) })
        else { return notThere(row, hanging) }
        switch try book.take(row.reading(on: register.installed.id), on: register) {
        case .success(let change): return .success(change)
        case .failure(let refused): return .failure(refused.wrong(row))
        }
    }

    /// Rule B3.1.
    private func unknown(_ row: ReadingRow) -> Result<FactChange, RowWrong> {
        guard serials.contains(row.meterSerial) else {
            return wrong(
                .meterSerial, row.meterSerial, rule: "the meter is known (RD-SERIAL)",
                advice: "Import meters.csv first, or look for an exchange or crossed meters.")
        }
        return wrong(
            .register, row.register, rule: "the meter has the register (RD-SERIAL)",
            advice: "Correct the register.")
    }

    /// Rule B3.1: the meter hangs there on the day.
    private func notThere(
        _ row: ReadingRow, _ hanging: [ReadRegister]
    ) -> Result<FactChange, RowWrong> {
        let registers = hanging.map(\.installed.register)
        switch NotInstalled(on: row.day, registers) {
        case .before(let first):
            return wrong(
                .day, "\(row.day)",
                rule: "a reading is not before the meter's installation on \(first) (RD-DATE)",
                advice: "Correct the day, or the installation in meters.csv.")
        case .after(let last):
            return wrong(
                .day, "\(row.day)",
                rule: "a reading is not after the meter's removal on \(last) (RD-DATE)",
                advice: "Correct the day, or look for the meter that hangs there now.")
        case nil: preconditionFailure("one of the registers is there on \(row.day)")
        }
    }
}

extension ReadingRefused {
    /// As the fault of a row of readings.csv.
    fileprivate func wrong(_ row: ReadingRow) -> RowWrong {
        let column: ReadingRow.Column = isAboutDay ? .day : isAboutKind ? .register : .value
        let value = isAboutDay ? "\(row.day)" : isAboutKind ? row.register : "\(row.value)"
        return RowWrong(field: column, value: value, rule: rule, advice: advice)
    }
}
