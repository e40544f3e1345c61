import Measures
import Metering

extension RegisterHistory {
    /// Actual reads on the days before prices change, between two readings: all that rule
    /// versions 1 to 3 look at.
    func reads(
        before changes: [Day], from opening: Reading, to closing: Reading
    ) -> [Reading] {
        changes.filter { $0 - 1 > opening.day && $0 - 1 < closing.day }
            .compactMap { reading(on: $0 - 1) }.filter(\.countsAsActual)
    }

    /// The actual reads that say most about what was used before and after each change: the
    /// nearest on either side of it that follow each other between two readings (rule C1.26).
    func reads(
        around changes: [Day], from opening: Reading, to closing: Reading, _ counting: Counting
    ) -> [Reading] {
        let inside = changes.filter { $0 - 1 > opening.day && $0 - 1 < closing.day }
        guard !inside.isEmpty else { return [] }
        let known = counting.following(
            actualReads(after: opening.day, before: closing.day), from: opening, to: closing)
        let nearest = inside.flatMap { change in
            [known.last { $0.day < change }, known.first { $0.day >= change - 1 }]
        }
        let days = Set(nearest.compactMap { $0?.day })
        return known.filter { days.contains($0.day) }
    }

    /// Between two days, neither included.
    func actualReads(after first: Day, before last: Day) -> [Reading] {
        readings.filter { $0.day > first && $0.day < last && $0.countsAsActual }
    }

    /// The actual reading behind an opening that was billed as an estimate, and how far the dial
    /// is believed to have moved from it; nil where the opening is no estimate or none is known.
    func actualBefore(_ opening: Reading) -> ActualBefore? {
        guard opening.isEstimated, billed.last?.closingDay == opening.day else { return nil }
        var moved: Int128 = 0
        for bill in billed.reversed() {
            moved += Int128(bill.move(on: register.dial))
            guard bill.openingType != ReadType.estimated.rawValue else { continue }
            guard let moved = Int64(exactly: moved) else { return nil }
            return ActualBefore(
                value: bill.opening, day: bill.openingDay, moved: moved, until: opening.day)
        }
        return nil
    }
}

extension BilledReading {
    /// How far the dial moved, in millionths of its unit: the turn that comes nearest to what was
    /// billed.
    fileprivate func move(on dial: Dial) -> Int64 {
        let plain = closing.millionths - opening.millionths
        return [plain, plain + dial.capacity, plain - dial.capacity].first { move in
            (try? dial.quantity(of: DialMove(millionths: move))) == consumption
        } ?? plain
    }
}
