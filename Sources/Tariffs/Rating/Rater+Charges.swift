import Measures

extension Rater {
    mutating func rate(_ charge: PlannedCharge, _ rated: inout Rated) throws(RatingRefused) {
        changes.removeAll(keepingCapacity: true)
        let period = input.period
        for day in charge.changes where day > period.start.number && day < period.end.number {
            changes.append(Day(number: day))
        }
        if !input.changes.isEmpty { addChangedNumbers(charge) }
        guard !changes.isEmpty else {
            segment = -1
            enterWhole(on: period.start)
            return try rateInScope(charge, into: &rated)
        }
        try rateInPieces(charge, &rated)
    }

    /// Days on which a number that the charge stands on takes another value.
    private mutating func addChangedNumbers(_ charge: PlannedCharge) {
        for change in input.changes
        where charge.numbers.contains(change.slot) && change.from < input.period.end
            && !changes.contains(change.from)
        {
            changes.append(change.from)
        }
        changes.sort()
    }

    /// A price changes inside the period: each piece between changes at its own price.
    private mutating func rateInPieces(
        _ charge: PlannedCharge, _ rated: inout Rated
    ) throws(RatingRefused) {
        if let series = charge.needs.series.min(), let day = changes.first {
            throw .seriesAcrossPriceChange(plan.seriesNames[series], day)
        }
        if case .blocks(let blocks) = charge.kind { try checkFill(of: blocks, charge, rated) }
        let period = input.period
        var span = period.start
        segment = 0
        for (from, upTo) in zip([period.start] + changes, changes + [period.end]) {
            if isMeasured(from, charge) { span = from }
            let spanEnd = changes.first { $0 >= upTo && isMeasured($0, charge) } ?? period.end
            let scope = Scope(
                span: Period(from: span, upTo: spanEnd), piece: Period(from: from, upTo: upTo),
                priceDay: from, cutsUsage: charge.cutsUsage)
            enter(scope)
            try rateInScope(charge, into: &rated)
            segment += 1
        }
    }

    /// True where no part of its usages reaches across the day: it was read then.
    private func isMeasured(_ day: Day, _ charge: PlannedCharge) -> Bool {
        guard charge.splits else { return false }
        for part in input.usages
        where part.period.start < day && day < part.period.end
            && charge.usages.contains(part.slot.index)
        {
            return false
        }
        return true
    }

    /// The lines of a charge in the present scope, by its kind.
    private mutating func rateInScope(
        _ charge: PlannedCharge, into rated: inout Rated
    ) throws(RatingRefused) {
        try prepare(charge.quantities, rated)
        if let when = charge.when, !(try isTrue(when, rated)) { return }
        switch charge.kind {
        case .unit(let quantity, let price):
            try rateUnit(charge, quantity: quantity, price: price, into: &rated)
        case .blocks(let blocks): try rateBlocks(charge, blocks, into: &rated)
        case .percent(let percent, let of, let ofExact):
            var base = Exact.zero
            for slot in of { base += lines(slot, exact: ofExact, rated) }
            let share = try value(percent, rated) / Exact(100)
            try add(charge, quantity: base, price: share, into: &rated)
        case .minimum(let minimum, let covers):
            try rateMinimum(charge, of: minimum, covers: covers, into: &rated)
        case .amount(let amount, let quantity):
            let shown = try quantity.map { p throws(RatingRefused) in try value(p, rated) }
            let exact = try value(amount, rated) * times(charge)
            try add(charge, quantity: shown ?? .one, price: exact, into: &rated, exact: exact)
        case .allocation(let pool, let share, let names):
            try rateAllocation(charge, of: pool, by: share, to: names, into: &rated)
        }
    }

    private mutating func rateUnit(
        _ charge: PlannedCharge, quantity: Program?, price: Program, into rated: inout Rated
    ) throws(RatingRefused) {
        let price = try value(price, rated)
        let name = charge.bySeason ? charge.firstName + season(charge) : charge.firstName
        guard let quantity else {
            let count = charge.per == .day ? Exact(scope.piece.days) : .one
            let times = charge.per == .day ? .one : times(charge)
            return try add(
                charge, name: name, quantity: count, price: price, times: times, into: &rated)
        }
        var amount = try value(quantity, rated)
        if charge.splits { amount = share(of: amount, in: scope) }
        try add(
            charge, name: name, quantity: amount, price: price, times: times(charge), into: &rated)
    }

