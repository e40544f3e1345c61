package import Measures
package import Storage
package import Supply

/// Where every supply point stands on a day: totals that add up, and the points behind them.
package struct Tracker: Sendable {
    package let day: Day
    package let points: [(point: TrackedPoint, state: SupplyState)]

    /// The books as known at the end of `day`; a cycle is late `grace` days after its end.
    package init(_ books: Books, on day: Day, grace: Int) throws {
        self.day = day
        points = try books.trackedPoints(on: day).map { point in
            (point, SupplyState(point.facts, on: day, grace: grace))
        }
    }

    /// One line of the totals: a kind of state, and for holds the reason.
    package struct Total: Sendable {
        package let state: String
        package let reason: String
        package let owner: String
        package var count = 0
        /// Days since the oldest was raised.
        package var oldest = 0
        /// Money at risk in minor units by currency.
        package var money: [String: Int64] = [:]
    }

    /// Totals in reading order: billed by last day, held by reason, void, not in supply.
    package var totals: [Total] {
        var found: [String: Total] = [:]
        for (point, state) in points {
            let key = Tracker.key(state)
            var total = found[key] ?? Tracker.total(state, point)
            total.count += 1
            if case .held(_, let since) = state {
                total.oldest = max(total.oldest, day - since)
                let money = point.hold?.moneyAtRisk ?? 0
                total.money[point.currency, default: 0] += money
            }
            found[key] = total
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func key(_ state: SupplyState) -> String {
        switch state {
        case .billed(let through): "1 \(through)"
        case .held(let reason, _): "2 \(reason)"
        case .void: "3"
        case .notInSupply: "4"
        }
    }

    private static func total(_ state: SupplyState, _ point: TrackedPoint) -> Total {
        switch state {
        case .billed(let through): Total(state: "billed", reason: "to \(through)", owner: "")
        case .held(let reason, _):
            Total(state: "held", reason: reason.rawValue, owner: Stewards.owner(of: reason))
        case .void: Total(state: "void", reason: "", owner: "")
        case .notInSupply: Total(state: "not in supply", reason: "", owner: "")
        }
    }
}
