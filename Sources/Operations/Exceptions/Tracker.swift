import Interchange
package import Measures
package import Storage
package import Supply
import Tariffs

/// Where every supply point stands on a day: totals that add up, and the points behind them.
package struct Tracker: Sendable {
    package let day: Day
    package let points: [(point: TrackedPoint, state: SupplyState)]

    /// The books as known at the end of `day`; a cycle is late `grace` days after its end.
    package init(_ books: Books, on day: Day, grace: Int) throws {
        self.day = day
        let unmetered = try books.tariffsWithoutMeter(known: books.events.knowledge(on: day))
        points = try books.bills.trackedPoints(on: day).map { point in
            var point = point
            point.facts.needsNoMeter(under: unmetered, on: day)
            return (point, SupplyState(point.facts, on: day, grace: grace))
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
            Total(
                state: "held", reason: reason.rawValue, owner: FindingAssignment.owner(of: reason))
        case .void: Total(state: "void", reason: "", owner: "")
        case .notInSupply: Total(state: "not in supply", reason: "", owner: "")
        }
    }
}

extension SupplyFacts {
    /// A tariff that measures nothing needs no meter, so that none is missing (rule A2.7).
    fileprivate mutating func needsNoMeter(under tariffs: Set<String>, on day: Day) {
        guard !hasMeter, !tariffs.isEmpty else { return }
        let occupied = agreements.filter { $0.kind == .occupied }
        let supplied = occupied.first { $0.period.contains(day) } ?? occupied.last
        if let supplied, tariffs.contains(supplied.tariff) { hasMeter = true }
    }
}

extension Books {
    /// Codes of the tariffs that charge for no use.
    fileprivate func tariffsWithoutMeter(known: Knowledge) throws -> Set<String> {
        var codes: Set<String> = []
        for version in try tariffs.versions(known: known) {
            let book: TariffBook
            do { book = try TariffBook.read(yaml: version.book, file: version.fileName) } catch {
                throw RulesDamaged.tariff(code: version.code, reason: "\(error)")
            }
            if book.needsNoMeter { codes.insert(version.code) }
        }
        return codes
    }
}
