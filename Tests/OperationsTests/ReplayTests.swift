import Billing
import Foundation
import Measures
import Operations
import Storage
import Testing

@Suite("Replay")
struct ReplayTests {
    @Test("every run comes out the same, after later runs and after late facts")
    func identical() async throws {
        let town = try await SampleTown()
        try await expectIdentical(town)
        let (_, segment, closing) = try town.sampleBill()
        try town.correct(closing, by: Quantity(1))
        try town.end(segment, on: segment.period.last - 3)
        try town.reprice(segment)
        try await expectIdentical(town)
    }

    private func expectIdentical(_ town: SampleTown) async throws {
        for run in Int64(1)...3 {
            let replay = try await town.replay(run)
            #expect(replay.isIdentical, "run \(run): \(replay.differences.prefix(2))")
            #expect(replay.differences.isEmpty && replay.outcomes.isEmpty)
            #expect(replay.bills > 50)
        }
    }

    @Test("as known later, a corrected reading shows with the money it moves")
    func correctedReading() async throws {
        let town = try await SampleTown()
        let (id, _, closing) = try town.sampleBill()
        let before = try asKnown(town, id)
        #expect(before.moves.map(\.money).allSatisfy { $0 == 0 })
        #expect(before.asPlanned == before.billed && before.asKnown == before.billed)

        try town.correct(closing, by: Quantity(1))
        let then = try asKnown(town, id)
        let move = try #require(then.moves.first { $0.kind == .readings })
        let change = try #require(move.changes.first)
        #expect(move.changes.count == 1)
        #expect(move.facts.map(\.money) == [move.money])
        #expect(change.subject.hasSuffix("on \(closing.closingDay)"))
        #expect(change.before == "\(closing.closing) ACT")
        #expect(change.after == "\(closing.closing + Quantity(1)) ACT")
        #expect(move.money > 0)
        #expect(then.moves.reduce(0) { $0 + $1.money } == then.money)
        #expect(then.asPlanned == then.billed)
    }

    @Test("an ended agreement and a dearer tariff move money of their own kind")
    func severalFacts() async throws {
        let town = try await SampleTown()
        let (id, segment, closing) = try town.sampleBill()
        try town.correct(closing, by: Quantity(1))
        try town.reprice(segment)
        let dearer = try asKnown(town, id)
        #expect(dearer.moves.map(\.kind) == [.readings, .tariffs])
        #expect(dearer.moves.allSatisfy { $0.money > 0 })
        #expect(dearer.moves[1].changes.count == 1)
        #expect(dearer.moves.reduce(0) { $0 + $1.money } == dearer.money)

        try town.end(segment, on: segment.period.last - 3)
        let ended = try asKnown(town, id)
        #expect(ended.moves.map(\.kind) == [.readings, .agreements, .tariffs])
        let agreement = try #require(ended.moves[1].changes.first)
        #expect(agreement.after?.hasSuffix("through \(segment.period.last - 3)") == true)
        #expect(ended.moves.reduce(0) { $0 + $1.money } == ended.money)
    }

    @Test("as known before anything was known, there is no bill")
    func knownEarlier() async throws {
        let town = try await SampleTown()
        let (id, _, _) = try town.sampleBill()
        let day = SampleTown.town.months.first - 1
        let then = try town.installation.read { try BillAsKnown($0, "\(id)", on: day) }
        #expect(then.asKnown == nil)
        #expect(then.money == -then.billed)
        #expect(then.moves.reduce(0) { $0 + $1.money } == then.money)
    }

