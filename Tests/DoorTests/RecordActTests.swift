import Access
import Customers
import Foundation
import Measures
import Operations
import Synchronization
import Testing

@testable import Storage

extension Office {
    /// The door of somebody new with a role.
    func door(adding role: Role) throws -> Door {
        let added = try door("Anna").perform(
            AddPerson("New \(role)", roles: [RoleAsked(role)]), now: Terms())
        return Door(books, Caller(.person(added.id), name: added.name))
    }

    /// C1 with the accounts A1 and A3, and C2 with A2.
    func addCustomers() throws {
        try books.write(rows: .none) { books in
            let event = try books.events.record(EventDraft("import", of: "x", by: "test"))
            for id in [1, 2] as [Int64] {
                _ = try books.customers.put(
                    Party(
                        id: id, code: "C\(id)", name: "Somebody \(id)", email: nil,
                        language: "en-GB"), event: event)
            }
            for (id, party) in [(1, 1), (2, 2), (3, 1)] as [(Int64, Int64)] {
                _ = try books.customers.put(
                    Account(id: id, code: "A\(id)", partyID: party), event: event)
            }
            try books.numbers.settle(.party)
            try books.numbers.settle(.account)
        }
    }
}

private let because = Terms(because: "called")

/// The fields of a record of each kind, for C1 or A1.
private let samples: [RecordKind: [String: String]] = [
    .need: [
        "customer_id": "C1", "kind": "dialysis", "from": "2024-10-01", "consent": "by telephone",
    ],
    .preference: [
        "customer_id": "C1", "purpose": "bill", "channel": "post", "from": "2024-10-01",
    ],
    .agent: [
        "customer_id": "C1", "kind": "carer", "name": "Bea", "scopes": "bills",
        "from": "2024-10-01", "to": "2025-10-01", "evidence": "form",
    ],
    .hold: [
        "account_id": "A1", "kind": "dispute", "from": "2024-10-01", "review": "2024-12-01",
        "reason": "meter in doubt",
    ],
    .jointParty: [
        "account_id": "A1", "customer_id": "C2", "from": "2024-10-01", "evidence": "signed",
    ],
    .payer: [
        "account_id": "A1", "customer_id": "C2", "share": "60", "from": "2024-10-01",
        "evidence": "letter",
    ],
]

private func need(_ kind: String, from: String = "2024-10-01") -> AddRecord {
    AddRecord(
        .need, ["customer_id": "C1", "kind": kind, "from": from, "consent": "by telephone"])
}

private func breathingSpace(of account: String, from: String) -> AddRecord {
    AddRecord(
        .hold,
        ["account_id": account, "kind": "breathing-space", "from": from, "reason": "notice"])
}

@Suite("Acts on facts of customers")
struct RecordActTests {
    private func office(_ engine: DoorEngine = .sqlite) throws -> Office {
        let office = try Office(engine)
        try office.addCustomers()
        return office
    }

