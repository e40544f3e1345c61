package import Measures

/// The one state a supply point is in on a day. States add up to the number of supply points.
package enum SupplyState: Sendable, Hashable {
    /// Every day in supply up to and including `through` is on a released bill.
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
    /// The last day on a released bill.
    package var billedThrough: Day?
    /// The blocking finding that stands open, oldest first, and the day it was raised.
    package var openFinding: (code: Finding.Code, raised: Day)?

    package init(
        cycle: Cycle?, agreements: [Agreement], hasMeter: Bool, hasTariff: Bool,
        billedThrough: Day?, openFinding: (code: Finding.Code, raised: Day)?
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
    /// A cycle that ended `grace` or fewer days ago is not late yet.
    package init(_ facts: SupplyFacts, on day: Day, grace: Int) {
        let owed = facts.occupiedDaysOwed(before: day + 1)
        let current = facts.agreements.first { $0.period.contains(day) }
        guard let first = owed else {
            self = facts.stateWithNothingOwed(on: day, current: current)
            return
        }
        if let trouble = facts.trouble(since: first) {
            self = trouble
        } else if let finding = facts.openFinding {
            self = .held(reason: finding.code, since: finding.raised)
        } else if facts.isLate(owedFrom: first, on: day, grace: grace) {
            self = .held(reason: Finding.Code("BL-LATE"), since: first)
        } else {
            self = .billed(through: first - 1)
        }
    }
}

extension SupplyFacts {
    /// The first occupied day before `end` that is on no released bill.
    func occupiedDaysOwed(before end: Day) -> Day? {
        agreements.filter { $0.kind == .occupied }
            .map { max($0.period.start, billedThrough.map { $0 + 1 } ?? $0.period.start) }
            .enumerated()
            .filter { $0.element < min(end, occupied[$0.offset].period.end) }
            .map(\.element).min()
    }

    private var occupied: [Agreement] { agreements.filter { $0.kind == .occupied } }

    func stateWithNothingOwed(on day: Day, current: Agreement?) -> SupplyState {
        guard let current else { return .notInSupply }
        guard current.kind == .occupied else { return .void }
        return .billed(through: billedThrough ?? day)
    }

    /// What the supply point has lost and cannot be billed without.
    func trouble(since day: Day) -> SupplyState? {
        if cycle == nil { return .held(reason: Finding.Code("BL-NOCYCLE"), since: day) }
        if !hasTariff { return .held(reason: Finding.Code("TF-NONE"), since: day) }
        if !hasMeter { return .held(reason: Finding.Code("MX-NOMETER"), since: day) }
        return nil
    }

    /// Late: a whole cycle, or an agreement that ended, is owed for more than the grace.
    func isLate(owedFrom first: Day, on day: Day, grace: Int) -> Bool {
        guard let cycle else { return true }
        return cycle.lastEnd(onOrBefore: day - grace) >= first
    }
}
