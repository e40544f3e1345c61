package import Measures
package import Tariffs

/// Why the inputs of a bill case do not fit its book.
package enum BillCaseRefused: Error, Hashable, Sendable {
    case unknownInput(String, book: String)
    case badNumber(String, value: String)
    case unknownZone(String)
    case unknownBand(String)
    /// So many intervals were given, and the period has another number of them.
    case intervalsDiffer(Int, expected: Int)
    case price(PriceMissing)
    /// Demand is measured over so many minutes, and the intervals do not make them up.
    case demandUnknown(window: Int, minutes: Int)
    case rating(RatingRefused, book: String)
}

extension BillCase {
    /// The bill of this case: its parts rated one after another and added up.
    package func rated(
        _ plan: (String) throws -> TariffPlan, zone: (String) -> Zone?
    ) throws -> Bill {
        var bill = Bill()
        var (net, tax) = (Int64(0), Int64(0))
        for part in try ratedParts(plan, zone: zone) {
            net += part.rated.netMinorUnits
            tax += part.rated.taxMinorUnits
            bill.add(part.rated, part.plan)
        }
        let currency = try plan(parts[0].book).book.currency
        func plain(_ amount: Int64) -> String {
            Money(minorUnits: amount, currency: currency).plain
        }
        (bill.net, bill.taxTotal, bill.total) = (plain(net), plain(tax), plain(net + tax))
        bill.taxes = bill.taxes.filter(\.included) + bill.taxes.filter { !$0.included }
        return bill
    }
}

extension BillCase {
    /// Each part with its plan; every part knows what the others used of its fuel, because tax
    /// looks at the premises, not at the meter (rule C1.31).
    package func ratedParts(
        _ plan: (String) throws -> TariffPlan, zone: (String) -> Zone?
    ) throws -> [(plan: TariffPlan, rated: Rated)] {
        let plans = try parts.map { try plan($0.book) }
        var inputs = try zip(parts, plans).map { try $0.input($1, zone: zone) }
        for (index, plan) in plans.enumerated() {
            for (other, input) in inputs.enumerated()
            where other != index && plans[other].book.commodity == plan.book.commodity {
                inputs[index].add(elsewhere: input, of: plans[other], to: plan)
            }
        }
        return try zip(zip(parts, plans), inputs).map { part, input in
            (part.1, try part.0.rated(part.1, input))
        }
    }
}

extension BillCase.Bill {
    /// Lines follow on; a tax of the same code and kind is added up.
    fileprivate mutating func add(_ rated: Rated, _ plan: TariffPlan) {
        lines += zip(rated.lines, rated.workings).map { line, working in
            var new = BillCase.Line(
                code: plan.code(of: line, rated), amount: rated.amount(of: line).plain)
            new.working = working
            return new
        }
        for (carry, value) in zip(plan.book.carries, rated.carried) { carries[carry.input] = value }
        for (tax, working) in zip(rated.taxes, rated.taxWorkings) {
            let code = plan.book.taxes[tax.tax].code
            guard let index = taxes.firstIndex(where: { $0.code == code }) else {
                let base = rated.base(of: tax).plain
                let amount = rated.amount(of: tax).plain
                var new = BillCase.Tax(
                    code: code, percent: tax.percent, base: base, amount: amount,
                    included: tax.included)
                new.working = working
                taxes.append(new)
                continue
            }
            taxes[index].working?.steps += working.steps
            taxes[index].base = sum(taxes[index].base, rated.base(of: tax))
            taxes[index].amount = sum(taxes[index].amount, rated.amount(of: tax))
        }
    }

    private func sum(_ text: String, _ amount: Money) -> String {
        let other = Exact(text).flatMap { try? Money($0, in: amount.currency, .halfUp) }
        return ((other ?? .zero(amount.currency)) + amount).plain
    }
}

extension BillCase.Part {
    /// With the working of each line and tax.
    package func rated(
        _ plan: TariffPlan, _ input: RatingInput
    ) throws(BillCaseRefused) -> Rated {
        do throws(RatingRefused) { return try plan.rate(input, recording: true) } catch {
            throw .rating(error, book: book)
        }
    }

    /// What the case gives, in the slots of the plan.
    package func input(
        _ plan: TariffPlan, zone: (String) -> Zone?
    ) throws(BillCaseRefused) -> RatingInput {
        var input = plan.input(for: period)
        for usage in usages {
            guard let slot = plan.usageSlot(usage.of) else {
                throw .unknownInput(usage.of, book: book)
            }
            let period = usage.period ?? period
            input.usages.append(
                Usage(slot, usage.quantity, over: period, estimated: usage.estimated))
        }
        try takeNumbers(plan, &input)
        try takeIntervals(plan, zones: zone, into: &input)
        try takePrices(plan, zones: zone, into: &input)
        try setLists(plan, zones: zone, into: &input)
        return input
    }

    private func takeNumbers(
        _ plan: TariffPlan, _ input: inout RatingInput
    ) throws(BillCaseRefused) {
        for (name, values) in numbers.sorted(by: { $0.key < $1.key }) {
            guard let slot = plan.numberSlot(name) else { throw .unknownInput(name, book: book) }
            for (day, value) in values.sorted(by: { $0.key < $1.key }) {
                guard let number = plan.value(value, of: name) else {
                    throw .badNumber(name, value: value)
                }
                input.set(slot, number, from: day)
            }
        }
    }

    func clock(_ zones: (String) -> Zone?) throws(BillCaseRefused) -> Zone {
        let name = zone ?? "UTC"
        guard let found = zones(name) else { throw .unknownZone(name) }
        return found
    }

    private func setLists(
        _ plan: TariffPlan, zones zone: (String) -> Zone?, into input: inout RatingInput
    ) throws(BillCaseRefused) {
        for (name, values) in series {
            guard let slot = plan.seriesSlot(name) else { throw .unknownInput(name, book: book) }
            input.set(slot, values)
        }
        for (name, values) in names {
            guard let slot = plan.namesSlot(name) else { throw .unknownInput(name, book: book) }
            input.set(slot, values)
        }
        for given in bands {
            guard let slot = plan.seriesSlot(given.name), let hours = plan.timeOfUse(calendar)
            else {
                throw .unknownInput(given.name, book: book)
            }
            input.set(slot, try marks(of: given, hours, zone))
        }
    }

    /// One for each interval of the period that lies in the band, else zero.
    private func marks(
        of given: BandGiven, _ hours: TimeOfUse, _ zone: (String) -> Zone?
    ) throws(BillCaseRefused) -> [Exact] {
        let zone = try clock(zone)
        guard let band = hours.band(given.band) else { throw .unknownBand(given.band) }
        let start = zone.start(of: period.start)
        let count = (zone.start(of: period.end) - start) / (given.minutes * 60)
        return hours.bands(count, from: start, every: given.minutes * 60, in: zone)
            .map { $0 == band ? .one : .zero }
    }
}
