package import Measures

/// What a supply point used over a period: advances per usage code, through exchanges and true-ups,
/// with the readings a bill shows (rules A1.3, A6.3, B4.9, C1.26).
package struct Consumption: Sendable, Hashable {
    /// The days between two price changes that both have an actual read, or the whole period.
    package struct Part: Sendable, Hashable {
        package let period: Period
        package let advances: [Advance]
        package let quantity: Quantity
    }

    /// All of one usage code, such as `day`.
    package struct Usage: Sendable, Hashable {
        package let code: UsageCode
        package let unit: Unit
        package let parts: [Part]
    }

    package let period: Period
    /// In order of their first register.
    package let usages: [Usage]
    /// Why something is absent; a usage with a blocking finding is left out.
    package let findings: [Finding]

    package var isEstimated: Bool { usages.contains(where: \.isEstimated) }
}

extension Consumption.Part {
    package var quality: Quality { advances.map(\.quality).worst ?? .missing }
}

extension Consumption.Usage {
    package var advances: [Advance] { parts.flatMap(\.advances) }
    package var quantity: Quantity { parts.reduce(.zero) { $0 + $1.quantity } }
    package var quality: Quality { parts.map(\.quality).worst ?? .missing }
    /// Ends on an estimate, so that the bill must say so (rule D6.1).
    package var isEstimated: Bool { advances.contains { $0.closing.isEstimated } }
    /// An actual after a billed estimate: it puts the estimate right (rule B4.9).
    package var truesUp: Bool {
        !isEstimated && advances.contains { $0.opening.isEstimated }
    }
    /// The billed estimate was above the later actual (rule B4.10).
    package var overEstimated: Bool { truesUp && advances.contains(where: \.isTrueUpCredit) }
}

/// The facts consumption is derived from.
package struct MeteredSupply: Sendable {
    package var registers: [Register]
    /// Closing reads of the last bill, estimated or not; opening reads before the first bill.
    package var billed: [Reading]
    /// Every reading on record from the last bill on, in any order.
    package var readings: [Reading]

    package init(registers: [Register], billed: [Reading], readings: [Reading]) {
        self.registers = registers
        self.billed = billed
        self.readings = readings
    }

    /// The latest day of `window` that closes every register hanging on it, or nil.
    package func closingDay(in window: Period) -> Day? {
        let days = Set(readings.filter { $0.closesPeriod }.map(\.day)).filter(window.contains)
        return days.sorted(by: >).first { day in
            let hanging = registers.filter { $0.isEffective(on: day) }
            return !hanging.isEmpty
                && hanging.allSatisfy { register in
                    readings.contains {
                        $0.registerID == register.id && $0.day == day && $0.closesPeriod
                    }
                }
        }
    }

    /// Consumption over `period`: from the reads at the end of the day before it to the reads
    /// at the end of its last day. `splits` are days on which a price changes.
    package func consumption(
        over period: Period, splits: [Day] = [], gates: ValidationGates = ValidationGates()
    ) -> Consumption {
        var (usages, findings): ([Consumption.Usage], [Finding]) = ([], [])
        for code in codes {
            var advances: [Advance] = []
            var isWhole = true
            for register in registers(of: code, in: period) {
                switch chain(of: register, over: period, splits, gates) {
                case .success(let more): advances += more
                case .failure(let refused):
                    findings.append(refused.finding)
                    isWhole = false
                }
            }
            guard isWhole, let unit = advances.first?.register.unit else { continue }
            guard let parts = parts(advances, period, splits) else {
                findings.append(outOfRange(code, gates))
                continue
            }
            usages.append(Consumption.Usage(code: code, unit: unit, parts: parts))
        }
        return Consumption(period: period, usages: usages, findings: findings)
    }

    private var codes: [UsageCode] {
        registers.reduce(into: []) { codes, register in
            if !codes.contains(register.usage) { codes.append(register.usage) }
        }
    }

    /// Registers that counted inside the period, oldest first.
    private func registers(of code: UsageCode, in period: Period) -> [Register] {
        registers.filter { register in
            register.usage == code && register.kind == .register
                && register.installed <= period.last
                && register.removed.map { $0 >= period.start } ?? true
        }.sorted { $0.installed < $1.installed }
    }

    private func outOfRange(_ code: UsageCode, _ gates: ValidationGates) -> Finding {
        Doubts.format.finding(gates, [NamedFigure("usage", .text(code.rawValue))])
    }
}

// One register: its opening, its closing, and what lies between.
extension MeteredSupply {
    private struct Absent: Error {
        let finding: Finding
    }

