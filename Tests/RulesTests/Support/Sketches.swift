import Measures
import Metering

// Short forms in which the examples are written.

func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("no day: \(text)") }
    return day
}

func period(_ first: String, _ last: String) -> Period {
    Period(from: day(first), through: day(last))
}

func exact(_ text: String) -> Exact {
    guard let value = Exact(text) else { preconditionFailure("no number: \(text)") }
    return value
}

func quantity(_ text: String) -> Quantity {
    guard let value = Quantity(text) else { preconditionFailure("no quantity: \(text)") }
    return value
}

/// Pence, cents: the smallest unit of a currency, as text with the point.
func plain(_ minorUnits: Int64, _ currency: Currency = .gbp) -> String {
    Money(minorUnits: minorUnits, currency: currency).plain
}

func list(_ values: some Sequence<some CustomStringConvertible>) -> String {
    values.map { "\($0)" }.joined(separator: ", ")
}

func register(
    dials: Int = 5, decimals: Int = 0, times multiplier: Exact = .one,
    unit: Measures.Unit = .kWh, isNetMetered: Bool = false
) throws -> Register {
    try Register(
        id: 1, meterSerial: "M1", usage: UsageCode(unit.rawValue), unit: unit,
        dial: Dial(dials: dials, decimals: decimals, multiplier: multiplier),
        installed: day("2000-01-01"), isNetMetered: isNetMetered)
}

func read(_ onDay: String, _ value: String, _ type: ReadType = .actual) -> Reading {
    Reading(registerID: 1, day: day(onDay), value: quantity(value), type: type)
}

/// What a register counted between two readings, or that it was refused because it fell.
func counted(
    _ register: Register, from opening: Reading, to closing: Reading
) throws -> String {
    do {
        let advance = try Advance(register, from: opening, to: closing)
        return "\(advance.quantity) \(register.unit)"
    } catch AdvanceRefused.backward {
        return "refused: it fell"
    }
}
