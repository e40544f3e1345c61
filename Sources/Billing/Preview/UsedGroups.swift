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

    fileprivate init(like segment: UsedSegment) {
        tariffVersionID = segment.tariffVersionID
        period = segment.period
        usages = segment.usages.map(\.usage)
        demands = segment.properties.filter(\.isDemand).map(\.name)
        properties = segment.properties.filter { !$0.isDemand }
        filled = segment.inTime.map { BilledBlocks(usage: $0.usage, limits: $0.limits, parts: []) }
        let parts = filled.reduce(0) { $0 + $1.limits.count + 1 }
        quantities = Array(repeating: [], count: usages.count + demands.count + parts)
    }

    fileprivate func add(_ segment: UsedSegment) {
        bills.append(segment.bill)
        var column = 0
        func add(_ millionths: Int64) {
            quantities[column].append(millionths)
            column += 1
        }
        for usage in segment.usages { add(usage.quantity.millionths ?? 0) }
        for property in segment.properties where property.isDemand { add(property.millionths ?? 0) }
        for filled in segment.inTime { filled.parts.forEach { add($0.millionths) } }
    }

    fileprivate func takes(_ segment: UsedSegment) -> Bool {
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
            if property.isDemand {
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

/// Puts segments into groups as they are read from pages.
package struct UsedGroups {
    package private(set) var groups: [UsedGroup] = []
    /// Segments with several parts of one usage, or parts of other days than their own: a price
    /// that changes inside the period may split them otherwise (rules C1.26, D5.2). Demands that
    /// are not one for all days too.
    package private(set) var single: [UsedSegment] = []
    private var known: [Int: [UsedGroup]] = [:]
    private var last: UsedGroup?

    package init() {}

    package mutating func add(_ segment: UsedSegment) {
        guard segment.isWhole else { return single.append(segment) }
        if let last, last.takes(segment) { return last.add(segment) }
        let group = group(of: segment)
        group.add(segment)
        last = group
    }

    private mutating func group(of segment: UsedSegment) -> UsedGroup {
        let hash = segment.kindHash
        if let found = known[hash]?.first(where: { $0.takes(segment) }) { return found }
        let group = UsedGroup(like: segment)
        known[hash, default: []].append(group)
        groups.append(group)
        return group
    }
}

extension UsedSegment {
    /// Each usage stands once, over all days of the segment, in whole millionths.
    fileprivate var isWhole: Bool {
        for (index, usage) in usages.enumerated() {
            guard usage.period == period, usage.quantity.millionths != nil else { return false }
            for other in usages[..<index] where other.usage == usage.usage { return false }
        }
        for (index, demand) in properties.enumerated() where demand.isDemand {
            guard demand.period == period, demand.millionths != nil else { return false }
            for other in properties[..<index] where other.name == demand.name { return false }
        }
        return inTime.allSatisfy { $0.parts.count == $0.limits.count + 1 }
    }

    /// Numbers alone: a group whose names differ is told apart by `takes`.
    fileprivate var kindHash: Int {
        var hasher = Hasher()
        hasher.combine(tariffVersionID)
        hasher.combine(period)
        for property in properties where !property.isDemand { hasher.combine(property.value) }
        return hasher.finalize()
    }
}

extension BilledProperty {
    /// `max_kW` and its like, which come from the intervals themselves.
    fileprivate var isDemand: Bool { name.hasPrefix("max_kW") }
    fileprivate var millionths: Int64? { Exact(value)?.millionths }
}

extension Exact {
    /// The value in millionths, or nil where it is none of them.
    fileprivate var millionths: Int64? {
        guard let n = Int64(exactly: numerator), let d = Int64(exactly: denominator), d > 0,
            1_000_000 % d == 0
        else { return nil }
        let (value, overflow) = n.multipliedReportingOverflow(by: 1_000_000 / d)
        return overflow ? nil : value
    }
}
