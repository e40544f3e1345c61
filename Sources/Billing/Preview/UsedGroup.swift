package import Measures

/// Segments that differ only in how much was used and in their demands: one tariff version, the
/// same days, the same other properties, blocks filled up to the same limits. What differs stands
/// in columns, so that a tariff is worked out once for all.
package final class UsedGroup {
    package let tariffVersionID: Int64
    package let period: Period
    /// Names of the usages and of the demands, each over the whole period, and where blocks ended
    /// that intervals filled: one column for each usage, demand and block, in this order.
    package let usages: [String]
    let demands: [String]
    let filled: [BilledBlocks]
    package let properties: [BilledProperty]
    package private(set) var bills: [UsedBill] = []
    /// Millionths of the unit, by column and then by bill.
    package private(set) var quantities: [[Int64]]

    package var count: Int { bills.count }

    init(like segment: UsedSegment) {
        tariffVersionID = segment.tariffVersionID
        period = segment.period
        usages = segment.usages.map(\.usage)
        demands = segment.demands.map(\.name)
        properties = segment.properties.filter { !$0.isDemand(of: segment.period) }
        filled = segment.inTime.map { BilledBlocks(usage: $0.usage, limits: $0.limits, parts: []) }
        let parts = filled.reduce(0) { $0 + $1.limits.count + 1 }
        quantities = Array(repeating: [], count: usages.count + demands.count + parts)
    }

    func add(_ segment: UsedSegment) {
        bills.append(segment.bill)
        var column = 0
        func add(_ millionths: Int64) {
            quantities[column].append(millionths)
            column += 1
        }
        for usage in segment.usages { add(usage.quantity.millionths ?? 0) }
        for demand in segment.demands { add(demand.millionths ?? 0) }
        for filled in segment.inTime { filled.parts.forEach { add($0.millionths) } }
    }

    func takes(_ segment: UsedSegment) -> Bool {
        guard tariffVersionID == segment.tariffVersionID, period == segment.period,
            usages.count == segment.usages.count, filled.count == segment.inTime.count,
            properties.count + demands.count == segment.properties.count
        else { return false }
        for (name, usage) in zip(usages, segment.usages) where name != usage.usage { return false }
        for (one, other) in zip(filled, segment.inTime)
        where one.usage != other.usage || one.limits != other.limits { return false }
        return takes(segment.properties)
    }

    /// All are there, in order: demands by their names, others with their values.
    private func takes(_ given: [BilledProperty]) -> Bool {
        var (demand, other) = (0, 0)
        for property in given {
            if property.isDemand(of: period) {
                guard demand < demands.count, demands[demand] == property.name else { return false }
                demand += 1
            } else {
                guard other < properties.count, properties[other].name == property.name,
                    properties[other].value == property.value
                else { return false }
                other += 1
            }
        }
        return true
    }

    /// One of its segments by itself.
    package func segment(_ row: Int) -> UsedSegment {
        var segment = UsedSegment()
        (segment.bill, segment.tariffVersionID) = (bills[row], tariffVersionID)
        segment.period = period
        segment.usages = usages.indices.map { index in
            BilledUsage(
                usage: usages[index], period: period,
                quantity: Quantity(millionths: quantities[index][row]).exact, isEstimated: false)
        }
        var column = usages.count
        func next() -> Quantity {
            defer { column += 1 }
            return Quantity(millionths: quantities[column][row])
        }
        segment.properties =
            properties
            + demands.map {
                BilledProperty(name: $0, value: next().exact.text, period: period)
            }
        segment.inTime = filled
        for index in filled.indices {
            segment.inTime[index].parts = (0...filled[index].limits.count).map { _ in next() }
        }
        return segment
    }

    /// Takes out the bills of some supply points.
    package func remove(_ isOut: (Int64) -> Bool) -> [UsedSegment] {
        let kept = bills.indices.filter { !isOut(bills[$0].supplyPointID) }
        guard kept.count < count else { return [] }
        let out = bills.indices.filter { isOut(bills[$0].supplyPointID) }.map(segment)
        for column in quantities.indices {
            quantities[column] = kept.map { quantities[column][$0] }
        }
        bills = kept.map { bills[$0] }
        return out
    }
}
