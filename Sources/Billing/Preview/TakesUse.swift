package import Measures
import Tariffs

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
                && (known.properties.contains(number.name) || BilledProperty.isDemand(number.name))
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
