package import Tariffs

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
        let owed = unbilledPeriods(through: rules.through).first {
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
            var input = try tariff.input(
                over: draft.period, usages: draft.usages, properties: properties)
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
}

extension UsedSegment {
    /// The figures of earlier bills that its own bill was made with. For a tariff that asks for others
    /// they are not known: the run did not look so far back.
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
