package import Measures

/// Segments that differ only in how much was used: one tariff version, the same days and the
/// same properties. Quantities stand in columns, so that a tariff is worked out once for all.
package final class UsedGroup {
    package let tariffVersionID: Int64
    package let period: Period
    /// Names of the usages, each over the whole period; one column for each.
    package let usages: [String]
    package let properties: [BilledProperty]
    package private(set) var bills: [UsedBill] = []
    /// Millionths of the unit, by usage and then by bill.
    package private(set) var quantities: [[Int64]]

    package var count: Int { bills.count }

    fileprivate init(like segment: UsedSegment) {
        tariffVersionID = segment.tariffVersionID
        period = segment.period
        usages = segment.usages.map(\.usage)
        properties = segment.properties
        quantities = usages.map { _ in [] }
    }

    fileprivate func add(_ segment: UsedSegment) {
        bills.append(segment.bill)
        for (column, usage) in segment.usages.enumerated() {
            quantities[column].append(usage.quantity.millionths ?? 0)
        }
    }

    fileprivate func takes(_ segment: UsedSegment) -> Bool {
        guard tariffVersionID == segment.tariffVersionID, period == segment.period,
            usages.count == segment.usages.count, properties.count == segment.properties.count
        else { return false }
        for (name, usage) in zip(usages, segment.usages) where name != usage.usage { return false }
        for (one, other) in zip(properties, segment.properties)
        where one.name != other.name || one.value != other.value { return false }
        return true
    }

    /// One of its segments by itself.
    package func segment(_ row: Int) -> UsedSegment {
        var segment = UsedSegment()
        (segment.bill, segment.tariffVersionID) = (bills[row], tariffVersionID)
        segment.period = period
        segment.usages = usages.indices.map { place in
            BilledUsage(
                usage: usages[place], period: period,
                quantity: Quantity(millionths: quantities[place][row]).exact, isEstimated: false)
        }
        segment.properties = properties
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
    /// that changes inside the period may split them otherwise (rules C1.26, D5.2).
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
        for (place, usage) in usages.enumerated() {
            guard usage.period == period, usage.quantity.millionths != nil else { return false }
            for other in usages[..<place] where other.usage == usage.usage { return false }
        }
        return true
    }

    /// Numbers alone: a group whose names differ is told apart by `takes`.
    fileprivate var kindHash: Int {
        var hasher = Hasher()
        hasher.combine(tariffVersionID)
        hasher.combine(period)
        for property in properties { hasher.combine(property.value) }
        return hasher.finalize()
    }
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
