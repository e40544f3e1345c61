package import Measures
import Tariffs

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

/// Why a segment has no price under a tariff.
package enum RebillRefused: Error, Sendable {
    case segment(SegmentRefused)
    /// Its readings do not give the billed period again.
    case notReadAgain
    /// The tariff asks what the whole bill used, and there is more on it.
    case sharesBill
}

/// What segments come to under a tariff, in minor units, row by row.
package struct RatedRows: Sendable {
    package var nets: [Int64]
    package var taxes: [Int64]
    /// By row; such a row has no price.
    package var refused: [Int: RebillRefused] = [:]

    init(count: Int) {
        nets = Array(repeating: 0, count: count)
        taxes = nets
    }

    init(nets: [Int64], taxes: [Int64]) { (self.nets, self.taxes) = (nets, taxes) }

    package init(asBilled bills: [UsedBill]) {
        (nets, taxes) = (bills.map(\.net), bills.map(\.tax))
    }
}

/// Prices released segments again, with raters kept between them. One thread.
package final class Rebilling {
    let tariff: TariffInForce
    var programs = ColumnPrograms()
    private var rater: Rater
    private var rated: Rated

    package init(_ tariff: TariffInForce) {
        self.tariff = tariff
        rater = Rater(tariff.plan)
        rated = Rated(currency: tariff.plan.book.currency)
    }

    /// All bills of a group: by columns where the tariff allows it, else one by one.
    package func rate(_ group: UsedGroup) -> RatedRows {
        rateColumns(group) ?? rateEach(group)
    }

    func rateEach(_ group: UsedGroup) -> RatedRows {
        var rows = RatedRows(count: group.count)
        guard group.count > 0 else { return rows }
        do throws(SegmentRefused) {
            var input = try tariff.input(group.segment(0))
            let columns = tariff.columns(of: group)
            let sources = columns.map(\.source)
            for row in 0..<group.count {
                input.set(sources) { group.quantities[columns[$0].index][row] }
                rate(input, group.bills[row], row, &rows)
            }
        } catch {
            for row in 0..<group.count { rows.refused[row] = .segment(error) }
        }
        return rows
    }

    package func rate(_ segments: [UsedSegment]) -> RatedRows {
        var rows = RatedRows(count: segments.count)
        for (row, segment) in segments.enumerated() {
            do throws(SegmentRefused) {
                rate(try tariff.input(segment), segment.bill, row, &rows)
            } catch { rows.refused[row] = .segment(error) }
        }
        return rows
    }

    /// The segment's price for its use as this tariff would have it read.
    package func rate(
        _ segment: UsedSegment, readAgainFrom point: PointFacts?, _ rules: RunRules
    ) -> RatedRows {
        var rows = RatedRows(count: 1)
        do throws(RebillRefused) {
            guard let point else { throw .notReadAgain }
            let input = try point.readAgain(segment, for: tariff, rules)
            rate(input, segment.bill, 0, &rows)
        } catch { rows.refused[0] = error }
        return rows
    }

    private func rate(
        _ input: RatingInput, _ bill: UsedBill, _ row: Int, _ rows: inout RatedRows
    ) {
        guard bill.isAlone || !tariff.plan.asksWholeBill else {
            return rows.refused[row] = .sharesBill
        }
        do throws(RatingRefused) {
            try rater.rate(input, into: &rated)
            (rows.nets[row], rows.taxes[row]) = (rated.netMinorUnits, rated.taxMinorUnits)
        } catch { rows.refused[row] = .segment(.rating(error)) }
    }
}

extension TariffInForce {
    func input(_ segment: UsedSegment) throws(SegmentRefused) -> RatingInput {
        var input = try input(segment.period, segment.usages, segment.properties)
        input.add(filled: segment.inTime, [], plan)
        return input
    }
}
