package import Measures

/// What a register counts, by the word tariffs use for it: `kWh`, `day`, `night`, `m3`.
package struct UsageCode: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ code: String) { rawValue = code }
    package var description: String { rawValue }
}

/// Why a register's facts cannot be true, in order of precedence.
package enum RegisterRefused: Error, Hashable, Sendable {
    case dials(Int)
    case decimals(Int)
    case multiplierNotPositive
    case removedBeforeInstalled(installed: Day, removed: Day)
    case intervalMinutes(Int)
}

/// The counter itself: how many digits it shows and what one unit on it is worth (rule A1.2).
///
/// Holds no text, so that a million of them are judged without an allocation.
package struct Dial: Sendable, Hashable {
    /// Digits before the point.
    package let dials: Int
    /// Digits after the point.
    package let decimals: Int
    /// CT/VT ratio or pulse weight. A changed multiplier is a new register (rule A6.4).
    package let multiplier: Exact
    /// How consumption is decided after the multiplier.
    package let rounding: RoundingRule
    /// The first value, in millionths, that the dials cannot show.
    package let capacity: Int64
    let scale: Int64
    let step: Int64
    let isPlain: Bool

    /// `dials` 1 to 12, `decimals` 0 to 6, `multiplier` above zero.
    package init(
        dials: Int, decimals: Int = 0, multiplier: Exact = .one,
        rounding: RoundingRule = RoundingRule(places: 6)
    ) throws(RegisterRefused) {
        guard (1...12).contains(dials) else { throw .dials(dials) }
        guard (0...6).contains(decimals) else { throw .decimals(decimals) }
        guard !multiplier.isOutOfRange, multiplier.numerator > 0 else {
            throw .multiplierNotPositive
        }
        precondition(rounding.places <= 6, "a quantity has at most six places")
        self.dials = dials
        self.decimals = decimals
        self.multiplier = multiplier
        self.rounding = rounding
        capacity = powersOfTen[dials] * 1_000_000
        scale = powersOfTen[rounding.places]
        step = powersOfTen[6 - rounding.places]
        isPlain = multiplier.numerator == multiplier.denominator
    }

    package static func == (a: Dial, b: Dial) -> Bool {
        a.dials == b.dials && a.decimals == b.decimals && a.rounding == b.rounding
            && (a.multiplier - b.multiplier).isZero
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(dials)
        hasher.combine(decimals)
        hasher.combine(rounding)
    }
}

/// One counter of a meter, from its installation to its removal (rules A1.2, A1.3).
package struct Register: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case register
        /// An interval channel of so many minutes.
        case interval(minutes: Int)
    }

    package let id: Int64
    package let meterSerial: String
    package let usage: UsageCode
    /// The unit of its consumption, after the multiplier.
    package let unit: Unit
    package let dial: Dial
    package let installed: Day
    /// The day whose end its removal read stands for; nil while it hangs.
    package let removed: Day?
    package let kind: Kind
    /// May run backwards, because it counts both directions (rule A6.5).
    package let isNetMetered: Bool

    package init(
        id: Int64, meterSerial: String, usage: UsageCode, unit: Unit, dial: Dial,
        installed: Day, removed: Day? = nil, kind: Kind = .register, isNetMetered: Bool = false
    ) throws(RegisterRefused) {
        if let removed, removed < installed {
            throw .removedBeforeInstalled(installed: installed, removed: removed)
        }
        if case .interval(let minutes) = kind, ![5, 10, 15, 30, 60].contains(minutes) {
            throw .intervalMinutes(minutes)
        }
        self.id = id
        self.meterSerial = meterSerial
        self.usage = usage
        self.unit = unit
        self.dial = dial
        self.installed = installed
        self.removed = removed
        self.kind = kind
        self.isNetMetered = isNetMetered
    }

    /// Whether it hung at the end of `day` (rule B3.1).
    package func isEffective(on day: Day) -> Bool {
        installed <= day && day <= (removed ?? day)
    }
}

/// Why a value cannot stand on a register (rules B3.3, A6.2).
package enum DoesNotFit: Error, Hashable, Sendable {
    case negative
    case tooManyDigits(dials: Int)
    case tooManyDecimals(allowed: Int)
}

extension Dial {
    /// Nil where the dials can show `value`.
    package func misfit(_ value: Quantity) -> DoesNotFit? {
        guard value.millionths >= 0 else { return .negative }
        guard value.millionths < capacity else { return .tooManyDigits(dials: dials) }
        guard decimals == 6 || value.millionths % powersOfTen[6 - decimals] == 0 else {
            return .tooManyDecimals(allowed: decimals)
        }
        return nil
    }
}
