import Measures
import Metering

extension Draft {
    /// Adds what a register counted, in parts where it was read in between.
    ///
    /// Reads between that do not follow each other are left out: the use is then split by days.
    /// `actual` is the actual reading behind an opening that is an estimate.
    mutating func add(
        _ register: Register, from opening: Reading, to closing: Reading,
        _ between: [Reading], _ rollover: RolloverGate, _ actual: ActualBefore?
    ) {
        let counting = Counting(register: register, rollover: rollover, actual: actual)
        if !between.isEmpty, add(counting, [opening] + between + [closing]) { return }
        if let quantity = try? counting.quantity(from: opening, to: closing) {
            add(register, opening, closing, quantity)
            use(register, opening, closing, quantity)
        } else {
            stop(register.backward(from: opening, to: closing))
        }
    }

    /// False where the reads do not follow each other.
    private mutating func add(_ counting: Counting, _ reads: [Reading]) -> Bool {
        guard let first = reads.first, let last = reads.last,
            let whole = try? counting.quantity(through: reads)
        else { return false }
        let register = counting.register
        add(register, first, last, whole)
        for (one, next) in zip(reads, reads.dropFirst()) {
            guard let part = try? counting.quantity(from: one, to: next) else { continue }
            use(register, one, next, part)
        }
        return true
    }

    private mutating func add(
        _ register: Register, _ opening: Reading, _ closing: Reading, _ counted: Quantity
    ) {
        readings.append(
            BilledReading(registerID: register.id, from: opening, to: closing, counted))
    }

    /// Hands a quantity to rating, unless its register only checks others.
    private mutating func use(
        _ register: Register, _ opening: Reading, _ closing: Reading, _ counted: Quantity
    ) {
        guard !register.isCheck else { return }
        usages.append(
            BilledUsage(
                usage: register.usage.rawValue, period: Advance.period(from: opening, to: closing),
                quantity: counted.exact,
                isEstimated: opening.isEstimated || closing.isEstimated))
    }

    /// Where a usage is known in parts (an exchange, a read in between), what crosses a day on
    /// which a charge splits is cut there, each part by its own days: what was used between two
    /// reads stays between them (rules B4.4, C1.26). A usage of one part is left to rating, which
    /// shares it by the days of the whole period.
    mutating func cutUsages(_ rounding: RoundingRule) {
        let days = priceChanges.filter { $0 > period.start && $0 < period.end }
        guard !days.isEmpty, isKnownInParts else { return }
        usages = usages.flatMap { $0.cut(at: days, rounding) }
    }

    private var isKnownInParts: Bool {
        usages.indices.dropFirst().contains { place in
            usages[..<place].contains { $0.usage == usages[place].usage }
        }
    }
}

/// How a register's quantity between two readings is found.
private struct Counting {
    let register: Register
    let rollover: RolloverGate
    let actual: ActualBefore?

    func quantity(from opening: Reading, to closing: Reading) throws(AdvanceRefused) -> Quantity {
        if let actual, opening.isEstimated, opening.day == actual.until {
            return try register.counted(from: opening, to: closing, since: actual, rollover)
        }
        return try register.counted(from: opening, to: closing, rollover: rollover).quantity
    }

    /// The whole from the first to the last, decided once.
    func quantity(through reads: [Reading]) throws(AdvanceRefused) -> Quantity {
        guard let opening = reads.first, reads.count > 1 else { throw .tooFewReadings }
        guard let actual, opening.isEstimated, opening.day == actual.until else {
            return try Advance(register, through: reads, rollover: rollover).quantity
        }
        let first = try register.counted(from: opening, to: reads[1], since: actual, rollover)
        guard reads.count > 2 else { return first }
        let rest = try Advance(register, through: Array(reads.dropFirst()), rollover: rollover)
        return Quantity(millionths: first.millionths + rest.quantity.millionths)
    }
}

extension BilledUsage {
    /// The same in parts that meet on the days; the last takes what rounding leaves.
    fileprivate func cut(at days: [Day], _ rounding: RoundingRule) -> [BilledUsage] {
        let inside = days.filter { $0 > period.start && $0 < period.end }
        guard !inside.isEmpty else { return [self] }
        var (parts, rest): ([BilledUsage], Exact) = ([], quantity)
        for (from, upTo) in zip([period.start] + inside, inside) {
            let share = Exact(Int128(upTo - from), over: Int128(period.days))
            guard let part = try? (quantity * share).rounded(rounding) else { return [self] }
            parts.append(over(Period(from: from, upTo: upTo), part))
            rest = rest - part
        }
        return parts + [over(Period(from: inside[inside.count - 1], upTo: period.end), rest)]
    }

    private func over(_ days: Period, _ part: Exact) -> BilledUsage {
        BilledUsage(usage: usage, period: days, quantity: part, isEstimated: isEstimated)
    }
}

extension Register {
    /// The finding of a register that fell without a reason to (rule B3.4).
    fileprivate func backward(from opening: Reading, to closing: Reading) -> Finding {
        Finding(
            Finding.Code("RD-NEG"), .blocking, rule: "B3.4",
            figures: [
                NamedFigure("last billed", .quantity(opening.value, unit)),
                NamedFigure("reading", .quantity(closing.value, unit)),
                NamedFigure("read on", .day(closing.day)),
            ])
    }
}

extension RegisterHistory {
    /// Actual reads on the days before prices change, between two readings: all that rule
    /// versions 1 to 3 look at.
    func reads(before changes: [Day], _ opening: Reading, _ closing: Reading) -> [Reading] {
        guard changes.contains(where: { $0 - 1 > opening.day && $0 - 1 < closing.day }) else {
            return []
        }
        return changes.filter { $0 - 1 > opening.day && $0 - 1 < closing.day }
            .compactMap { reading(on: $0 - 1) }.filter(\.countsAsActual)
    }

    /// The actual reads that say most about what was used before and after each change: the
    /// nearest on either side of it, between two readings (rule C1.26).
    func reads(around changes: [Day], _ opening: Reading, _ closing: Reading) -> [Reading] {
        let inside = changes.filter { $0 - 1 > opening.day && $0 - 1 < closing.day }
        guard !inside.isEmpty else { return [] }
        let known = readings.filter {
            $0.day > opening.day && $0.day < closing.day && $0.countsAsActual
        }
        let nearest = inside.flatMap { change in
            [known.last { $0.day < change }, known.first { $0.day >= change - 1 }]
        }
        let days = Set(nearest.compactMap { $0?.day })
        return known.filter { days.contains($0.day) }
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
