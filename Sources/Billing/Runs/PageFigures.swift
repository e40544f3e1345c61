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
