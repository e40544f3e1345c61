package import Measures
import Metering
import Supply
package import Tariffs

/// What a supply point knows beside the quantities of its bills, and may have to be asked for.
package struct PointKnowledge: Sendable {
    /// Supply points with an interval channel.
    package let withChannels: Set<Int64>
    /// Names of properties that any supply point has.
    package let properties: Set<String>

    package init(withChannels: Set<Int64>, properties: Set<String>) {
        self.withChannels = withChannels
        self.properties = properties
    }
}

extension TariffInForce {
    /// True where what was billed under `billed` is all that this tariff would ask of any
    /// supply point without channels over `period`.
    ///
    /// It is not where it asks for a number or choice that nobody looked up, or where one of its
    /// prices or seasons changes inside the period on a day that was no change then: readings
    /// near that day would split the use (rule C1.26).
    package func takesUse(
        of billed: TariffInForce, over period: Period, _ known: PointKnowledge
    ) -> Bool {
        guard fromBills.map(\.name) == billed.fromBills.map(\.name),
            fromPrices.elementsEqual(billed.fromPrices, by: ==)
        else { return false }
        let asked = Set(billed.numbers.map(\.name))
        let split = Set(billed.numbers.filter(\.splits).map(\.name))
        let asksMore = numbers.contains { number in
            (number.splits ? !split.contains(number.name) : !asked.contains(number.name))
                && (known.properties.contains(number.name) || number.name.isDemand)
        }
        return !asksMore && plan.book.demandMinutes == billed.plan.book.demandMinutes
            && !splitDays.contains {
                $0 > period.start && $0 < period.end && !billed.splitDays.contains($0)
            }
    }

    /// True where the columns of a group are what this tariff asks for: demands are numbers to it,
    /// and it fills no blocks in order of time, or fills them as the bills had them filled: by the
    /// same windows, up to the same limits, and without a price of their own that changes on the way.
    func takesColumns(of group: UsedGroup, billed: TariffInForce) -> Bool {
        let numbers = plan.book.inputs.filter { $0.kind == .number }.map(\.name)
        guard group.demands.allSatisfy({ plan.numberSlot($0) == nil || numbers.contains($0) })
        else { return false }
        guard plan.fillsChronologically else { return true }
        let columns = columns(of: group).map { ColumnOfUse($0.source, grain: 1, maximum: 0) }
        guard readsChannels(as: billed), let input = try? input(group.segment(0)),
            let fills = plan.chronologicalLimits(input, columns)
        else { return false }
        let parts = Set(columns.map(\.source))
        return fills.allSatisfy {
            parts.contains(.part($0.usage, block: 0, limits: $0.limits))
        }
    }

    /// True where intervals add up to the same quantities: the same windows on the same days,
    /// and the same usages (rule A5.5).
    package func readsChannels(as billed: TariffInForce) -> Bool {
        func usages(_ tariff: TariffInForce) -> Set<String> {
            Set(tariff.plan.book.inputs.filter { $0.kind == .usage }.map(\.name))
        }
        let (book, other) = (plan.book, billed.plan.book)
        return book.timeOfUse == other.timeOfUse && usages(self) == usages(billed)
            && (book.timeOfUse == nil
                || book.seasons == other.seasons && book.jurisdiction == other.jurisdiction)
    }
}

extension String {
    /// `max_kW` and its like, which come from the intervals themselves.
    fileprivate var isDemand: Bool { contains("max_kW") }
}

extension PointFacts {
    /// What rating is given for a billed segment whose use is read again as `tariff` would have
    /// it read: from the readings and intervals known to its run.
    package func readAgain(
        _ segment: UsedSegment, for tariff: TariffInForce, _ rules: RunRules
    ) throws(RebillRefused) -> RatingInput {
        let owed = spansOwed(through: rules.through).first {
            agreements[$0.agreement].id == segment.bill.agreementID
                && $0.period.start == segment.period.start
        }
        guard let owed, let cycle = supplyPoint.cycle else { throw .notReadAgain }
        let end = cycle.lastEnd(onOrBefore: rules.through)
        let draft = ConsumptionCalculation(owed, of: self, cycleEnd: end, rules)
            .read(self, for: tariff, ChannelBands(tariff))
        guard draft.isRateable, draft.period == segment.period else { throw .notReadAgain }
        let known = try known(draft, for: tariff, rules)
        let billed = rules.tariffs.values.first { $0.versionID == segment.tariffVersionID }
        let properties = known + (try segment.carried(for: tariff, known, billed))
        do throws(SegmentRefused) {
            var input = try tariff.input(draft.period, draft.usages, properties)
            if !draft.loads.isEmpty {
                input.inTime = draft.chronologicalUse(
                    for: tariff, rules.schemes[scheme].zone, input)
            }
            return input
        } catch { throw .segment(error) }
    }

    /// Properties, demands and prices; a property stands above a price of its name.
    private func known(
        _ draft: Draft, for tariff: TariffInForce, _ rules: RunRules
    ) throws(RebillRefused) -> [BilledProperty] {
        let given = properties(for: tariff, over: draft.period) + draft.demands(for: tariff)
        do throws(SegmentRefused) {
            let priced = try draft.priced(for: tariff, rules, in: rules.schemes[scheme].zone)
            return given + priced.filter { one in !given.contains { $0.name == one.name } }
        } catch { throw .segment(error) }
    }

    /// The facts of the supply point that a tariff asks for, as they hold in `period`: one value, or
    /// each of those that split a charge where they change.
    func properties(for tariff: TariffInForce, over period: Period) -> [BilledProperty] {
        var found: [BilledProperty] = []
        for number in tariff.numbers {
            if number.splits {
                found += properties(number.name, over: period)
            } else if let one = property(number.name, on: period.last) {
                found.append(one)
            }
        }
        return found
    }

    /// Properties that stand above a series of earlier bills: what was billed before the books began
    /// here, as numbers with blanks or commas between.
    func histories(for tariff: TariffInForce, _ period: Period) -> [BilledProperty] {
        tariff.fromBills.filter(\.isSeries).compactMap { property($0.name, on: period.last) }
    }
}

extension UsedSegment {
    /// The figures of earlier bills that its own bill was made with. A tariff that asks for others
    /// cannot be told them: the run did not look so far back.
    fileprivate func carried(
        for tariff: TariffInForce, _ given: [BilledProperty], _ billed: TariffInForce?
    ) throws(RebillRefused) -> [BilledProperty] {
        var carried: [BilledProperty] = []
        for input in tariff.fromBills where !given.contains(where: { $0.name == input.name }) {
            guard let figure = properties.first(where: { $0.name == input.name }) else {
                let isEmpty = input.isSeries && billed?.takesSeries(input.name) == true
                guard isEmpty else { throw .notReadAgain }
                continue
            }
            carried.append(figure)
        }
        return carried
    }
}

extension TariffInForce {
    /// Whether a bill of this tariff without the series had no bills before it.
    fileprivate func takesSeries(_ name: String) -> Bool {
        fromBills.contains { $0.name == name && $0.isSeries }
    }
}