    private func chain(
        of register: Register, over period: Period, _ splits: [Day], _ gates: ValidationGates
    ) -> Result<[Advance], Absent> {
        guard let opening = opening(of: register, period) else {
            return .failure(
                absent(.missing, register, max(period.start - 1, register.installed), gates))
        }
        guard let closing = closing(of: register, period) else {
            let isRemoved = register.removed.map { $0 <= period.last } ?? false
            let day = isRemoved ? register.removed ?? period.last : period.last
            return .failure(absent(isRemoved ? .noRemoval : .missing, register, day, gates))
        }
        let steps = [opening] + between(opening, closing, register) + [closing]
        return advances(register, steps, splits, gates)
    }

    private func opening(of register: Register, _ period: Period) -> Reading? {
        let before = period.start - 1
        if let read = best(billed, register, on: before) { return read }
        return register.installed >= before
            ? best(readings, register, on: register.installed) : nil
    }

    private func closing(of register: Register, _ period: Period) -> Reading? {
        let last = register.removed.map { min($0, period.last) } ?? period.last
        return best(readings.filter(\.closesPeriod), register, on: last)
    }

    /// Actual reads between, one a day: they count rollovers and may stand at a price change.
    private func between(_ one: Reading, _ other: Reading, _ register: Register) -> [Reading] {
        let days = Set(
            readings.filter {
                $0.registerID == register.id && $0.countsAsActual && $0.day > one.day
                    && $0.day < other.day
            }.map(\.day))
        return days.sorted().compactMap { best(readings, register, on: $0) }
    }

    /// The best billable read of a day: actual before agreed before estimated; the later
    /// known one (later in the list) of two alike (rule B1.2).
    private func best(_ readings: [Reading], _ register: Register, on day: Day) -> Reading? {
        readings.filter { $0.registerID == register.id && $0.day == day && $0.isBillable }
            .reversed().max { $0.quality < $1.quality }
    }

    private func advances(
        _ register: Register, _ steps: [Reading], _ splits: [Day], _ gates: ValidationGates
    ) -> Result<[Advance], Absent> {
        var (advances, from): ([Advance], Int) = ([], 0)
        for index in steps.indices.dropFirst() {
            let isLast = index == steps.count - 1
            guard isLast || splits.contains(steps[index].day + 1) else { continue }
            do {
                advances.append(
                    try Advance(register, through: steps[from...index], rollover: gates.rollover))
            } catch { return .failure(Absent(finding: register.finding(error, gates))) }
            from = index
        }
        return .success(advances)
    }

    private func absent(
        _ doubt: Doubts, _ register: Register, _ day: Day, _ gates: ValidationGates
    ) -> Absent {
        Absent(
            finding: doubt.finding(
                gates,
                [
                    NamedFigure("meter", .text(register.meterSerial)),
                    NamedFigure("usage", .text(register.usage.rawValue)),
                    NamedFigure("read due at the end of", .day(day)),
                ]))
    }

    /// Cuts at the price changes that no advance spans. Nil where a sum is out of range.
    private func parts(
        _ advances: [Advance], _ period: Period, _ splits: [Day]
    ) -> [Consumption.Part]? {
        let cuts = Set(splits).sorted().filter { day in
            day > period.start && day < period.end
                && !advances.contains { $0.period.start < day && day < $0.period.end }
        }
        var parts: [Consumption.Part] = []
        for (start, end) in zip([period.start] + cuts, cuts + [period.end]) {
            let inside = advances.filter {
                $0.period.start >= start && $0.period.end <= end
            }
            guard let quantity = sum(inside) else { return nil }
            parts.append(
                Consumption.Part(
                    period: Period(from: start, upTo: end), advances: inside, quantity: quantity))
        }
        return parts
    }

    private func sum(_ advances: [Advance]) -> Quantity? {
        var total = Int64(0)
        for advance in advances {
            let (next, overflow) = total.addingReportingOverflow(advance.quantity.millionths)
            guard !overflow else { return nil }
            total = next
        }
        return Quantity(millionths: total)
    }
}

extension Register {
    /// What a refused advance says to a person.
    func finding(_ refused: AdvanceRefused, _ gates: ValidationGates) -> Finding {
        let meter = NamedFigure("meter", .text(meterSerial))
        if case .doesNotFit(let reading, _) = refused {
            return Doubts.format.finding(
                gates,
                [
                    meter, NamedFigure("reading", .quantity(reading.value, unit)),
                    NamedFigure("read on", .day(reading.day)),
                    NamedFigure("dials", .count(dial.dials)),
                    NamedFigure("decimals", .count(dial.decimals)),
                ])
        }
        guard case .backward(let opening, let closing) = refused else {
            return Doubts.format.finding(gates, [meter])
        }
        return Doubts.backward.finding(
            gates,
            [
                meter, NamedFigure("last billed", .quantity(opening.value, unit)),
                NamedFigure("on", .day(opening.day)),
                NamedFigure("reading", .quantity(closing.value, unit)),
                NamedFigure("read on", .day(closing.day)),
            ])
    }
}
