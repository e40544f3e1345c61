/// What a page comes to: all that reviewing a run asks of it, in a few hundred bytes. It follows
/// from the page and from what was known beside it when its run was planned.
package struct PageFigures: Sendable, Hashable {
    /// A premises with a bill of which the scheme is not known.
    package struct NoPlace: Error, Hashable, Sendable {
        package let premisesID: Int64
    }

    package let runID: Int64
    package let batch: Int
    package var totals = ControlTotals()
    package var kinds = BillKinds()

    package init(runID: Int64, batch: Int) {
        self.runID = runID
        self.batch = batch
    }

    /// Throws `NoPlace` where the batch does not know the premises of a bill.
    package init(of page: RunPage, _ batch: BillPlaces) throws(NoPlace) {
        self.init(runID: page.runID, batch: page.batch)
        totals.add(page)
        for bill in page.bills {
            guard let place = batch.places[bill.premisesID] else {
                throw NoPlace(premisesID: bill.premisesID)
            }
            let shape = BillShape(bill, isFinal: batch.isFinal(bill))
            kinds.add(BillKinds.Kind(place: place, shape: shape), bill.id, count: 1)
        }
    }
}

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
