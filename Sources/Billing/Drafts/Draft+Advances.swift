import Measures
import Metering

extension Draft {
    /// Adds what a register counted, in parts where it was read in between.
    ///
    /// Reads between that do not follow each other are left out: the use is then split by days.
    mutating func add(
        _ counting: Counting, from opening: Reading, to closing: Reading,
        through between: [Reading]
    ) {
        let register = counting.register
        if !between.isEmpty, add(counting, [opening] + between + [closing]) { return }
        if let quantity = try? counting.quantity(from: opening, to: closing) {
            addReading(of: register, from: opening, to: closing, quantity)
            addUsage(of: register, from: opening, to: closing, quantity)
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
        addReading(of: register, from: first, to: last, whole)
        if counting.addsUp { return addParts(counting, reads) }
        for (one, next) in zip(reads, reads.dropFirst()) {
            guard let part = try? counting.quantity(from: one, to: next) else { continue }
            addUsage(of: register, from: one, to: next, part)
        }
        return true
    }

    /// What was counted up to each read less what was up to the one before: the parts add up to
    /// the whole, however a multiplier is rounded (rules A1.3, D3.10).
    private mutating func addParts(_ counting: Counting, _ reads: [Reading]) -> Bool {
        var before = Quantity.zero
        for (one, next) in zip(reads, reads.dropFirst()) {
            guard let upTo = try? counting.quantity(from: reads[0], to: next) else { continue }
            addUsage(of: counting.register, from: one, to: next, upTo - before)
            before = upTo
        }
        return true
    }

    private mutating func addReading(
        of register: Register, from opening: Reading, to closing: Reading, _ counted: Quantity
    ) {
        readings.append(
            BilledReading(registerID: register.id, from: opening, to: closing, counted))
    }

    /// Hands a quantity to rating, unless its register only checks others.
    private mutating func addUsage(
        of register: Register, from opening: Reading, to closing: Reading, _ counted: Quantity
    ) {
        guard !register.isCheck else { return }
        usages.append(
            BilledUsage(
                usage: register.usage.rawValue, period: Advance.period(from: opening, to: closing),
                quantity: counted.exact,
                isEstimated: opening.isEstimated || closing.isEstimated))
    }
}

extension Register {
    /// The finding of a register that shows less than before (rule B3.4).
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
