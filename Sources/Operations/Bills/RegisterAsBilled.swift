import Billing
import Documents
import Measures
import Metering
import Storage

/// A register as the bill's run knew it, with where that came from and what is known now.
struct RegisterAsBilled {
    let installed: InstalledRegister
    private let origin: Event?
    private let now: InstalledRegister?

    /// Nil for a register that the run did not know.
    init?(_ id: Int64, on bill: Bill, in sources: BillSources) throws {
        let asPlanned = try sources.run(BillID.run(of: bill.id)).asPlanned
        guard let installed = try asPlanned.registers[id] else { return nil }
        self.installed = installed
        origin = try asPlanned.origins[id].flatMap { try sources.event($0) }
        now = try sources.registers[id]
    }

    /// The multiplier with its origin, and the advance that it multiplies (rule A1.3); nil
    /// where the readings no longer make an advance.
    func working(_ billed: BilledReading) -> Working? {
        let (opening, closing) = (billed.pair[0], billed.pair[1])
        let advance =
            Advance(installed.register, from: opening, to: closing, of: billed.consumption)
            ?? (try? Advance(installed.register, through: billed.pair))
        guard let advance else { return nil }
        return Working([multiplier, advance.working])
    }

    private var multiplier: Working.Step {
        let value = installed.register.dial.multiplier
        var inputs = [NamedFigure("on the meter from", .day(installed.register.installed))]
        if let origin {
            inputs.append(NamedFigure("taken in on", .day(origin.businessDay)))
            inputs.append(NamedFigure("by", .text("\(origin.actor), event \(origin.id)")))
        }
        if let later = now?.register.dial.multiplier, later != value {
            inputs.append(NamedFigure("corrected since then to", .exact(later, nil)))
        }
        return Working.Step(
            .reading, "multiplier of \(installed.register.meterSerial)", inputs: inputs,
            exact: value, result: .exact(value, nil), source: origin?.subject)
    }
}

/// The readings of a bill on one register, with the register.
struct ExplainedReading {
    let billed: BilledReading
    let register: RegisterAsBilled?
    let working: Working?

    init(_ billed: BilledReading, _ register: RegisterAsBilled?) {
        self.billed = billed
        self.register = register
        working = register?.working(billed)
    }
}

extension [ExplainedReading] {
    /// From readings and multipliers to a usage; empty where it is not read from dials.
    func steps(of usage: String) -> [Working.Step] {
        filter { $0.register?.installed.register.usage.rawValue == usage }
            .flatMap { $0.working?.steps ?? [] }
    }
}

extension Working {
    /// The same with the readings in front of each usage that stands on them.
    func reachingBack(to readings: [ExplainedReading]) -> Working {
        Working(
            steps.flatMap { step in
                step.kind == .advance ? readings.steps(of: step.name) + [step] : [step]
            })
    }
}