    private func season(_ charge: PlannedCharge) -> Int {
        for slot in charge.prices {
            let rows = plan.prices[slot]
            if case .season = rows.pick, let row = row(of: rows, on: scope.priceDay.number) {
                return row.season
            }
        }
        return 0
    }

    /// What the covered lines lack to the minimum; no line where they reach it (rule C1.12).
    private mutating func rateMinimum(
        _ charge: PlannedCharge, of minimum: Program, covers: [Int], into rated: inout Rated
    ) throws(RatingRefused) {
        var covered = Exact.zero
        for slot in covers { covered += lines(slot, exact: false, rated) }
        let topUp = try known(value(minimum, rated) * times(charge) - covered, "minimum")
        guard topUp > .zero else { return }
        try add(charge, quantity: .one, price: topUp, into: &rated)
    }

    /// What the price is multiplied with beside the quantity: days, months, a part of a year.
    func times(_ charge: PlannedCharge) -> Exact {
        switch charge.per {
        case .day: return Exact(scope.piece.days)
        case .year: return plan.yearShare(of: scope.piece)
        case .month: return monthShare(of: scope.piece)
        case .bill:
            if charge.splits || scope.piece == input.period || !charge.needs.lines.isEmpty {
                return .one
            }
            return Exact(Int128(scope.piece.days), over: Int128(input.period.days))
        }
    }

    /// A line rated before, as far as it falls on the present piece.
    func lines(_ slot: Int, exact: Bool, _ rated: borrowing Rated) -> Exact {
        var total = Exact.zero
        for line in rated.lines where plan.lineNames[line.name].charge == slot {
            guard let inside = line.period.shared(with: scope.piece) else { continue }
            let billed = Exact(Int128(line.minorUnits), over: plan.minorPerMajor)
            let amount = exact || awaitsSum ? line.exact : billed
            total +=
                inside == line.period
                ? amount : amount * Exact(Int128(inside.days), over: Int128(line.period.days))
        }
        return total
    }

    /// Adds a line of quantity × price × `times` on the days of the present piece, rounded once.
    /// `name` is an index of the plan's line names; `exact` is an amount that is no such product.
    mutating func add(
        _ charge: PlannedCharge, name: Int? = nil, quantity: Exact, price: Exact,
        times: Exact = .one, into rated: inout Rated, exact: Exact? = nil
    ) throws(RatingRefused) {
        let name = name ?? charge.firstName
        let exact = exact ?? quantity * price * times
        let minorUnits = try pennies(exact, by: charge.rounding) { plan.lineNames[name].code }
        try append(
            RatedLine(
                name: name, segment: segment, part: -1, period: scope.piece,
                quantity: quantity, price: price, times: times, exact: exact,
                minorUnits: minorUnits), of: charge, to: &rated)
    }

    mutating func append(
        _ line: RatedLine, of charge: PlannedCharge, to rated: inout Rated
    ) throws(RatingRefused) {
        if isRecording { rated.workings.append(try working(of: line, charge, rated)) }
        rated.lines.append(line)
    }

    /// Minor units of an amount rounded to at most the places of the currency.
    func pennies(
        _ value: Exact, by rule: RoundingRule, named name: () -> String
    ) throws(RatingRefused) -> Int64 {
        do throws(OutOfRange) {
            let currency = plan.book.currency
            let pennies =
                rule.places == currency.digits
                ? try value.scaled(by: currency.minorPerMajor, rule.mode)
                : try value.rounded(rule).scaled(by: currency.minorPerMajor, .halfUp)
            guard pennies.magnitude <= maximumMinorUnits else { throw OutOfRange() }
            return pennies
        } catch { throw .outOfRange(name()) }
    }
}

/// Ten million million major units: more is a mistake, and less can be added up safely.
private let maximumMinorUnits: UInt64 = 1_000_000_000_000_000
