import Measures
import Metering

extension Draft {
    /// Adds what a register counted, in parts where it was read in between.
    ///
    /// Reads between that do not follow each other are left out: the use is then split by days.
    mutating func add(
        _ counting: Counting, from opening: Reading, to closing: Reading, _ between: [Reading]
    ) {
        let register = counting.register
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
        if counting.addsUp { return addParts(counting, reads) }
        for (one, next) in zip(reads, reads.dropFirst()) {
            guard let part = try? counting.quantity(from: one, to: next) else { continue }
            use(register, one, next, part)
        }
        return true
    }

    /// What was counted up to each read less what was up to the one before: the parts add up to
    /// the whole, however a multiplier is rounded (rules A1.3, D3.10).
    private mutating func addParts(_ counting: Counting, _ reads: [Reading]) -> Bool {
        var before = Quantity.zero
        for (one, next) in zip(reads, reads.dropFirst()) {
            guard let upTo = try? counting.quantity(from: reads[0], to: next) else { continue }
            use(counting.register, one, next, upTo - before)
            before = upTo
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
        usages.indices.dropFirst().contains { index in
            usages[..<index].contains { $0.usage == usages[index].usage }
        }
    }
}

/// How a register's quantity between two readings is found.
struct Counting {
    let register: Register
    let rollover: RolloverLimit
    /// The actual reading behind an opening that is an estimate.
    let actual: ActualBefore?
    /// Parts are made to add up to their whole: from rule version 4 on.
    let addsUp: Bool

    func quantity(from opening: Reading, to closing: Reading) throws(AdvanceRefused) -> Quantity {
        if let actual = behind(opening) {
            return try register.counted(from: opening, to: closing, since: actual, rollover)
        }
        return try register.counted(from: opening, to: closing, rollover: rollover).quantity
    }

    /// The whole from the first to the last, decided once.
    func quantity(through reads: [Reading]) throws(AdvanceRefused) -> Quantity {
        guard let opening = reads.first, let closing = reads.last, reads.count > 1 else {
            throw .tooFewReadings
        }
        if addsUp { return try quantity(from: opening, to: closing) }
        return try Advance(register, through: reads, rollover: rollover).quantity
    }

    /// The reads that follow each other from an opening to a closing: each lies between the one
    /// before it and the closing, so that both moves together are the whole move. One that is
    /// lower than the one before, or higher than the closing, is left out.
    func following(_ reads: [Reading], _ opening: Reading, _ closing: Reading) -> [Reading] {
        var (last, kept) = (opening, [Reading]())
        for read in reads where fits(read, last, closing) {
            kept.append(read)
            last = read
        }
        return kept
    }

    private func fits(_ read: Reading, _ before: Reading, _ closing: Reading) -> Bool {
        guard let one = move(from: before, to: read), let two = move(from: read, to: closing),
            let both = move(from: before, to: closing)
        else { return false }
        return Int128(one) + Int128(two) == Int128(both)
    }

    /// In millionths of the dial's unit; nil where it is refused.
    private func move(from opening: Reading, to closing: Reading) -> Int64? {
        guard let actual = behind(opening) else {
            return try? register.counted(from: opening, to: closing, rollover: rollover).move
                .millionths
        }
        guard register.dial.misfit(closing.value) == nil else { return nil }
        return register.dial.move(
            from: opening.value, to: closing.value, on: closing.day, since: actual, rollover)?
            .millionths
    }

    /// What is behind an opening, where that is an estimate.
    func behind(_ opening: Reading) -> ActualBefore? {
        opening.isEstimated && opening.day == actual?.until ? actual : nil
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
    /// nearest on either side of it that follow each other between two readings (rule C1.26).
    func reads(
        around changes: [Day], _ opening: Reading, _ closing: Reading, _ counting: Counting
    ) -> [Reading] {
        let inside = changes.filter { $0 - 1 > opening.day && $0 - 1 < closing.day }
        guard !inside.isEmpty else { return [] }
        let known = counting.following(
            actualReads(after: opening.day, before: closing.day), opening, closing)
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
