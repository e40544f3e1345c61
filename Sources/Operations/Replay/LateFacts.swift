import Billing
package import Measures
import Storage

/// Released bills that facts learnt since their run would change, and by how much: a list with
/// its value, for somebody to decide what is corrected. Posts nothing.
///
/// Every bill is made again in memory with what is known now. Runs follow each other: where a
/// bill comes out otherwise, the next one opens where it would have ended, so that one wrong
/// reading between two bills moves both. Policies and the program's rules stay as planned; a
/// reading of a day after the run's last stays with the bill after it (rule B4.9).
package struct LateFacts: Sendable {
    let door: Door
    package let workers: Int

    package init(_ door: Door, workers: Int = 2) {
        self.door = door
        self.workers = max(1, workers)
    }

    /// Looks at the released runs, those through `since` or a later day where it is given.
    package func callAsFunction(
        since: Day? = nil, report: @escaping Progress.Report = { _ in }
    ) async throws -> LateFactsFound {
        let installation = try door.reading(.readAccounts)
        let (runs, ranges) = try installation.read { try start(since, $0) }
        var found = LateFactsFound(runs: runs.count)
        let points = ranges.reduce(0) { $0 + $1.supplyPoints }
        var done = 0
        try await inOrder(
            Array(ranges.enumerated()), workers: workers,
            make: { _, range in
                let result = try Rebilling(range.premises, installation).through(runs)
                return (range.supplyPoints, result)
            }
        ) { count, result in
            found.add(result)
            done += count
            report(Progress(done, of: points, "supply points"))
        }
        found.bills.sort {
            ($0.run, $0.id ?? .max, $0.account) < ($1.run, $1.id ?? .max, $1.account)
        }
        return found
    }

    private func start(
        _ since: Day?, _ books: Books
    ) throws -> (runs: [RunInputs], ranges: [RunBatch]) {
        let now = try books.events.knowledgeNow()
        let runs = try books.runs.all().filter { run in
            run.state == .released && since.map { run.through >= $0 } != false
        }
        return (
            try runs.map { try RunInputs($0, rulesOf: now, books) },
            try books.runs.cutBatches(now, size: 2000)
        )
    }
}

/// What late facts come to.
package struct LateFactsFound: Sendable {
    package let runs: Int
    /// Bills that were made again.
    package var looked = 0
    package var bills: [AffectedBill] = []

    init(runs: Int) { self.runs = runs }

    /// Released bills that would be others.
    package var touched: Int { bills.count { $0.id != nil } }

    /// Bills that were not made and would be.
    package var missing: Int { bills.count - touched }

    /// Minor units moved, by currency; what would be held is left out.
    package var totals: [String: Int64] {
        bills.filter(\.held.isEmpty).reduce(into: [:]) {
            $0[$1.currency.rawValue, default: 0] += $1.money
        }
    }

    fileprivate mutating func add(_ other: (looked: Int, bills: [AffectedBill])) {
        looked += other.looked
        bills += other.bills
    }
}

/// A released bill that would be another one with what is known now.
package struct AffectedBill: Sendable, Hashable {
    package let run: Int64
    /// Nil for a bill that was not made and would be.
    package let id: Int64?
    /// As printed.
    package let reference: String?
    /// Codes, as people know them.
    package let account: String
    package let premises: String
    package let currency: Currency
    /// Minor units; nil where there was no bill, or would be none.
    package let before: Int64?
    package let after: Int64?
    /// The supply points that would be held, as `W1 held: RD-NEG`: what they come to is not known.
    package let held: [String]

    package var money: Int64 { (after ?? 0) - (before ?? 0) }
}

extension RunInputs {
    /// A run with the facts and tariffs of other knowledge, judged by the policy it was planned
    /// with.
    fileprivate init(_ run: RunRecord, rulesOf known: Knowledge, _ books: Books) throws {
        try self.init(run, known: known, books)
        rules.takePolicy(from: try books.runRules(for: run))
        rules.hash = nil
    }
}

/// The premises of one range billed again, run after run.
private struct Rebilling {
    let premises: ClosedRange<Int64>
    let installation: Installation
    private var looked = 0
    private var affected: [AffectedBill] = []
    /// Points of which a bill came out otherwise, with what the next bill follows.
    private var moved: [Int64: MovedPoint] = [:]

    init(_ premises: ClosedRange<Int64>, _ installation: Installation) {
        self.premises = premises
        self.installation = installation
    }

    func through(_ runs: [RunInputs]) throws -> (looked: Int, bills: [AffectedBill]) {
        var again = self
        for run in runs { try installation.read { try again.bill(run, $0) } }
        return (again.looked, again.affected)
    }

    private mutating func bill(_ inputs: RunInputs, _ books: Books) throws {
        let stored = try StoredBills(inputs.run, at: premises, in: books)
        guard !stored.billed.isEmpty else { return }
        let facts = try inputs.facts(premises, books)
            .filter { stored.billed.contains($0.supplyPoint.id) }
            .map { facts in moved[facts.supplyPoint.id]?.put(into: facts) ?? facts }
        let page = RunPage(of: facts, runID: inputs.run.id, batch: 1, rules: inputs.rules)
        let held = Dictionary(
            zip(facts, page.outcomes).filter { $1.kind == .held }.map {
                ($0.supplyPoint.id, "\($0.supplyPoint.code) \($1.text)")
            }
        ) { first, _ in first }
        looked += stored.bills.count
        try compare(stored, page, held: held, run: inputs.run, books: books)
        follow(facts, stored, page: page, held: held)
    }

