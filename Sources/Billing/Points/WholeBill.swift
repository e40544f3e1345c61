import Measures

/// Points of one premises, where a tariff asks what the whole bill used (rule C1.31).
///
/// Each is billed by itself first; those that ask are billed again with what the others of their
/// fuel and account used. Where one of these is held, the use of the whole bill is not known, and
/// those that ask are held with it.
extension PointBilling {
    func together(_ points: inout [(facts: PointFacts, result: PointResult)]) {
        for index in points.indices where asks(points[index].facts) {
            let beside = others(of: index, points).flatMap(\.result.used)
            if !beside.isEmpty {
                points[index].result = bill(points[index].facts, beside: beside)
            }
        }
        for index in points.indices where asks(points[index].facts) {
            let held = others(of: index, points).first { other in
                other.result.outcome.kind == .held
                    && other.facts.isBilled(with: points[index], rules)
            }
            if let held { hold(&points[index], for: held.facts.supplyPoint.code) }
        }
    }

    private func asks(_ facts: PointFacts) -> Bool {
        facts.agreements.contains { rules.tariffs[$0.tariff]?.plan.asksWholeBill == true }
    }

    private func others(
        of index: Int, _ points: [(facts: PointFacts, result: PointResult)]
    ) -> [(facts: PointFacts, result: PointResult)] {
        let fuel = points[index].facts.supplyPoint.commodity
        return points.indices.filter { $0 != index }.map { points[$0] }
            .filter { $0.facts.supplyPoint.commodity == fuel }
    }

    /// Holds a billed point, unless somebody has accepted that (rule D2.3).
    private func hold(
        _ point: inout (facts: PointFacts, result: PointResult), for other: String
    ) {
        guard let segment = point.result.segments.first else { return }
        var draft = Draft(period: segment.period)
        draft.segment = segment
        draft.stop(
            Finding(
                Finding.Code("TF-RATE"), .blocking, rule: "C1.31",
                figures: [NamedFigure("held on the same bill", .text(other))]))
        draft.accept(point.facts.accepted)
        point.result.outcome.findings += draft.raised(point.facts, rules)
        guard draft.isBlocked else { return }
        point.result.outcome.kind = .held
        (point.result.segments, point.result.estimates) = ([], [])
    }
}

extension PointResult {
    fileprivate var used: [UsedBeside] {
        uses.flatMap { use in
            use.usages.map { UsedBeside(accountID: use.accountID, usage: $0) }
        }
    }
}

extension PointFacts {
    /// Whether days of it are owed by an account that another point bills.
    fileprivate func isBilled(
        with other: (facts: PointFacts, result: PointResult), _ rules: RunRules
    ) -> Bool {
        let owing = unbilledPeriods(through: rules.through).map {
            agreements[$0.agreement].accountID
        }
        return other.result.segments.contains { segment in
            owing.contains(other.facts.agreements[other.facts.agreement(of: segment)].accountID)
        }
    }
}
