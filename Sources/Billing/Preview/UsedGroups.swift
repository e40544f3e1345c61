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
        for (index, demand) in properties.enumerated() where demand.isDemand(of: period) {
            guard demand.period == period, demand.millionths != nil else { return false }
            for other in properties[..<index] where other.name == demand.name { return false }
        }
        return inTime.allSatisfy { $0.parts.count == $0.limits.count + 1 }
    }

    /// A hash of the numbers alone; `takes` compares the names.
    fileprivate var kindHash: Int {
        var hasher = Hasher()
        hasher.combine(tariffVersionID)
        hasher.combine(period)
        for property in properties where !property.isDemand(of: period) {
            hasher.combine(property.value)
        }
        return hasher.finalize()
    }
}
