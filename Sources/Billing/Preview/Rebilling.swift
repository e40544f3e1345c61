import Tariffs

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
                rate(input, of: group.bills[row], into: &rows, at: row)
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
                rate(try tariff.input(segment), of: segment.bill, into: &rows, at: row)
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
            rate(input, of: segment.bill, into: &rows, at: 0)
        } catch { rows.refused[0] = error }
        return rows
    }

    private func rate(
        _ input: RatingInput, of bill: UsedBill, into rows: inout RatedRows, at row: Int
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
        var input = try input(
            over: segment.period, usages: segment.usages, properties: segment.properties)
        input.add(filled: segment.inTime, [], plan)
        return input
    }
}
