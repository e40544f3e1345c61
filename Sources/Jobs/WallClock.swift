package import Measures

/// When the wall clock shows a time of a day.
package enum WallClockTime: Sendable, Hashable {
    case once(Instant)
    /// Never: the clock goes forward over it, at this moment.
    case skipped(after: Instant)
    /// Twice: the clock goes back over it.
    case repeated(first: Instant, second: Instant)
}

extension Zone {
    /// - Parameter second: since midnight as the clock counts, 0 to 86,399.
    package func moments(of day: Day, second: Int) -> WallClockTime {
        let wall = Int64(day.number) * 86_400 + Int64(second)
        let around = shifts.filter { abs($0.from.seconds - wall) <= 2 * 86_400 }
        let before = offset(at: Instant(seconds: wall - 2 * 86_400))
        let shown = Set(around.map(\.offset) + [before])
            .map { (offset: $0, moment: Instant(seconds: wall - Int64($0))) }
            .filter { offset(at: $0.moment) == $0.offset }
            .map(\.moment).sorted()
        switch shown.count {
        case 0: return .skipped(after: jump(over: wall, around, from: before))
        case 1: return .once(shown[0])
        default: return .repeated(first: shown[0], second: shown[shown.count - 1])
        }
    }

    /// The moment at which the clock goes from before a time to after it.
    private func jump(over wall: Int64, _ around: [Shift], from before: Int) -> Instant {
        var last = before
        for shift in around {
            let (from, upTo) = (
                shift.from.seconds + Int64(last), shift.from.seconds + Int64(shift.offset)
            )
            if from <= wall && wall < upTo { return shift.from }
            last = shift.offset
        }
        preconditionFailure("a time that is not shown lies in a jump of the clock")
    }
}
