import Measures
import Metering
import Testing

/// Short forms that the tables of these tests are written in.
func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("no day: \(text)") }
    return day
}

func amount(_ text: String) -> Quantity {
    guard let value = Quantity(text) else { preconditionFailure("no quantity: \(text)") }
    return value
}

func register(
    _ id: Int64 = 1, dials: Int = 5, decimals: Int = 0, times multiplier: Exact = .one,
    installed: String = "2020-01-01", removed: String? = nil, usage: String = "kWh",
    unit: Measures.Unit = .kWh, serial: String = "M1"
) throws -> Register {
    try Register(
        id: id, meterSerial: serial, usage: UsageCode(usage), unit: unit,
        dial: Dial(dials: dials, decimals: decimals, multiplier: multiplier),
        installed: day(installed), removed: removed.map(day))
}

func read(
    _ onDay: String, _ value: String, _ type: ReadType = .actual, register id: Int64 = 1
) -> Reading {
    Reading(registerID: id, day: day(onDay), value: amount(value), type: type)
}

/// A small seeded generator (SplitMix64): the same seed, the same run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
