package import Measures

extension Register {
    /// The estimated reading that lies `use` after `opening`, as the dials would show it.
    ///
    /// Decided to the dial's decimals, half up; past the highest value it starts from zero.
    /// Nil where the use is negative or a whole turn of the dial, or out of range.
    package func estimatedReading(
        after opening: Reading, use: Quantity, on day: Day
    ) -> Reading? {
        let units = use.exact / dial.multiplier
        guard use >= .zero, let move = Estimation.quantity(units, dial.decimals),
            move.millionths < dial.capacity
        else { return nil }
        let value = (opening.value.millionths + move.millionths) % dial.capacity
        return Reading(
            registerID: id, day: day, value: Quantity(millionths: value), type: .estimated)
    }

    /// The value at the end of `day` on a straight line between two reads (rule B4.5).
    ///
    /// Derived; decided to the dial's decimals and never outside the two reads. Nil where
    /// `day` lies outside them or the register fell. `actual` is what is known behind a first
    /// read that is an estimate.
    package func interpolated(
        on day: Day, from one: Reading, to other: Reading, since actual: ActualBefore? = nil,
        rollover: RolloverLimit = RolloverLimit()
    ) -> (reading: Reading, estimate: Estimate)? {
        guard one.day <= day, day <= other.day, one.day < other.day else { return nil }
        let days = other.day - one.day
        let move = move(from: one, to: other, since: actual, rollover)
        guard let move, !move.isBackward else { return nil }
        let share = Exact(Int128(day - one.day), over: Int128(days))
        let part = Exact(Int128(move.millionths), over: 1_000_000) * share
        guard let advance = Estimation.quantity(part, dial.decimals) else { return nil }
        let bounded = min(advance.millionths, move.millionths)
        let value = Quantity(millionths: (one.value.millionths + bounded) % dial.capacity)
        let reading = Reading(
            registerID: id, day: day, value: value, roles: ReadRoles(.estimated),
            source: .company, method: .calculation, status: .derived)
        return (reading, interpolation(value, from: one, to: other, on: day))
    }

    private func move(
        from one: Reading, to other: Reading, since actual: ActualBefore?, _ rollover: RolloverLimit
    ) -> DialMove? {
        guard let actual else {
            return dial.move(
                from: one.value, to: other.value, days: other.day - one.day, rollover)
        }
        return dial.move(
            from: one.value, to: other.value, on: other.day, since: actual, rollover)
    }

    private func interpolation(
        _ value: Quantity, from one: Reading, to other: Reading, on day: Day
    ) -> Estimate {
        Estimate(
            value, by: .interpolation,
            inputs: [
                NamedFigure("read before", .quantity(one.value, unit)),
                NamedFigure("on", .day(one.day)),
                NamedFigure("read after", .quantity(other.value, unit)),
                NamedFigure("on", .day(other.day)),
                NamedFigure("day", .day(day)),
            ])
    }
}
