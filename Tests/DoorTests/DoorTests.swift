import Access
import Measures
import Operations
import Storage
import Testing

@Suite("The door")
struct DoorTests {
    @Test("keeps who, what, to what, before, after and the answer", arguments: DoorEngine.allCases)
    func record(engine: DoorEngine) throws {
        let office = try Office(engine)
        let door = Door(
            office.books, try office.door("Ben").caller, machineUser: "ben-laptop")
        let performed = try door.perform(
            TestRefund(account: 7, pence: 12_50), Terms(because: "billed twice", key: "k1"))
        guard case .done(let answer, let event) = performed else {
            Issue.record("it waits")
            return
        }
        #expect(answer == "refund \(event)")
        let record = try #require(
            try office.books.read(rows: .none) { try $0.acts.record(of: event) })
        #expect(record.caller == .person(try #require(office.people["Ben"])))
        #expect(record.subject == Subject(.account, 7))
        #expect(record.permission == .refundMoney)
        #expect(record.values[.before] == #"{"balance":"0.00"}"#)
        #expect(record.values[.after] == #"{"balance":"12.50"}"#)
        #expect(record.values[.machineUser] == "ben-laptop")
        #expect(
            record.values[.request]
                == #"{"act":"test-refund","request":{"account":7,"pence":1250}}"#)
        let kept = try office.books.read(rows: .none) { try $0.events.event(event) }
        #expect(kept?.actor == "Ben")
        #expect(kept?.reason == "billed twice")
        #expect(kept?.subject == "account 7")
        #expect(try office.isWell())
    }

    @Test(
        "a key twice is one act with one answer; with another request it is refused",
        arguments: DoorEngine.allCases)
    func keys(engine: DoorEngine) throws {
        let office = try Office(engine)
        let door = try office.door("Ben")
        let terms = Terms(key: "call-1")
        guard
            case .done(let answer, let event) = try door.perform(
                TestRefund(account: 7, pence: 100), terms)
        else {
            Issue.record("not done")
            return
        }
        guard
            case .doneBefore(let again, let same) = try door.perform(
                TestRefund(account: 7, pence: 100), terms)
        else {
            Issue.record("done again")
            return
        }
        #expect(again == answer)
        #expect(same == event)
        #expect(try office.events() == event)
        #expect(throws: DoorRefused.otherRequest(key: "call-1", event: event)) {
            try door.perform(TestRefund(account: 7, pence: 101), terms)
        }
        // A key that an event without an act used, such as that of an import.
        let other = try office.books.write(rows: .none) {
            try $0.events.record(EventDraft("import-x", of: "x", by: "Ben", key: "file-1"))
        }
        #expect(throws: DoorRefused.otherRequest(key: "file-1", event: other)) {
            try door.perform(TestRefund(account: 7, pence: 100), Terms(key: "file-1"))
        }
    }

    @Test("a key is its caller's own: nobody else gets the answer, nor does who has left")
    func othersKeys() throws {
        let office = try Office(.sqlite)
        let (refund, terms) = (TestRefund(account: 7, pence: 100), Terms(key: "k"))
        guard case .done(_, let event) = try office.door("Ben").perform(refund, terms) else {
            Issue.record("not done")
            return
        }
        #expect(throws: DoorRefused.otherRequest(key: "k", event: event)) {
            try office.door("Cleo").perform(refund, terms)
        }
        try office.door("Anna").perform(RemovePerson("Ben"), now: Terms())
        #expect(throws: AccessRefused.unknownPerson(name: "Ben")) {
            try office.door("Ben").perform(refund, terms)
        }
    }

    @Test(
        "a key whose act waits says so again; once approved it gives the answer",
        arguments: DoorEngine.allCases)
    func keysOfProposals(engine: DoorEngine) throws {
        let office = try Office(engine)
        let ben = try office.door("Ben")
        func perform(_ key: String) throws -> Performed<String> {
            try ben.perform(TestRefund(account: 7, pence: 60_00), Terms(key: key))
        }
        let proposal = try #require(try perform("k").proposal)
        #expect(try perform("k").proposal == proposal)
        let event = try office.door("Cleo")
            .approve(proposal: proposal, among: Office.catalogue)
        guard case .doneBefore(let answer, let done) = try perform("k") else {
            Issue.record("done again")
            return
        }
        #expect(answer == "refund \(event)" && done == event)
        let refused = try #require(try perform("l").proposal)
        try office.door("Cleo").perform(RefuseProposal(refused), now: Terms(because: "no"))
        #expect(throws: AccessRefused.decidedAlready(proposal: refused, .refused)) {
            try perform("l")
        }
        #expect(try office.events() == refused + 1)
    }

    @Test("a stale version is refused with who changed it", arguments: DoorEngine.allCases)
    func versions(engine: DoorEngine) throws {
        let office = try Office(engine)
        let (ben, cleo) = (try office.door("Ben"), try office.door("Cleo"))
        let refund = TestRefund(account: 7, pence: 100)
        guard case .done(_, let first) = try ben.perform(refund, Terms(expecting: 0)),
            case .done(_, let second) = try cleo.perform(refund, Terms(expecting: first))
        else {
            Issue.record("not done")
            return
        }
        let stale = DoorRefused.changedMeanwhile(
            Subject(.account, 7), expected: first, event: second, by: "Cleo")
        #expect(throws: stale) { try ben.perform(refund, Terms(expecting: first)) }
        // Another object has its own version.
        let other = TestRefund(account: 8, pence: 100)
        #expect(try ben.perform(other, Terms(expecting: 0)).proposal == nil)
    }

    @Test(
        "a dry run says what it would come to, and leaves nothing",
        arguments: DoorEngine.allCases)
    func dryRuns(engine: DoorEngine) throws {
        let office = try Office(engine)
        let before = try office.events()
        let performed = try office.door("Ben").perform(
            TestRefund(account: 7, pence: 100), Terms(key: "k", isDryRun: true))
        guard case .dryRun(let answer) = performed else {
            Issue.record("not a dry run")
            return
        }
        #expect(answer == "refund \(before + 1)")
        #expect(try office.events() == before)
        // The key is free.
        _ = try office.door("Ben").perform(
            TestRefund(account: 7, pence: 100), Terms(key: "k"))
        #expect(try office.events() == before + 1)
    }

    @Test("an act that fails leaves nothing and uses no number", arguments: DoorEngine.allCases)
    func failing(engine: DoorEngine) throws {
        let office = try Office(engine)
        let before = try office.events()
        #expect(throws: TestFailing.Broken()) { try office.door("Ben").perform(TestFailing()) }
        #expect(throws: TestRefund.Refused(pence: 0)) {
            try office.door("Ben").perform(TestRefund(account: 7, pence: 0))
        }
        #expect(try office.events() == before)
        let grants = try office.books.read(rows: .none) { try $0.access.grants() }
        #expect(!grants.contains { $0.person.rawValue == 99 })
        #expect(try office.isWell())
    }

    @Test("refuses who has no permission before the act looks at anything")
    func permissions() throws {
        let office = try Office(.sqlite)
        #expect(throws: AccessRefused.notAllowed(who: "Anna", .refundMoney)) {
            try office.door("Anna").perform(TestRefund(account: 7, pence: 0))
        }
    }

    @Test("reading asks too")
    func reading() throws {
        let office = try Office(.sqlite)
        #expect(throws: AccessRefused.notAllowed(who: "Ben", .readLedger)) {
            try office.door("Ben").read(.readLedger) { _ in }
        }
        #expect(try office.door("Ben").read(.readBooks) { try $0.businessDay().number } == 20_000)
        #expect(throws: AccessRefused.noCredential(name: "setup")) {
            try Door(office.books, .singleUser("setup")).read(.readBooks) { _ in }
        }
    }

    @Test(
        "an answer and a request can be erased, and the chain still verifies",
        arguments: DoorEngine.allCases)
    func erasure(engine: DoorEngine) throws {
        let office = try Office(engine)
        let door = try office.door("Ben")
        guard
            case .done(_, let event) = try door.perform(
                TestRefund(account: 7, pence: 100), Terms(key: "k"))
        else {
            Issue.record("not done")
            return
        }
        try office.books.write(rows: .none) { books in
            _ = try books.acts.erase(
                .answer, ofEvent: event, by: "Anna", because: "asked for")
        }
        #expect(try office.isWell())
        #expect(throws: DoorRefused.answerErased(key: "k", event: event)) {
            try door.perform(TestRefund(account: 7, pence: 100), Terms(key: "k"))
        }
    }

    @Test(
        "values of acts that are altered, taken away or planted are seen",
        arguments: [
            "UPDATE act_value SET value = '{}' WHERE part = 'after'",
            "DELETE FROM act_value WHERE part = 'answer'",
            "INSERT INTO act_value SELECT 1, 'before', salt, value FROM act_value WHERE event_id = 1 AND part = 'request'",
            "PRAGMA ignore_check_constraints = ON; INSERT INTO act_value SELECT event_id, 'answer-x', salt, value FROM act_value WHERE part = 'answer'; PRAGMA ignore_check_constraints = OFF",
            "INSERT INTO number_sequence (kind, last_number) VALUES ('agreement-x', 7)",
            "UPDATE act_record SET person_id = 1 WHERE event_id = (SELECT max(event_id) FROM act_record)",
            "UPDATE act_record SET permission = 'read-books' WHERE event_id = (SELECT max(event_id) FROM act_record)",
            "DELETE FROM act_record WHERE event_id = (SELECT max(event_id) FROM act_record)",
            "UPDATE role_grant SET role = 'administrator' WHERE role = 'specialist'",
            "UPDATE person SET name = 'Zoe' WHERE id = 2",
            "UPDATE authority_limit SET maximum = 900000",
            "UPDATE credential SET person_id = 2",
            "DELETE FROM authority_use",
        ])
    func attacks(sql: String) throws {
        let office = try Office(.sqlite)
        let door = Door(office.books, try office.door("Ben").caller, machineUser: "x")
        _ = try door.perform(TestRefund(account: 7, pence: 100))
        #expect(try office.isWell())
        try office.books.alter(sql)
        #expect(try !office.isWell())
    }
}