    private mutating func compare(
        _ stored: StoredBills, _ page: RunPage, held: [Int64: String], run: RunRecord,
        books: Books
    ) throws {
        let old = Dictionary(stored.bills.map { (BillKey($0), $0) }) { first, _ in first }
        let new = Dictionary(page.bills.map { (BillKey($0), $0) }) { first, _ in first }
        for key in Set(old.keys).union(new.keys) {
            let (before, after) = (old[key], new[key]?.asOf(old[key]))
            guard BillDifference(before, recalculated: after) != nil else { continue }
            let points = Set((before?.segments ?? []).map(\.supplyPointID)).sorted()
            affected.append(
                AffectedBill(
                    run: run.id, id: before?.id,
                    reference: try before.flatMap {
                        try books.bills.issue(ofBill: $0.id)?.reference
                    },
                    account: try books.customers.account(key.account)?.code ?? "\(key.account)",
                    premises: try books.supply.premises(key.premises)?.code ?? "\(key.premises)",
                    currency: key.currency, before: before?.total.minorUnits,
                    after: after?.total.minorUnits, held: points.compactMap { held[$0] }))
        }
    }

    /// What the next bill of each point that moved opens with. What would be held stays as it is.
    private mutating func follow(
        _ facts: [PointFacts], _ stored: StoredBills, page: RunPage, held: [Int64: String]
    ) {
        for point in facts {
            let id = point.supplyPoint.id
            let old = stored.bills.billed(id)
            let new = held[id] == nil ? page.bills.billed(id) : old
            guard moved[id] != nil || new.map(\.left) != old.map(\.left) else { continue }
            moved[id, default: MovedPoint(point.lastBill)].follow(old, new)
        }
    }
}

/// The released bills of a run for some premises.
private struct StoredBills {
    var bills: [Bill] = []
    /// The points that the run billed; only these are made again.
    var billed: Set<Int64> = []

    init(_ run: RunRecord, at premises: ClosedRange<Int64>, in books: Books) throws {
        for batch in try books.runs.batches(runID: run.id) where batch.premises.overlaps(premises) {
            guard let stored = try books.runs.page(kind: .run, runID: run.id, batch: batch.number)
            else {
                throw RunProblem.batchesMissing([batch.number])
            }
            bills += try RunPage(bytes: stored.content).bills
                .filter { premises.contains($0.premisesID) }
        }
        billed = Set(bills.flatMap(\.segments).map(\.supplyPointID))
    }
}

/// What the bills of a point would have left behind.
private struct MovedPoint {
    private var lastBill: LastBill?
    private var gone: Set<BilledBefore> = []
    private var bills: [BilledBefore] = []

    init(_ lastBill: LastBill?) { self.lastBill = lastBill }

    mutating func follow(_ old: [BilledBefore], _ new: [BilledBefore]) {
        gone.formUnion(old)
        bills += new
        guard let last = new.last?.segment else { return }
        lastBill = LastBill(
            through: last.period.last, days: last.period.days, total: last.total)
    }

    func put(into facts: PointFacts) -> PointFacts {
        var facts = facts
        facts.lastBill = lastBill
        if !facts.billedBefore.isEmpty {
            facts.billedBefore.removeAll(where: gone.contains)
            facts.billedBefore += bills
            facts.billedBefore.sort { $0.segment.period.start < $1.segment.period.start }
        }
        let wrong = Set(gone.flatMap(\.segment.readings))
        let readings = bills.flatMap(\.segment.readings)
        for index in facts.registers.indices {
            let id = facts.registers[index].register.id
            facts.registers[index].billed.removeAll(where: wrong.contains)
            facts.registers[index].billed += readings.filter { $0.registerID == id }
            facts.registers[index].billed.sort { $0.closingDay < $1.closingDay }
        }
        return facts
    }
}

extension [Bill] {
    /// What a supply point was billed, in order of period.
    fileprivate func billed(_ point: Int64) -> [BilledBefore] {
        flatMap { bill in
            bill.segments.filter { $0.supplyPointID == point }
                .map { BilledBefore(accountID: bill.accountID, segment: $0) }
        }.sorted { $0.segment.period.start < $1.segment.period.start }
    }
}

extension BilledBefore {
    /// What a later bill may follow from, whatever version of the tariff it was made by.
    fileprivate var left: BilledBefore {
        var left = segment
        left.tariffVersionID = 0
        return BilledBefore(accountID: accountID, segment: left)
    }
}

extension Bill {
    /// The bill under the tariff versions of another: a version that prices the same is no change.
    fileprivate func asOf(_ other: Bill?) -> Bill {
        guard let other, other.segments.count == segments.count else { return self }
        let renamed = zip(segments, other.segments).map { segment, same in
            var segment = segment
            segment.tariffVersionID = same.tariffVersionID
            return segment
        }
        return Bill(
            id: other.id, accountID: accountID, premisesID: premisesID, currency: currency,
            segments: renamed)
    }
}
