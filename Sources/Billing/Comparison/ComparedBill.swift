import Measures
package import Metering

/// A bill with what a comparison needs to rate it again.
package struct ComparedBill: Sendable {
    package let bill: Bill
    package let segments: [ComparedSegment]

    /// `tariffs` by version, `registers` by id; `earlier` holds for each register what bills
    /// before this one charged, in order of closing day.
    ///
    /// Nil where a tariff version of the bill is missing.
    package init?(
        _ bill: Bill, tariffs: [Int64: TariffInForce], registers: [Int64: Register],
        earlier: [Int64: [BilledReading]]
    ) {
        var segments: [ComparedSegment] = []
        for segment in bill.segments {
            guard let tariff = tariffs[segment.tariffVersionID] else { return nil }
            let trueUps = segment.trueUps(
                registers: registers, earlier: earlier,
                rounding: tariff.plan.book.rounding.split)
            segments.append(
                ComparedSegment(
                    segment: segment, tariff: tariff, trueUps: trueUps,
                    beside: bill.usedBeside(segment) { tariffs[$0]?.commodity }))
        }
        self.bill = bill
        self.segments = segments
    }
}

/// One service of a bill with its tariff and the estimates of earlier bills that it corrects.
package struct ComparedSegment: Sendable {
    let segment: BilledSegment
    let tariff: TariffInForce
    let trueUps: [TrueUp]
    /// What other supply points of the bill used of its fuel.
    let beside: [BilledUsage]

    var point: Int64 { segment.supplyPointID }
    var tariffCode: String { tariff.plan.book.code }
    var tariffName: String { tariff.plan.book.name }

    /// What was used on the days of the bill itself: its usages without the true-ups.
    var ownUsages: [BilledUsage] {
        var usages = segment.usages
        for trueUp in trueUps { usages[trueUp.index].quantity += -trueUp.quantity }
        return usages
    }
}
