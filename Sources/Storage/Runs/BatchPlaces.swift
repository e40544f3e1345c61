/// Maps ids to indices within a batch. Ids are mostly consecutive, so a table is queried by range
/// and an index found without hashing.
struct BatchPlaces {
    private var first: Int64 = 0
    private var dense: [Int32] = []
    private var scattered: [Int64: Int] = [:]

    init() {}

    /// The index of an id in `ids`.
    init(_ ids: [Int64]) {
        guard let low = ids.min(), let high = ids.max() else { return }
        guard high - low < 4 * Int64(ids.count) + 64 else {
            scattered = Dictionary(zip(ids, ids.indices)) { _, last in last }
            return
        }
        first = low
        dense = Array(repeating: -1, count: Int(high - low) + 1)
        for (index, id) in ids.enumerated() { dense[Int(id - low)] = Int32(index) }
    }

    /// Nil for an id outside the batch.
    subscript(id: Int64) -> Int? {
        guard !dense.isEmpty else { return scattered[id] }
        let offset = id &- first
        guard offset >= 0, offset < Int64(dense.count) else { return nil }
        let index = dense[Int(offset)]
        return index < 0 ? nil : Int(index)
    }

    /// The range of ids where it holds few others; nil where it holds many.
    var range: ClosedRange<Int64>? {
        dense.isEmpty ? nil : first...first + Int64(dense.count) - 1
    }
}

/// Groups rows that come sorted by owner, and hands each owner its rows at once.
struct Gathered<Item> {
    private var owner = -1
    private var items: [Item] = []

    mutating func add(
        _ item: Item, to owner: Int, give: (Int, ArraySlice<Item>) throws -> Void
    ) rethrows {
        if owner != self.owner { try finish(give) }
        self.owner = owner
        items.append(item)
    }

    mutating func finish(_ give: (Int, ArraySlice<Item>) throws -> Void) rethrows {
        if !items.isEmpty { try give(owner, items[...]) }
        items.removeAll(keepingCapacity: true)
    }
}

extension Array {
    /// Sorts unless already sorted; equal elements keep their order.
    mutating func bringInOrder(_ precedes: (Element, Element) -> Bool) {
        guard count > 1 else { return }
        for index in 1..<count where precedes(self[index], self[index - 1]) {
            return sort(by: precedes)
        }
    }
}
