import Measures
import Metering

/// What moved the net of one service from the last bill to this one.
///
/// The last bill is turned into this one in the published order, one factor at a time, and is
/// rated after each turn by the tariff itself; a cause moves what the net differs by. Nothing
/// is shared out by rule of thumb, so the moves add up by themselves.
struct SegmentMoves {
    private typealias Cause = BillComparison.Cause
    private typealias Turn = (cause: Cause, net: Int64?)

    private let last: ComparedSegment
    private let this: ComparedSegment

    init(from last: ComparedSegment, to this: ComparedSegment) {
        self.last = last
        self.this = this
    }

    /// In order; moves of nothing are among them.
    var all: [BillComparison.Move] {
        let whole = this.segment.net - last.segment.net
        guard let first = asBilled(last).net else { return [move(.adjustments, whole)] }
        let ways = [turns, shortTurns, [(otherMeasure, asBilled(this).net)]]
        let way = ways.first { $0.allSatisfy { $0.net != nil } } ?? []
        var (at, moves) = (first, [BillComparison.Move]())
        for turn in way {
            let net = turn.net ?? at
            moves.append(move(turn.cause, net - at))
            at = net
        }
        return moves + [move(.adjustments, whole - (at - first))]
    }

    private func move(_ cause: Cause, _ money: Int64) -> BillComparison.Move {
        BillComparison.Move(supplyPointID: this.point, cause: cause, money: money)
    }

    /// The published order, each factor apart.
    private var turns: [Turn] {
        var stretched = lastUse
        stretched.turn(to: this.segment.period, scaled: true)
        var detailed = stretched
        detailed.properties = this.segment.properties
        return [
            (.lastTrueUp(last.trueUps), own(last).net), (pricing, priced.net),
            (.days(last: last.segment.period.days, this: this.segment.period.days), stretched.net),
            (.details(detailChanges), detailed.net), (.usage(useChanges), own(this).net),
            (.trueUp(this.trueUps), asBilled(this).net),
        ]
    }

    /// Where the last bill's use cannot be priced by this tariff.
    private var shortTurns: [Turn] {
        [
            (.lastTrueUp(last.trueUps), own(last).net), (otherMeasure, own(this).net),
            (.trueUp(this.trueUps), asBilled(this).net),
        ]
    }

    private func asBilled(_ side: ComparedSegment) -> Rateable {
        Rateable(side, usages: side.segment.usages)
    }

    private func own(_ side: ComparedSegment) -> Rateable {
        Rateable(side, usages: side.ownUsages)
    }

    /// The last bill's own use, still on its own days, with this bill's tariff. What that asks
    /// and the last bill did not say comes from this bill.
    private var lastUse: Rateable {
        var rateable = own(last)
        let known = Set(rateable.properties.map(\.name))
        rateable.properties += this.segment.properties.filter { !known.contains($0.name) }
        rateable.tariff = this.tariff
        return rateable
    }

    /// The same on as many days from this bill's first day on: at this bill's prices.
    private var priced: Rateable {
        var rateable = lastUse
        let period = this.tariff.plan.book.placed(last.segment.period, in: this.segment.period)
        rateable.tariff = this.tariff.frozen(from: this.segment.period.end, for: period)
        rateable.turn(to: period, scaled: false)
        return rateable
    }
}

extension SegmentMoves {
    private var pricing: Cause {
        last.tariffCode == this.tariffCode
            ? .price(priceChanges) : .tariff(from: last.tariffName, to: this.tariffName)
    }

    private var otherMeasure: Cause {
        .otherMeasure(from: last.tariffName, to: this.tariffName)
    }

    /// Prices of charges that stand once on each bill.
    private var priceChanges: [BillComparison.PriceChange] {
        let (old, new) = (last.segment.lines, this.segment.lines)
        return new.compactMap { line in
            guard this.tariff.plan.hasUnitPrice(ofLine: line.charge),
                new.filter({ $0.charge == line.charge }).count == 1,
                let before = old.first(where: { $0.charge == line.charge }),
                old.filter({ $0.charge == line.charge }).count == 1,
                before.unit == line.unit, before.price != line.price
            else { return nil }
            return BillComparison.PriceChange(
                charge: line.charge, unit: line.unit, last: before.price, this: line.price)
        }
    }

    private var detailChanges: [BillComparison.DetailChange] {
        let (old, new) = (last.segment.properties, this.segment.properties)
        let gone = old.map(\.name).filter { name in !new.contains { $0.name == name } }
        return (new.map(\.name) + gone).compactMap { name in
            let before = old.first { $0.name == name }?.value
            let after = new.first { $0.name == name }?.value
            guard before != after else { return nil }
            return BillComparison.DetailChange(name: name, last: before, this: after)
        }
    }

    private var useChanges: [BillComparison.UseChange] {
        let (old, new) = (last.ownUsages, this.ownUsages)
        var names: [String] = []
        for usage in new + old where !names.contains(usage.usage) { names.append(usage.usage) }
        return names.map { name in
            BillComparison.UseChange(
                usage: name, last: old.sum(of: name), lastDays: last.segment.period.days,
                this: new.sum(of: name), thisDays: this.segment.period.days,
                isEstimated: this.segment.readings.contains {
                    $0.closingType == ReadType.estimated.rawValue
                })
        }
    }
}

extension [BilledUsage] {
    fileprivate func sum(of usage: String) -> Exact {
        filter { $0.usage == usage }.reduce(.zero) { $0 + $1.quantity }
    }
}
