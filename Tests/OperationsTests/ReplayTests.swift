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
    }

    @Test("a tampered tariff is found by its digest and by its bills")
    func tamperedTariff() async throws {
        let town = try await SampleTown()
        let (id, segment, _) = try town.sampleBill()
        let known = try town.installation.read { try $0.tariffVersion(segment.tariffVersionID)! }
        try town.tamper(
            "UPDATE tariff_version SET book = ? WHERE id = ?",
            [SampleTown.dearer(known.book), known.id])
        let replay = try await town.replay(2)
        #expect(replay.alteredRules.map(\.name) == ["tariff \(known.code)"])
        #expect(replay.alteredRules.map(\.version) == [known.id])
        #expect(replay.differences.contains { $0.id == id && $0.money > 0 })
    }

    private func asKnown(_ town: SampleTown, _ id: Int64) throws -> BillAsKnown {
        try town.installation.read { books in
            try BillAsKnown(books, "\(id)", on: try books.businessDay())
        }
    }
}
