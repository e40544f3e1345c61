import Measures
import Metering

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
    func following(
        _ reads: [Reading], from opening: Reading, to closing: Reading
    ) -> [Reading] {
        var (last, kept) = (opening, [Reading]())
        for read in reads where fits(read, between: last, closing) {
            kept.append(read)
            last = read
        }
        return kept
    }

    private func fits(_ read: Reading, between before: Reading, _ closing: Reading) -> Bool {
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
