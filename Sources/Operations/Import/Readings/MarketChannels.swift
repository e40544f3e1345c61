import Interchange
import Measures
import Metering
import Storage

/// What the market's names of channels are in our books (rule B3.1), as the import began.
struct MarketChannels: Sendable {
    private let registers: MarketRegisters

    init(_ books: Books) throws {
        registers = MarketRegisters(
            points: try books.supply.supplyPointsByMarketID(),
            registers: try books.meters.registers())
    }

    func open(_ record: NEMChannel) -> OpenChannel {
        switch registers(nmi: record.nmi, suffix: record.suffix, meter: record.meter) {
        case .failure(let unknown):
            return OpenChannel(
                record: record, candidates: [], refused: unknown.rejection(record.line))
        case .success(let named):
            let misfits = named.map {
                $0.register.misfit(minutes: record.minutes, unit: record.unit.unit)
            }
            let fitting = zip(named, misfits).filter { $0.1 == nil }.map(\.0)
            let unfit = fitting.isEmpty ? misfits.first ?? nil : nil
            return OpenChannel(
                record: record, candidates: fitting, refused: unfit?.rejection(record))
        }
    }

    func registers(
        nmi: String, suffix: String, meter: String
    ) -> Result<[InstalledRegister], MarketRegisters.Unknown> {
        registers.named(point: nmi, suffix: suffix, meter: meter)
    }
}

extension ChannelMisfit {
    fileprivate func rejection(_ record: NEMChannel) -> Rejection {
        switch self {
        case .length:
            Rejection(
                line: record.line, field: "interval length", value: "\(record.minutes)",
                rule: "the register is a channel of intervals of this length (B3.3)",
                advice:
                    "Correct kind and minutes in meters.csv; where the meter was set anew, give "
                    + "it a row of its own from that day on.")
        case .unit(let unit):
            Rejection(
                line: record.line, field: "unit of measure", value: record.unit.text,
                rule: "the unit is that of the register, \(unit) (B3.3)",
                advice: "Correct the unit in meters.csv.")
        }
    }
}

extension MarketRegisters.Unknown {
    func rejection(_ line: Int) -> Rejection {
        switch self {
        case .point(let nmi):
            Rejection(
                line: line, field: "NMI", value: nmi, rule: "the NMI is known (B3.1)",
                advice: "Import supply_points.csv with its market_id first.")
        case .suffix(let suffix, let nmi):
            Rejection(
                line: line, field: "NMI suffix", value: suffix,
                rule: "\(nmi) has a register with the suffix (B3.1)",
                advice: "Import meters.csv with its suffix first.")
        case .meter(let serial, let nmi):
            Rejection(
                line: line, field: "meter serial number", value: serial,
                rule: "the meter is the one at \(nmi) (RD-SERIAL)",
                advice: "Look for an exchange or crossed meters, and correct meters.csv.")
        }
    }
}

/// The 200 record that days belong to, and what it is in our books.
final class OpenChannel: Sendable {
    let record: NEMChannel
    /// Why none of its days can be taken in.
    let refused: Rejection?
    private let candidates: [InstalledRegister]

    /// The register that a day is of, and its values in our unit.
    typealias SoundDay = (register: Int64, values: [Int64])

    init(record: NEMChannel, candidates: [InstalledRegister], refused: Rejection?) {
        self.record = record
        self.candidates = candidates
        self.refused = refused
    }

    /// Why a day cannot be taken in.
    struct DayRefused: Error {
        let rejections: [Rejection]
    }

    func judge(_ day: NEMDay, today: Day) -> Result<SoundDay, DayRefused> {
        guard day.faults.isEmpty else { return .failure(DayRefused(rejections: day.faults)) }
        guard day.day <= today else { return refused(future(day, today)) }
        guard let index = candidates.firstIndex(where: { $0.register.isEffective(on: day.day) })
        else { return refused(notHanging(day)) }
        var values = day.values
        if let wrong = record.unit.scale.normalise(&values) {
            return refused(outOfRange(day, wrong))
        }
        return .success((candidates[index].id, values))
    }

    private func refused(_ rejection: Rejection) -> Result<SoundDay, DayRefused> {
        .failure(DayRefused(rejections: [rejection]))
    }

    private func future(_ day: NEMDay, _ today: Day) -> Rejection {
        Rejection(
            line: day.line, field: "interval date", value: "\(day.day)",
            rule: "a day is not after today, \(today) (RD-DATE)",
            advice: "Correct the day, or move the business day on.")
    }

    private func notHanging(_ day: NEMDay) -> Rejection {
        Rejection(
            line: day.line, field: "interval date", value: "\(day.day)",
            rule: "the meter of \(record.nmi) \(record.suffix) hangs there on the day (RD-DATE)",
            advice: "Correct the installation or removal in meters.csv.")
    }

    private func outOfRange(_ day: NEMDay, _ index: Int) -> Rejection {
        Rejection(
            line: day.line, field: "interval values", value: "value \(index + 1)",
            rule: "a value has at most six places in \(record.unit.unit)",
            advice: "Ask the sender for the unit the meter counts in.")
    }
}
