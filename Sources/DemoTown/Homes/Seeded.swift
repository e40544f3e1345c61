/// Pseudo-random numbers from a seed (SplitMix64): the same seed gives the same numbers on every
/// machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// A stream of its own for one thing of the town: the thing's kind and its number.
    init(_ seed: UInt64, for subject: Subject, number: Int) {
        var mixed = Seeded(seed ^ (subject.rawValue &* 0xD6E8_FEB8_6659_FD93))
        state = mixed.next() &+ UInt64(number) &* 0xA076_1D64_78BD_642F
        _ = next()
    }

    enum Subject: UInt64 { case home = 1, point, month, intervals, faults, customer }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number of `range`, all about equally likely.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() >> 16) % (range.upperBound - range.lowerBound + 1)
    }

    /// True with a probability of `permille` thousandths.
    mutating func chance(_ permille: Int) -> Bool { number(0...999) < permille }
}
