package import Billing
package import Measures
package import Storage

/// What a bill would be with the knowledge at the end of another day, and what each kind of
/// changed fact moves.
///
/// The bills released before its run stay what they are; only what was known of facts and rules
/// changes. Kinds are put in one after another in the order of `FactKind`, so that what they
/// move adds up to the difference.
package struct BillAsKnown: Sendable {
    /// Minor units moved by one kind of fact, with the facts that changed.
    package struct Move: Sendable, Hashable {
        package let kind: FactKind
        package let money: Int64
        package let changes: [ChangedFact]
    }

    package let bill: Bill
    package let day: Day
    package let event: Int64
    /// As billed, in minor units.
    package let billed: Int64
    /// As known when its run was planned: what was billed, unless something was altered since.
    package let asPlanned: Int64?
    /// As known then; nil where there would be no bill.
    package let asKnown: Int64?
    /// What becomes of the supply points of the premises then, as `W1 held: RD-GAP`.
    package let outcomes: [String]
    package let moves: [Move]

    package var money: Int64 { (asKnown ?? 0) - billed }

    package init(_ books: Books, _ reference: String, on day: Day) throws {
        guard let id = try books.billID(reference), let bill = try books.bill(id) else {
            throw BillProblem.noSuchBill(reference)
        }
        self.bill = bill
        self.day = day
        let run = try books.runRecord(BillID.run(of: id))
        let known = try books.knowledge(on: day)
        event = known.event
        let planned = try Situation(RunBasis(run, books), bill, books)
        let then = try Situation(RunBasis(run, known: known, books), bill, books)
        billed = bill.total.minorUnits
        asPlanned = planned.total
        asKnown = then.total
        outcomes = then.outcomes
        moves = planned.moves(to: then)
    }
}

extension Situation {
    /// What each kind of fact moves on the way to another situation, in the order of the kinds.
    fileprivate func moves(to other: Situation) -> [BillAsKnown.Move] {
        var now = self
        return FactKind.allCases.compactMap { kind in
            let changes = now.changes(of: kind, to: other)
            let before = now.total ?? 0
            now.take(kind, from: other)
            let money = (now.total ?? 0) - before
            guard !changes.isEmpty || money != 0 else { return nil }
            return BillAsKnown.Move(kind: kind, money: money, changes: changes)
        }
    }
}

/// The rules and facts that one bill follows from.
struct Situation {
    let bill: Bill
    var rules: RunRules
    var points: [PointFacts]
    /// Nil where the rulebook's defaults hold.
    private(set) var policyVersion: Int64?
    private let runID: Int64

    init(_ basis: RunBasis, _ bill: Bill, _ books: Books) throws {
        self.bill = bill
        runID = basis.run.id
        rules = basis.rules
        policyVersion = try books.policy(known: basis.known)?.id
        points = try basis.facts(bill.premisesID...bill.premisesID, books)
    }

    private var page: RunPage { RunPage(of: points, runID: runID, batch: 1, rules: rules) }

    /// Minor units of the account's bill; nil where none is made.
    var total: Int64? {
        page.bills.first { $0.accountID == bill.accountID && $0.currency == bill.currency }?
            .total.minorUnits
    }

    var outcomes: [String] {
        zip(points, page.outcomes).map { "\($0.supplyPoint.code) \($1.text)" }
    }

    /// Puts one kind of fact in the place of what stood there.
    mutating func take(_ kind: FactKind, from other: Situation) {
        switch kind {
        case .tariffs: rules.tariffs = other.rules.tariffs
        case .policy:
            policyVersion = other.policyVersion
            (rules.gates, rules.limits) = (other.rules.gates, other.rules.limits)
            (rules.readWindow, rules.estimates) = (other.rules.readWindow, other.rules.estimates)
        case .other: (rules, points) = (other.rules, other.points)
        case .readings, .agreements, .properties, .meters:
            for index in points.indices {
                let id = points[index].supplyPoint.id
                let same = other.points.first { $0.supplyPoint.id == id }
                if let same { points[index].take(kind, from: same) }
            }
        }
    }
}

extension PointFacts {
    fileprivate mutating func take(_ kind: FactKind, from other: PointFacts) {
        switch kind {
        case .agreements: agreements = other.agreements
        case .properties: properties = other.properties
        default:
            for index in registers.indices {
                let id = registers[index].register.id
                guard let same = other.registers.first(where: { $0.register.id == id }) else {
                    continue
                }
                if kind == .meters {
                    registers[index].register = same.register
                } else {
                    registers[index].readings = same.readings
                    registers[index].intervals = same.intervals
                }
            }
        }
    }
}
