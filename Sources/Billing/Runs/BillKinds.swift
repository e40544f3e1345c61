/// Bills of the same shape at the same place, of which the law demands the same (rules D3).
package struct BillKinds: Sendable, Hashable {
    package struct Kind: Sendable, Hashable {
        package let place: BillPlace
        package let shape: BillShape

        /// Few shapes are at more than one place.
        package func hash(into hasher: inout Hasher) { shape.hash(into: &hasher) }
    }

    /// How many bills there are of a kind, and the least id among them.
    package struct Alike: Sendable, Hashable {
        package fileprivate(set) var first: Int64
        package fileprivate(set) var count: Int

        fileprivate mutating func add(_ other: Int64, _ more: Int) {
            first = min(first, other)
            count += more
        }
    }

    package private(set) var all: [Kind: Alike] = [:]

    package init() {}

    package var bills: Int { all.values.reduce(0) { $0 + $1.count } }

    mutating func add(_ kind: Kind, _ first: Int64, count: Int) {
        all[kind, default: Alike(first: first, count: 0)].add(first, count)
    }

    /// Puts those of other pages to these.
    package mutating func add(_ other: BillKinds) {
        for (kind, alike) in other.all { add(kind, alike.first, count: alike.count) }
    }

    /// In the order of their first bills.
    var inOrder: [(key: Kind, value: Alike)] { all.sorted { $0.value.first < $1.value.first } }
}
