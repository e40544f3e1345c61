package import Measures

/// One register or interval channel of a meter: a row of `meters.csv`.
package struct MeterRow: ImportRow, Hashable {
    package enum Column: Int, CSVColumn {
        case meterSerial, supplyPointId, installedOn, removedOn, register, unit, usage
        case kind, dials, decimals, multiplier, minutes, suffix, factors, netMetered

        package static let optional: Set<Column> = [
            .removedOn, .kind, .dials, .decimals, .multiplier, .minutes, .suffix, .factors,
            .netMetered,
        ]
    }

    package enum Kind: Sendable, Hashable {
        /// A counter with so many digits before and after its point.
        case register(dials: Int, decimals: Int)
        /// A channel with a value each so many minutes (rules A5.1).
        case interval(minutes: Int)
    }

    /// A number that turns what the register counts into what is billed.
    package struct Factor: Sendable, Hashable {
        package let name: String
        package let value: Exact
    }

    package static let fileName = "meters.csv"

    package let meterSerial: String
    package let supplyPointID: String
    package let installedOn: Day
    package let removedOn: Day?
    package let register: String
    package let unit: Unit
    /// What the register counts, in the word tariffs use: `kWh`, `day`, `night`, `m3`.
    package let usage: String
    package let kind: Kind
    /// CT/VT ratio or pulse weight; 1 for intervals.
    package let multiplier: Quantity
    /// The channel's suffix in market files, such as `E1`.
    package let suffix: String?
    package let factors: [Factor]
    /// Counts both directions, so that it may run backwards (rule A6.5).
    package let isNetMetered: Bool

    package init(_ fields: inout RowFields<Column>) {
        meterSerial = fields.id(.meterSerial)
        supplyPointID = fields.id(.supplyPointId)
        installedOn = fields.day(.installedOn)
        removedOn = fields.optionalDay(.removedOn, notBefore: installedOn, of: .installedOn)
        register = fields.id(.register)
        unit = Unit(fields.text(.unit, atMost: 20))
        usage = fields.id(.usage)
        kind = fields.meterKind()
        multiplier = fields.multiplier(of: kind)
        suffix = fields.optionalID(.suffix)
        factors = fields.factors()
        isNetMetered = fields.word(
            .netMetered, of: [("no", false), ("yes", true)], standard: false)
    }
}

extension RowFields<MeterRow.Column> {
    fileprivate mutating func meterKind() -> MeterRow.Kind {
        let isInterval = word(
            .kind, of: [("register", false), ("interval", true)], standard: false)
        let dials = optionalInt(.dials, in: 1...12)
        let decimals = optionalInt(.decimals, in: 0...6) ?? 0
        if isInterval { return .interval(minutes: minutes()) }
        if isBlank(.dials) {
            reject(
                .dials, rule: "a register has a number of dials",
                advice: "Count the digits before the point on the meter.")
        }
        return .register(dials: dials ?? 1, decimals: decimals)
    }

    /// Intervals come multiplied (rule A1.3): what was sent is what is billed.
    fileprivate mutating func multiplier(of kind: MeterRow.Kind) -> Quantity {
        let multiplier = positive(.multiplier, standard: Quantity(1))
        if case .interval = kind, multiplier > Quantity(1) || multiplier < Quantity(1) {
            reject(
                .multiplier,
                rule: "a channel of intervals has no multiplier: its values are sent multiplied",
                advice: "Leave it blank; it belongs to the registers of the meter.")
        }
        return multiplier
    }

    private mutating func minutes() -> Int {
        if let minutes = row[.minutes].int, [5, 15, 30, 60].contains(minutes) { return minutes }
        reject(
            .minutes, rule: "an interval channel has minutes of 5, 15, 30 or 60 (A5.1)",
            advice: "Fill in the length of its intervals.")
        return 30
    }

    /// `correction_factor=1.02264;calorific_value=39.5`
    fileprivate mutating func factors() -> [MeterRow.Factor] {
        guard let text = optionalText(.factors, atMost: 400) else { return [] }
        let factors = text.split(separator: ";").map { pair -> MeterRow.Factor? in
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map(\.trimmed)
            guard parts.count == 2, !parts[0].isEmpty, let value = Exact(parts[1]) else {
                return nil
            }
            return MeterRow.Factor(name: parts[0], value: value)
        }
        let names = Set(factors.compactMap(\.?.name))
        if factors.contains(nil) || names.count < factors.count {
            reject(
                .factors, rule: "factors are name=number with semicolons between them, each once",
                advice: "Write it such as correction_factor=1.02264;calorific_value=39.5.")
        }
        return factors.compactMap { $0 }
    }
}
