package import Measures
package import Tariffs

/// Why the inputs of a bill case do not fit its book.
package enum BillCaseRefused: Error, Hashable, Sendable {
    case unknownInput(String, book: String)
    case badNumber(String, value: String)
    case unknownZone(String)
    case unknownBand(String)
    case rating(RatingRefused, book: String)
}

extension BillCase {
    /// The bill of this case: its parts rated one after another and added up.
    package func rated(
        _ plan: (String) throws -> TariffPlan, zone: (String) -> Zone?
    ) throws -> Bill {
        var bill = Bill()
        var (net, tax) = (Int64(0), Int64(0))
        for part in parts {
            let plan = try plan(part.book)
            let rated = try part.rated(plan, zone: zone)
            net += rated.netMinorUnits
            tax += rated.taxMinorUnits
            bill.add(rated, plan)
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

extension BillCase.Bill {
    /// Lines follow on; a tax of the same code and kind is added up.
    fileprivate mutating func add(_ rated: Rated, _ plan: TariffPlan) {
        lines += zip(rated.lines, rated.workings).map { line, working in
            var new = BillCase.Line(
                code: plan.code(of: line, rated), amount: rated.amount(of: line).plain)
            new.working = working
            return new
        }
        for (tax, working) in zip(rated.taxes, rated.taxWorkings) {
            let code = plan.book.taxes[tax.tax].code
            guard let place = taxes.firstIndex(where: { $0.code == code }) else {
                let base = rated.base(of: tax).plain
                let amount = rated.amount(of: tax).plain
                var new = BillCase.Tax(
                    code: code, percent: tax.percent, base: base, amount: amount,
                    included: tax.included)
                new.working = working
                taxes.append(new)
                continue
            }
            taxes[place].working?.steps += working.steps
            taxes[place].base = sum(taxes[place].base, rated.base(of: tax))
            taxes[place].amount = sum(taxes[place].amount, rated.amount(of: tax))
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
        _ plan: TariffPlan, zone: (String) -> Zone?
    ) throws(BillCaseRefused) -> Rated {
        let input = try input(plan, zone: zone)
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
        for (name, value) in numbers.sorted(by: { $0.key < $1.key }) {
            guard let slot = plan.numberSlot(name) else { throw .unknownInput(name, book: book) }
            guard let number = plan.value(value, of: name) else {
                throw .badNumber(name, value: value)
            }
            input.set(slot, number)
        }
        try setLists(plan, zone, &input)
        return input
    }

    private func setLists(
        _ plan: TariffPlan, _ zone: (String) -> Zone?, _ input: inout RatingInput
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
            guard let slot = plan.seriesSlot(given.name), let hours = plan.timeOfUse() else {
                throw .unknownInput(given.name, book: book)
            }
            input.set(slot, try marks(of: given, hours, zone))
        }
    }

    /// One for each interval of the period that lies in the band, else zero.
    private func marks(
        of given: BandGiven, _ hours: TimeOfUse, _ zone: (String) -> Zone?
    ) throws(BillCaseRefused) -> [Exact] {
        guard let zone = zone(self.zone ?? "UTC") else { throw .unknownZone(self.zone ?? "UTC") }
        guard let band = hours.band(given.band) else { throw .unknownBand(given.band) }
        let start = zone.start(of: period.start)
        let count = (zone.start(of: period.end) - start) / (given.minutes * 60)
        return hours.bands(count, from: start, every: given.minutes * 60, in: zone)
            .map { $0 == band ? .one : .zero }
    }
}
