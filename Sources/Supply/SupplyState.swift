package import Measures

/// The one state a supply point is in on a day. States add up to the number of supply points.
package enum SupplyState: Sendable, Hashable {
    /// Every day in supply up to and including `through` is on a released bill.
    ///
    /// Where supply began and no bill was due yet, `through` is the day before it began.
    case billed(through: Day)
    /// Something stands between the supply point and its bill.
    case held(reason: Finding.Code, since: Day)
    /// Supplied to nobody: the owner's agreement covers the day.
    case void
    /// No agreement covers the day and nothing remains to be billed.
    case notInSupply
}

/// What the state of a supply point on a day follows from.
package struct SupplyFacts: Sendable {
    package var cycle: Cycle?
    package var agreements: [Agreement]
    package var hasMeter: Bool
    package var hasTariff: Bool
    /// The last day on a released bill, by agreement: a bill of the next customer says nothing
    /// about the days of the one before.
    package var billedThrough: [Int64: Day]
    /// The blocking finding that stands open, oldest first, and the day it was raised.
    package var openFinding: (code: Finding.Code, raised: Day)?

    package init(
        cycle: Cycle?, agreements: [Agreement], hasMeter: Bool, hasTariff: Bool,
        billedThrough: [Int64: Day], openFinding: (code: Finding.Code, raised: Day)?
    ) {
        self.cycle = cycle
        self.agreements = agreements
        self.hasMeter = hasMeter
        self.hasTariff = hasTariff
        self.billedThrough = billedThrough
        self.openFinding = openFinding
    }
}

extension SupplyState {
    /// The state on `day`: a fold over facts, in the order in which trouble must show.
    ///
    /// 1. A lost cycle, tariff or meter shows at once wherever days are owed or the point is
    ///    occupied. 2. An open finding holds days that are owed. 3. So does a cycle that ended
    /// more than `grace` days ago. 4. Otherwise the point is billed, void or not in supply.
    package init(_ facts: SupplyFacts, on day: Day, grace: Int) {
        let current = facts.agreements.first { $0.period.contains(day) }
        let owed = facts.firstDayOwed(through: day)
        if let lost = facts.lost, owed != nil || current?.kind == .occupied {
            self = .held(reason: lost, since: owed ?? day)
        } else if let owed {
            self = facts.stateOwing(from: owed, on: day, grace: grace)
        } else if let current {
            let through = facts.billedThrough[current.id] ?? day
            self = current.kind == .void ? .void : .billed(through: through)
        } else {
            self = .notInSupply
        }
    }
}

extension SupplyFacts {
    /// The first occupied day up to and including `day` that is on no released bill.
    func firstDayOwed(through day: Day) -> Day? {
        agreements.filter { $0.kind == .occupied }.compactMap { agreement in
            let start = agreement.period.start
            let first = max(start, billedThrough[agreement.id].map { $0 + 1 } ?? start)
            return first <= day && first < agreement.period.end ? first : nil
        }.min()
    }

    /// What the supply point has lost and cannot be billed without (rules D2).
    var lost: Finding.Code? {
        if cycle == nil { return Finding.Code("BL-NOCYCLE") }
        if !hasTariff { return Finding.Code("TF-NONE") }
        if !hasMeter { return Finding.Code("MX-NOMETER") }
        return nil
    }

    func stateOwing(from first: Day, on day: Day, grace: Int) -> SupplyState {
        if let finding = openFinding {
            return .held(reason: finding.code, since: finding.raised)
        }
        return isLate(owedFrom: first, on: day, grace: grace)
            ? .held(reason: Finding.Code("BL-LATE"), since: first)
            : .billed(through: first - 1)
    }

    /// Late: a cycle that holds owed days ended more than `grace` days ago. A final bill comes
    /// with the cycle in which supply ended, so it is late with that cycle.
    func isLate(owedFrom first: Day, on day: Day, grace: Int) -> Bool {
        guard let cycle else { return true }
        return cycle.lastEnd(onOrBefore: day - (grace + 1)) >= first
    }
}
