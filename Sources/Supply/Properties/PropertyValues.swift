package import Measures

/// The properties of supply points: one value a day for each name.
package struct PropertyValues: Sendable {
    private struct Key: Hashable {
        let point: Int64
        let name: String

        init(_ property: SupplyProperty) {
            (point, name) = (property.supplyPointID, property.name)
        }
    }

    private var values: [Key: [SupplyProperty]] = [:]

    package init(_ properties: [SupplyProperty]) {
        values = Dictionary(grouping: properties) { Key($0) }
    }

    /// The first days on which another value of the name holds. One that begins on the same day
    /// is no other: it is replaced.
    package func clash(_ property: SupplyProperty) -> Period? {
        (values[Key(property)] ?? []).lazy.filter {
            $0.period.start != property.period.start
        }.compactMap { $0.period.shared(with: property.period) }.first
    }

    /// Keeps it in the place of the one that begins on the same day; true where there is none.
    package mutating func keep(_ property: SupplyProperty) -> Bool {
        var known = values[Key(property)] ?? []
        let count = known.count
        known.removeAll { $0.period.start == property.period.start }
        known.append(property)
        values[Key(property)] = known
        return known.count > count
    }
}
