package import Access
import Billing
package import Measures
package import Rulebook
package import Storage

/// Open findings by cause with the money at risk, and the decisions taken on them.
package struct Exceptions: Sendable {
    package let day: Day
    package let open: [OpenFinding]

    /// The open findings of a code, those of the last run that hold nothing among them; of no code
    /// all that hold.
    package static func listed(
        _ code: Finding.Code?, _ books: Books, on day: Day
    ) throws -> [OpenFinding] {
        let open = try Exceptions(books, on: day).open
        guard let code else { return open }
        return try open.filter { $0.code == code }
            + books.bills.warnings(of: code, try books.events.knowledge(on: day))
    }

    /// How the due days of some findings are counted, by supply point (rule A6.7).
    package static func dueDays(
        of findings: [OpenFinding], _ books: Books
    ) throws -> [Int64: DueDays] {
        try books.runs.dueDays(ofPoints: Array(Set(findings.map(\.supplyPointID))))
    }

    package init(_ books: Books, on day: Day) throws {
        self.day = day
        open = try books.bills.openFindings(try books.events.knowledge(on: day))
    }

    /// One cause: how many, how old, what it may cost, whose it is and what usually mends it.
    package struct Cause: Sendable {
        package let code: Finding.Code
        package let meaning: String
        package let resolution: String
        package let owner: String
        package var count = 0
        package var overdue = 0
        package var oldest = 0
        package var money: [String: Int64] = [:]
    }

    /// By count, most first.
    package var causes: [Cause] {
        var causes: [Finding.Code: Cause] = [:]
        for finding in open {
            var cause = causes[finding.code] ?? Exceptions.cause(finding)
            cause.count += 1
            if finding.due < day { cause.overdue += 1 }
            cause.oldest = max(cause.oldest, day - finding.raised)
            cause.money[finding.currency, default: 0] += finding.moneyAtRisk
            causes[finding.code] = cause
        }
        return causes.values.sorted {
            ($1.count, $0.code.rawValue) < ($0.count, $1.code.rawValue)
        }
    }

    /// Whether any finding can have the code.
    package static func isKnown(_ code: String) -> Bool {
        ExceptionsCatalogue.kind(of: Finding.Code(code)) != nil
    }

    private static func cause(_ finding: OpenFinding) -> Cause {
        let kind = ExceptionsCatalogue.kind(of: finding.code)
        return Cause(
            code: finding.code, meaning: kind?.meaning ?? "", resolution: kind?.resolution ?? "",
            owner: finding.owner)
    }
}

/// Accepts a finding as right, or closes it as mended; with a reason, on record (rule D2.3).
package struct DecideFinding: ConcurrentAct {
    package static let name = "decide-finding"
    package static let permission = Permission.decideFindings
    package static let needsReason = true

    package enum Verdict: String, Sendable, CaseIterable, Codable { case accepted, mended }

    package enum Refused: Error, Hashable, Sendable {
        case noSuchFinding(Int64)
        case decidedAlready(Int64)
        /// Nothing can be billed while it stands, whoever accepts it.
        case leavesNothingToBill(Int64, Finding.Code, resolution: String)
    }

    package let finding: Int64
    package let decision: Verdict

    package init(_ finding: Int64, _ decision: Verdict) {
        self.finding = finding
        self.decision = decision
    }

    package func object(in books: Books) -> Subject { Subject(.finding, finding) }

    package func decide(
        _ books: Books, by caller: Caller
    ) throws -> Decision<Verdict> {
        let open = try openFinding(books)
        if decision == .accepted, open.leavesNothingToBill {
            throw Refused.leavesNothingToBill(
                finding, open.code, resolution: open.resolution)
        }
        let (id, word) = (finding, decision.rawValue)
        var decided = Decision<Verdict>(
            event: "finding-\(word)",
            of: Subject(.finding, id, described: "finding \(id) \(open.code)")
        ) { [decision] books, event in
            try books.bills.decide(id, as: word, event: event)
            return decision
        }
        decided.before = ["finding": .string(open.code.rawValue), "state": "open"]
        decided.after = ["finding": .string(open.code.rawValue), "state": .string(word)]
        return decided
    }

    private func openFinding(_ books: Books) throws -> OpenFinding {
        guard try books.bills.finding(finding) != nil else {
            throw Refused.noSuchFinding(finding)
        }
        let known = try books.events.knowledgeNow()
        guard let open = try books.bills.openFinding(finding, known) else {
            throw Refused.decidedAlready(finding)
        }
        return open
    }
}

extension OpenFinding {
    /// What usually mends its cause.
    package var resolution: String {
        ExceptionsCatalogue.kind(of: code)?.resolution ?? "find its cause"
    }

    /// Accepting it would lead to no bill.
    package var leavesNothingToBill: Bool { Finding.leavesNothingToBill(code, rule: rule) }
}