    @Test(
        "keep customer's number, days and no words in what was before and after",
        arguments: DoorEngine.allCases)
    func event(engine: DoorEngine) throws {
        let office = try office(engine)
        for kind in RecordKind.allCases {
            let fields = try #require(samples[kind])
            let added = try office.door("Cleo").perform(AddRecord(kind, fields), because)
            guard case .done(let number, let event) = added else {
                Issue.record("\(kind): \(added)")
                continue
            }
            #expect(number == 1)
            let record = try #require(
                try office.books.read(rows: .none) { try $0.acts.record(of: event) })
            let owner = kind.isOfAccount ? Subject(.account, "A1") : Subject(.party, "C1")
            #expect(record.subject == owner && record.permission == .keepCustomerRecords)
            let end = kind == .agent ? "2025-10-02" : "\(Day.openEnd)"
            let after = record.values[.after] ?? ""
            #expect(after.contains(#""number":1,"from":"2024-10-01""#), "\(after)")
            #expect(kind != .agent || after.contains(end))
            #expect(record.values[.before] == nil && record.values[.answer] == "1")
            let ended = try office.door("Cleo").perform(
                EndRecord(kind, 1, on: Day("2024-11-01")!), because)
            #expect(ended.proposal == nil)
        }
        #expect(try office.isWell())
    }

    @Test("are done for a reason", arguments: RecordKind.allCases)
    func reasons(kind: RecordKind) throws {
        let office = try office()
        let fields = try #require(samples[kind])
        #expect(throws: DoorRefused.needsReason) {
            try office.door("Cleo").perform(AddRecord(kind, fields))
        }
        try office.door("Cleo").perform(AddRecord(kind, fields), now: because)
        #expect(throws: DoorRefused.needsReason) {
            try office.door("Cleo").perform(EndRecord(kind, 1))
        }
    }

    @Test("are refused whole to who may not keep them", arguments: Role.allCases)
    func roles(role: Role) throws {
        let office = try office()
        let door = try office.door(adding: role)
        let isAllowed = [.advisor, .specialist, .coordinator, .senior].contains(role)
        for kind in RecordKind.allCases {
            let add = AddRecord(kind, try #require(samples[kind]))
            if isAllowed {
                try door.perform(add, now: because)
            } else {
                #expect(throws: AccessRefused.self) { try door.perform(add, now: because) }
            }
        }
        let stored = try office.books.read { books in
            try books.needs.all().count + books.holds.all().count + books.payers.all().count
        }
        #expect(stored == (isAllowed ? 3 : 0))
    }

    @Test(
        "a need is seen, changed and ended by who may see it (rule H6.6)", arguments: Role.allCases)
    func protected(role: Role) throws {
        let office = try office()
        try office.door("Cleo").perform(need("domestic-abuse"), now: because)
        try office.door("Cleo").perform(need("large-print"), now: because)
        let door = try office.door(adding: role)
        let sees = [.specialist, .senior, .auditor].contains(role)
        if role == .administrator {
            #expect(throws: AccessRefused.self) { try ListRecords(door).ofParty("C1") }
        } else {
            let list = try ListRecords(door).ofParty("C1").entries.map(\.what)
            #expect(list == [sees ? "domestic-abuse" : nil, "large-print"])
        }
        let keeps = [.advisor, .specialist, .coordinator, .senior].contains(role)
        let end = EndRecord(.need, 1, on: Day("2025-01-01")!)
        if keeps && sees {
            _ = try door.perform(end, now: because)
            return
        }
        let missing: Permission = keeps ? .readProtected : .keepCustomerRecords
        let refused = AccessRefused.notAllowed(who: door.caller.name, missing)
        #expect(throws: refused) { try door.perform(end, now: because) }
        #expect(throws: refused) {
            try door.perform(
                AddRecord(
                    .need,
                    [
                        "customer_id": "C1", "kind": "domestic-abuse", "from": "2024-10-01",
                        "consent": "other words",
                    ]), now: because)
        }
        let kept = try office.books.read { try $0.needs.record(1) }
        #expect(kept?.consent == "by telephone" && kept?.period.end == .openEnd)
    }

    @Test(
        "a record of domestic abuse shows whereabouts to who may see it (rules E5.1, H6.6)",
        arguments: Role.allCases)
    func whereabouts(role: Role) throws {
        let office = try office()
        let door = try office.door(adding: role)
        guard role != .administrator else { return }
        let hidden = ["e-mail", "phone", "postal address"]
        func masked() throws -> [String] {
            try ShowParty(door)("C1").fields.filter { $0.value == nil }.map(\.name)
        }
        let sees = [.specialist, .senior, .auditor].contains(role)
        #expect(try masked() == (sees ? [] : ["needs"]))
        try office.door("Cleo").perform(need("domestic-abuse"), now: because)
        #expect(try masked() == (sees ? [] : hidden + ["needs"]))
        let ends = EndRecord(.need, 1, on: Day("2024-10-04")!)
        try office.door("Cleo").perform(ends, now: because)
        #expect(try masked() == (sees ? [] : ["needs"]))
    }

    @Test("said again is the same one; changed keeps its number", arguments: DoorEngine.allCases)
    func again(engine: DoorEngine) throws {
        let office = try office(engine)
        let door = try office.door("Cleo")
        let first = try door.perform(need("dialysis"), Terms(because: "called", key: "k"))
        guard case .done(1, let event) = first else {
            Issue.record("\(first)")
            return
        }
        guard
            case .doneBefore(1, event) = try door.perform(
                need("dialysis"), Terms(because: "called", key: "k")),
            case .unchanged(1) = try door.perform(need("dialysis"), because)
        else {
            Issue.record("done again")
            return
        }
        #expect(try office.events() == event)
        let other = AddRecord(
            .need,
            [
                "customer_id": "C1", "kind": "dialysis", "from": "2024-10-01", "consent": "letter",
            ])
        #expect(throws: DoorRefused.otherRequest(key: "k", event: event)) {
            try door.perform(other, Terms(because: "called", key: "k"))
        }
        guard case .done(1, let changed) = try door.perform(other, because) else {
            Issue.record("not changed")
            return
        }
        let kept = try office.books.read { books in
            (try books.events.event(changed)?.action, try books.needs.record(1)?.consent)
        }
        #expect(kept.0 == "need-changed" && kept.1 == "letter")
        #expect(try office.isWell())
    }

    @Test("a dry run leaves nothing", arguments: RecordKind.allCases)
    func dryRun(kind: RecordKind) throws {
        let office = try office()
        let (before, door) = (try office.events(), try office.door("Cleo"))
        let add = AddRecord(kind, try #require(samples[kind]))
        let terms = Terms(because: "called", isDryRun: true)
        guard case .dryRun(1) = try door.perform(add, terms) else {
            Issue.record("not a dry run")
            return
        }
        #expect(try office.events() == before)
        #expect(throws: RecordRowRefused.unknown(kind, 1)) {
            try door.perform(EndRecord(kind, 1), now: because)
        }
    }

    @Test("ended twice, ended before it began, and none at all", arguments: DoorEngine.allCases)
    func ends(engine: DoorEngine) throws {
        let office = try office(engine)
        let door = try office.door("Cleo")
        try door.perform(need("dialysis"), now: because)
        let end = EndRecord(.need, 1, on: Day("2024-11-01")!)
        try door.perform(end, now: because)
        #expect(throws: RecordRowRefused.ended(.need, 1, Day("2024-11-01")!)) {
            try door.perform(end, now: because)
        }
        // Taken back: it was wrong from its first day.
        try door.perform(EndRecord(.need, 1, on: Day("2024-10-01")!), now: because)
        #expect(try office.books.read { try $0.needs.record(1) } == nil)
        #expect(throws: RecordRowRefused.unknown(.need, 1)) {
            try door.perform(end, now: because)
        }
        // Its number is not given again.
        #expect(try door.perform(need("dialysis"), now: because) == 2)
        #expect(throws: RecordRowRefused.unknownAccount("A9")) {
            try ListRecords(door).ofAccount("A9")
        }
        #expect(try office.isWell())
    }

    /// What so many got who asked for something at the same time.
    private func atOnce(_ doors: [(Door, AddRecord)]) -> [Result<Int64, any Error>] {
        let ended = Mutex<[Result<Int64, any Error>]>([])
        DispatchQueue.concurrentPerform(iterations: doors.count) { index in
            let (door, act) = doors[index]
            let result = Result { try door.perform(act, now: because) }
            ended.withLock { $0.append(result) }
        }
        return ended.withLock { $0 }
    }

    @Test(
        "of needs of a kind at the same time one stands (rule G5.1)", arguments: DoorEngine.allCases
    )
    func together(engine: DoorEngine) throws {
        let office = try office(engine)
        let door = try office.door("Cleo")
        let ended = atOnce((1...8).map { (door, need("dialysis", from: "2024-10-0\($0)")) })
        let done = ended.compactMap { try? $0.get() }
        #expect(done == [1], "\(ended)")
        for case .failure(let error) in ended { #expect(error is RecordRowRefused) }
        let others = atOnce(
            ["blind", "speech", "hearing", "carer"].map { (door, need($0)) })
        #expect(Set(others.compactMap { try? $0.get() }) == [2, 3, 4, 5], "\(others)")
        #expect(try office.isWell())
    }

    @Test(
        "of breathing spaces on two accounts of a customer one stands, unless they are one (rule G3.1)",
        arguments: DoorEngine.allCases)
    func breathingSpaces(engine: DoorEngine) throws {
        let office = try office(engine)
        let door = try office.door("Cleo")
        let ended = atOnce([
            (door, breathingSpace(of: "A1", from: "2024-10-05")),
            (door, breathingSpace(of: "A3", from: "2025-01-05")),
        ])
        #expect(ended.compactMap { try? $0.get() } == [1], "\(ended)")
        // Somebody else has one of their own.
        #expect(
            try door.perform(breathingSpace(of: "A2", from: "2024-12-05"), now: because) == 2)
        let stored = try office.books.read { try $0.holds.all() }
        #expect(stored.allSatisfy { $0.period.days == 60 } && stored.count == 2)
        #expect(try office.isWell())
    }

    @Test(
        "of payers at the same time those stand that add up to 100", arguments: DoorEngine.allCases)
    func payers(engine: DoorEngine) throws {
        let office = try office(engine)
        let door = try office.door("Cleo")
        try office.books.write(rows: .none) { books in
            let event = try books.events.record(EventDraft("import", of: "y", by: "test"))
            for id in 3...8 as ClosedRange<Int64> {
                _ = try books.customers.put(
                    Party(
                        id: id, code: "C\(id)", name: "Payer", email: nil, language: "en-GB"),
                    event: event)
            }
            try books.numbers.settle(.party)
        }
        let ended = atOnce(
            (2...8).map { id in
                (
                    door,
                    AddRecord(
                        .payer,
                        [
                            "account_id": "A1", "customer_id": "C\(id)", "share": "30",
                            "from": "2024-10-0\(id)", "evidence": "letter",
                        ])
                )
            })
        #expect(ended.count { (try? $0.get()) != nil } == 3, "\(ended)")
        #expect(try office.isWell())
    }

    @Test(
        "an erased customer gets no new facts, and is nobody's joint party or payer (rule H6.4)",
        arguments: DoorEngine.allCases)
    func erased(engine: DoorEngine) throws {
        let office = try office(engine)
        let door = try office.door("Cleo")
        for kind in [RecordKind.jointParty, .payer] {
            try door.perform(AddRecord(kind, try #require(samples[kind])), now: because)
            try door.perform(EndRecord(kind, 1, on: Day("2024-10-04")!), now: because)
        }
        let manager = try office.door(adding: .manager)
        let erasure = ErasePersonalData("C2")
        let performed = try manager.perform(erasure, because)
        if let proposal = performed.proposal {
            _ = try office.door("Anna").approve(proposal: proposal)
        }
        // What was said of C2 in the acts on C1's account is gone, and C1's own is not.
        let values = try office.books.read(rows: .none) { books in
            try String.fetchAll(books.db, sql: "SELECT value FROM act_value WHERE part = 'request'")
        }
        #expect(!values.contains { $0.contains("signed") || $0.contains("letter") }, "\(values)")
        #expect(try office.isWell())
        for kind in [RecordKind.jointParty, .payer] {
            let fields = try #require(samples[kind])
            #expect(throws: RecordRowRefused.self) {
                try door.perform(AddRecord(kind, fields), now: because)
            }
        }
        #expect(try door.perform(need("dialysis"), now: because) == 1)
        #expect(try office.isWell())
    }

    @Test("what is to be looked at again is found by its day (rules G1.2, G5.4)")
    func due() throws {
        let office = try office()
        let door = try office.door("Cleo")
        try door.perform(need("dialysis"), now: because)
        try door.perform(AddRecord(.hold, try #require(samples[.hold])), now: because)
        func due(_ by: String?) throws -> [RecordKind] {
            try ListRecords(door).due(by: by.flatMap { Day($0) }).entries.map(\.kind)
        }
        #expect(try due(nil) == [] && due("2024-11-30") == [])
        #expect(try due("2024-12-01") == [.hold])
        #expect(try due("2026-09-30") == [.hold] && due("2026-10-01") == [.need, .hold])
        let masked = try ListRecords(office.door(adding: .advisor))
            .due(by: Day("2026-10-01")!).entries
        #expect(masked.map(\.what) == [nil, "dispute: meter in doubt"])
        #expect(masked.map(\.owner) == ["C1", "A1"])
    }
}
