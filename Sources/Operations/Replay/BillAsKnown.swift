package import Billing
package import Measures
package import Storage

/// What a bill would be with the knowledge at the end of another day, and what each changed
/// fact moves.
///
/// The bills released before its run stay what they are; only what was known of facts and rules
/// changes. Facts are put in one after another, in the order of `FactKind` and of their names, so
/// that what they move adds up to the difference.
package struct BillAsKnown: Sendable {
    /// Minor units moved by one kind of fact, and by each fact of it that changed.
    package struct Move: Sendable, Hashable {
        package let kind: FactKind
        package let money: Int64
        package let facts: [MovingFact]

        package var changes: [ChangedFact] { facts.map(\.fact) }
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
        guard let id = try books.bills.billID(reference), let bill = try books.bills.bill(id) else {
            throw BillProblem.noSuchBill(reference)
        }
        self.bill = bill
        self.day = day
        let run = try books.runRecord(BillID.run(of: id))
        let known = try books.events.knowledge(on: day)
        event = known.event
        let planned = try Situation(RunInputs(run, books), of: bill, in: books)
        let then = try Situation(RunInputs(run, known: known, books), of: bill, in: books)
        billed = bill.total.minorUnits
        asPlanned = planned.total
        asKnown = then.total
        outcomes = then.outcomes
        moves = planned.moves(to: then)
    }
}

/// A changed fact with the minor units it moves.
package struct MovingFact: Sendable, Hashable {
    package let fact: ChangedFact
    package let money: Int64
}

extension Situation {
    /// What each changed fact moves on the way to another situation.
    fileprivate func moves(to other: Situation) -> [BillAsKnown.Move] {
        var now = self
        return FactKind.allCases.compactMap { kind in
            let before = now.total ?? 0
            var (last, facts): (Int64, [MovingFact]) = (before, [])
            for (change, put) in now.steps(of: kind, to: other) {
                put(&now)
                let total = now.total ?? 0
                facts.append(MovingFact(fact: change, money: total - last))
                last = total
            }
            now.take(kind, from: other)
            let money = (now.total ?? 0) - before
            guard !facts.isEmpty || money != 0 else { return nil }
            return BillAsKnown.Move(kind: kind, money: money, facts: facts)
        }
    }
}

/// The rules and facts that one bill follows from.
struct Situation {
    let bill: Bill
    var rules: RunRules
    var points: [PointFacts]
    private let runID: Int64

    init(_ runInputs: RunInputs, of bill: Bill, in books: Books) throws {
        self.bill = bill
        runID = runInputs.run.id
        rules = runInputs.rules
        rules.hash = nil
        points = try runInputs.facts(bill.premisesID...bill.premisesID, books)
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

    /// Puts all of one kind of fact in the place of what stood there.
    mutating func take(_ kind: FactKind, from other: Situation) {
        switch kind {
        case .tariffs: rules.tariffs = other.rules.tariffs
        case .prices: rules.prices = other.rules.prices
        case .policy: rules.takePolicy(from: other.rules)
        case .other: (rules, points) = (other.rules, other.points)
        case .readings, .meters, .agreements, .properties:
            for index in points.indices {
                let id = points[index].supplyPoint.id
                let same = other.points.first { $0.supplyPoint.id == id }
                if let same { points[index].take(kind, from: same) }
            }
        }
    }
}

extension RunRules {
    /// Judges by the policy of other rules.
    mutating func takePolicy(from other: RunRules) {
        policy = other.policy
        (validationLimits, limits) = (other.validationLimits, other.limits)
        (readWindow, estimates) = (other.readWindow, other.estimates)
    }
}

extension PointFacts {
    fileprivate mutating func take(_ kind: FactKind, from other: PointFacts) {
        switch kind {
        case .agreements: agreements = other.agreements
        case .properties: properties = other.properties
        case .meters: registers = other.registers
        default:
            for index in registers.indices {
                let id = registers[index].register.id
                guard let same = other.registers.first(where: { $0.register.id == id }) else {
                    continue
                }
                registers[index].readings = same.readings
                registers[index].intervals = same.intervals
                registers[index].blockDigests = same.blockDigests
            }
        }
    }
}
