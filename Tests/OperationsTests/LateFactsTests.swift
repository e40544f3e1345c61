import Billing
import Measures
import Operations
import Storage
import Testing

@Suite("Late facts")
struct LateFactsTests {
    @Test("without late facts no bill is touched")
    func nothing() async throws {
        let town = try await SampleTown()
        let found = try await look(town)
        #expect(found.bills == [] && found.totals == [:])
        let bills = try town.installation.read { books in
            try (1...3).reduce(0) {
                try $0 + books.bills.issuedBills(ofRun: Int64($1), last: 9999).count
            }
        }
        #expect(found.looked == bills && found.runs == 3 && bills > 150)
    }

    @Test("a wrong reading between two bills moves both, the second against the first")
    func reading() async throws {
        let town = try await SampleTown()
        let (id, _, closing) = try town.sampleBill(followed: true)
        try town.correct(closing, by: Quantity(1))
        let found = try await look(town)
        try #require(found.bills.map(\.run) == [2, 3])
        #expect(found.bills[0].id == id && found.bills[0].account == found.bills[1].account)
        #expect(found.bills[0].money > 0 && found.bills[1].money < 0)
        #expect(found.totals.values.reduce(0, +) == found.bills.reduce(0) { $0 + $1.money })
        #expect(try await look(town, since: SampleTown.town.months.lastDay(2)).bills.isEmpty)
    }

    @Test("a price corrected from a past day moves every bill of the tariff, as each alone tells")
    func price() async throws {
        let town = try await SampleTown()
        let (id, segment, _) = try town.sampleBill()
        try town.reprice(segment)
        let found = try await look(town)
        #expect(found.bills.contains { $0.id == id } && found.bills.count > 20)
        var sum: Int64 = 0
        for bill in found.bills {
            let alone = try town.installation.read { books in
                try BillAsKnown(books, "\(bill.id!)", on: try books.businessDay())
            }
            #expect(alone.asKnown == bill.after && alone.billed == bill.before)
            #expect(alone.moves.map(\.kind) == [.tariffs])
            sum += alone.money
        }
        #expect(sum == found.totals.values.reduce(0, +) && sum > 0)
    }

    @Test("a changed multiplier moves every bill of its register, and replays stay identical")
    func multiplier() async throws {
        let town = try await SampleTown()
        let (id, segment, closing) = try town.sampleBill()
        try town.multiply(closing.registerID, by: Exact(11, over: 10))
        let found = try await look(town)
        #expect(found.bills.contains { $0.id == id })
        let account = try town.installation.read {
            try $0.customers.account($0.bills.bill(id)!.accountID)!.code
        }
        #expect(Set(found.bills.map(\.account)) == [account], "\(segment)")
        for run in Int64(1)...3 { #expect(try await town.replay(run).isIdentical) }
    }

    @Test("a tenancy backdated into a bill: less for one, a new bill for the other")
    func tenancy() async throws {
        let town = try await SampleTown()
        let (id, segment, _) = try town.sampleBill()
        let other = try town.installation.read { books in
            try books.customers.accounts().first {
                $0.id != (try? books.bills.bill(id)?.accountID)
            }!
        }
        try town.moveIn(
            segment, account: other.id, on: segment.period.start + segment.period.days / 2)
        let found = try await look(town)
        let old = try #require(found.bills.first { $0.id == id })
        #expect(old.money < 0 && old.held.isEmpty, "\(found.bills)")
        #expect(found.bills.contains { $0.account == other.code && $0.money > 0 })
        for run in Int64(1)...3 { #expect(try await town.replay(run).isIdentical) }
    }

    @Test("a voided reading: bills stay, the fact is gone for new runs, and once is enough")
    func void() async throws {
        let town = try await SampleTown()
        let (id, _, closing) = try town.sampleBill()
        let installed = try town.installation.read { try $0.meters.register(closing.registerID)! }
        let door = Door(town.installation, as: "tester")
        func void(_ reason: String, isDryRun: Bool = false) throws -> VoidReading.Voided {
            try door.perform(
                VoidReading(
                    meter: installed.register.meterSerial, register: installed.code,
                    on: closing.closingDay),
                now: Terms(because: reason, isDryRun: isDryRun))
        }
        #expect(throws: DoorRefused.needsReason) { try void("") }
        let tried = try void("misread", isDryRun: true)
        #expect(try await look(town).bills.isEmpty)
        let done = try void("misread")
        #expect(done == tried && done.value == closing.closing && done.type == "ACT")
        let reference = try town.installation.read { try $0.bills.issue(ofBill: id)!.reference }
        #expect(done.bills.contains(reference))
        #expect(
            throws: VoidReading.Refused.noReading(
                meter: done.meter, register: done.register, day: done.day)
        ) { try void("again") }
        let event = try town.installation.read { try $0.events.lastEvent()! }
        #expect(event.action == "reading-void" && event.reason == "misread")
        let then = try town.installation.read { books in
            try BillAsKnown(books, "\(id)", on: try books.businessDay())
        }
        #expect(then.moves[0].changes[0].after == nil && then.moves[0].kind == .readings)
        #expect(try await town.replay(2).isIdentical)
        #expect(try await look(town).bills.contains { $0.id == id })
        #expect(try town.installation.examine(Check.all).allSatisfy(\.isWell))
    }

    @Test(
        "void refuses what is not there",
        arguments: [
            ("NONE", nil, VoidReading.Refused.noSuchMeter("NONE")),
            ("E0000009", nil, .severalRegisters(meter: "E0000009", known: ["1", "2"])),
            ("E0000009", "3", .noSuchRegister("3", meter: "E0000009", known: ["1", "2"])),
        ])
    func voidRefuses(meter: String, register: String?, refused: VoidReading.Refused) async throws {
        let town = try await SampleTown()
        let door = Door(town.installation, as: "tester")
        let day = SampleTown.town.months.lastDay(1)
        #expect(throws: refused) {
            try door.perform(
                VoidReading(meter: meter, register: register, on: day),
                now: Terms(because: "wrong"))
        }
    }

    private func look(_ town: SampleTown, since: Day? = nil) async throws -> LateFactsFound {
        try await LateFacts(Door(town.installation, as: "tester"))(since: since)
    }
}
