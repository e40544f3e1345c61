package import Measures

/// A tariff and the one that would take its place.
package struct TariffReplacement: Sendable {
    package let code: String
    /// What bills would be under the present book; nil compares with what was billed.
    package let before: TariffInForce?
    package let after: TariffInForce
    /// The first day on which the new book has a price: bills that begin earlier stay.
    package let firstDay: Day

    package init(code: String, before: TariffInForce?, after: TariffInForce) {
        self.code = code
        self.before = before
        self.after = after
        firstDay = after.priceChanges.first ?? Day(number: 0)
    }

    private var sides: [TariffInForce] { [before, after].compactMap { $0 } }

    /// True where both sides can price what was billed under `tariff` from its quantities.
    package func takesUse(
        of tariff: TariffInForce, _ group: UsedGroup, _ known: PointKnowledge
    ) -> Bool {
        sides.allSatisfy {
            $0.takesUse(of: tariff, over: group.period, known)
                && $0.takesColumns(of: group, billed: tariff)
        }
    }

    /// The same for a segment by itself.
    package func takesUse(
        of tariff: TariffInForce, _ segment: UsedSegment, _ known: PointKnowledge
    ) -> Bool {
        sides.allSatisfy {
            $0.takesUse(of: tariff, over: segment.period, known) && !$0.plan.fillsChronologically
        }
    }

    /// The same for the quantities of interval channels.
    package func readsChannels(as tariff: TariffInForce) -> Bool {
        sides.allSatisfy { $0.readsChannels(as: tariff) }
    }
}