    @Test("a tampered reading is found: the bill, the segment and the money")
    func tamperedReading() async throws {
        let town = try await SampleTown()
        let (id, segment, closing) = try town.sampleBill()
        try town.tamper(
            "UPDATE reading SET value = value + 1000000 WHERE register_id = ? AND day = ?",
            [closing.registerID, "\(closing.closingDay)"])
        let replay = try await town.replay(2)
        #expect(!replay.isIdentical)
        let bill = try #require(replay.differences.first)
        #expect(replay.differences.count == 1)
        #expect(bill.id == id && bill.money > 0)
        #expect(bill.segments.map(\.supplyPointID) == [segment.supplyPointID])
        let reading = try #require(
            bill.segments[0].changes.first { $0.subject.hasPrefix("reading of register") })
        #expect(reading.before == "\(closing.closing) ACT")
        #expect(reading.after == "\(closing.closing + Quantity(1)) ACT")
        #expect(bill.causes == [.facts])
    }

    @Test("each fact of a kind moves its own money, and together they move the difference")
    func eachFact() async throws {
        let town = try await SampleTown()
        let (id, segment, closing) = try town.sampleBill()
        try town.correct(closing, by: Quantity(2))
        try town.multiply(closing.registerID, by: Exact(11, over: 10))
        try town.end(segment, on: segment.period.last - 3)
        let then = try asKnown(town, id)
        #expect(then.moves.map(\.kind) == [.readings, .meters, .agreements])
        for move in then.moves { #expect(move.facts.reduce(0) { $0 + $1.money } == move.money) }
        #expect(then.moves[1].facts.count == 1 && then.moves[1].money > 0)
        #expect(then.moves[1].changes[0].after?.contains("x 1.1") == true)
        #expect(then.moves.reduce(0) { $0 + $1.money } == then.money)
    }

    @Test("a tampered page is the cause where its bytes do not give its digest")
    func tamperedPage() async throws {
        let town = try await SampleTown()
        let page = try town.installation.read { try $0.runs.page(kind: .run, runID: 2, batch: 1)! }
        var altered = try RunPage(bytes: page.content)
        altered.bills.removeLast()
        try town.tamper(
            "UPDATE page SET content = ? WHERE sequence = ?",
            [Data(altered.bytes), page.link.sequence])
        let replay = try await town.replay(2)
        #expect(replay.causes.map(\.cause) == [.page(sequence: page.link.sequence)])
        #expect(replay.differences.count == 1 && replay.differences[0].before == nil)
    }

    @Test("a tariff altered together with its digest is found by the bills made by it")
    func tamperedDigest() async throws {
        let town = try await SampleTown()
        let (id, segment, _) = try town.sampleBill()
        let known = try town.installation.read {
            try $0.bills.tariffVersion(segment.tariffVersionID)!
        }
        let (book, version) = (known.book + "# one more line\n", known.id)
        try town.tamper(
            "UPDATE tariff_version SET book = ?, digest = ? WHERE id = ?",
            [book, "\(SHA256.digest(of: Array(book.utf8)))", version])
        let replay = try await town.replay(2)
        #expect(replay.alteredRules.isEmpty)
        let bill = try #require(replay.differences.first { $0.id == id })
        #expect(bill.money == 0)
        guard case .rule(let part, let now?) = bill.causes.first else {
            Issue.record("\(bill.causes)")
            return
        }
        #expect(part.name == "tariff \(known.code)" && part.version == version)
        #expect(part.digest == known.digest && now.digest != known.digest)
        #expect(bill.causes.count == 1)
        let ill = try Installation.open(town.folder).examine(Check.all).filter { !$0.isWell }
        #expect(ill.map(\.name) == ["facts as pinned", "pages against rows"])
        #expect(ill[1].problems[0].hasPrefix("tariff \(known.code), version \(version): its text"))
    }

    @Test("a policy altered in the books is named, and so is a run marked with other rules")
    func tamperedPolicyAndVersion() async throws {
        let years = try await TwoYears.shared.value
        let sql = "UPDATE policy_version SET policy = 'batch_size: 60'"
        let ill = try years.tampered(sql) { try $0.examine(Check.all).filter { !$0.isWell } }
        #expect(
            Set(ill.map(\.name)) == ["facts as pinned", "texts of rules", "pages against rows"])
        #expect(ill[1].problems[0].hasPrefix("policy, version 1: its text is not"))
        #expect(throws: RunProblem.ruleVersionUnknown(run: 5, version: 99)) {
            try years.tampered("UPDATE bill_run SET rule_version = 99 WHERE id = 5") {
                try $0.read { _ = try RunInputs(try $0.runRecord(5), $0) }
            }
        }
    }

    @Test("a tampered tariff is found by its digest and by its bills")
    func tamperedTariff() async throws {
        let town = try await SampleTown()
        let (id, segment, _) = try town.sampleBill()
        let known = try town.installation.read {
            try $0.bills.tariffVersion(segment.tariffVersionID)!
        }
        try town.tamper(
            "UPDATE tariff_version SET book = ? WHERE id = ?",
            [SampleTown.dearer(known.book), known.id])
        let replay = try await town.replay(2)
        #expect(replay.alteredRules.map(\.name) == ["tariff \(known.code)"])
        #expect(replay.alteredRules.map(\.version) == [known.id])
        let bill = try #require(replay.differences.first { $0.id == id })
        #expect(bill.money > 0)
        guard case .rule(let part, _?) = bill.causes.first else {
            Issue.record("\(bill.causes)")
            return
        }
        #expect(part.name == "tariff \(known.code)" && bill.causes.count == 1)
        let ill = try Installation.open(town.folder).examine(Check.all).filter { !$0.isWell }
        #expect(
            Set(ill.map(\.name)) == ["facts as pinned", "texts of rules", "pages against rows"])
    }

    private func asKnown(_ town: SampleTown, _ id: Int64) throws -> BillAsKnown {
        try town.installation.read { books in
            try BillAsKnown(books, "\(id)", on: try books.businessDay())
        }
    }
}
