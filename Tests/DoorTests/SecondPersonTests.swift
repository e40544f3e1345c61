import Access
import Measures
import Operations
import Storage
import Testing

@Suite("A second person")
struct SecondPersonTests {
    @Test(
        "is asked above the limit, and split amounts are one",
        arguments: DoorEngine.allCases)
    func split(engine: DoorEngine) throws {
        let office = try Office(engine)
        let ben = try office.door("Ben")
        func refund(_ pence: Int64, account: Int64 = 7) throws -> Int64? {
            try ben.perform(TestRefund(account: account, pence: pence)).proposal
        }
        #expect(try refund(30_00) == nil)
        #expect(try refund(20_00) == nil)
        #expect(try refund(1) != nil)
        // Another account, and another person, have sums of their own.
        #expect(try refund(50_00, account: 8) == nil)
        #expect(
            try office.door("Dan").perform(TestRefund(account: 7, pence: 50_00)).proposal == nil)
        #expect(try refund(50_01, account: 9) != nil)
        // What only waits does not count.
        #expect(try refund(50_00, account: 9) == nil)
        #expect(try office.isWell())
    }

    @Test("approves once; the maker never, whatever name is given", arguments: DoorEngine.allCases)
    func approval(engine: DoorEngine) throws {
        let office = try Office(engine)
        let performed = try office.door("Ben").perform(
            TestRefund(account: 7, pence: 60_00), Terms(because: "flooded"))
        let proposal = try #require(performed.proposal)
        for spelling in ["Ben", "BEN ", "Bén", "Cleo"] {
            #expect(throws: AccessRefused.ownWork(who: spelling, .refundMoney)) {
                try office.door("Ben", as: spelling)
                    .approve(proposal: proposal, among: Office.catalogue)
            }
        }
        // Dan is a specialist with the same limit, Anna may not refund at all.
        let pounds = { Money(minorUnits: $0, currency: .gbp) }
        #expect(
            throws: AccessRefused.aboveLimit(
                who: "Dan", .refundMoney, asked: pounds(60_00), limit: pounds(50_00))
        ) { try office.door("Dan").approve(proposal: proposal, among: Office.catalogue) }
        #expect(throws: AccessRefused.notAllowed(who: "Anna", .refundMoney)) {
            try office.door("Anna").approve(proposal: proposal, among: Office.catalogue)
        }
        let event = try office.door("Cleo")
            .approve(proposal: proposal, among: Office.catalogue)
        let record = try office.books.read(rows: .none) { try $0.acts.record(of: event) }
        #expect(record?.proposal == proposal)
        #expect(record?.caller == .person(try #require(office.people["Cleo"])))
        #expect(throws: AccessRefused.decidedAlready(proposal: proposal, .approved)) {
            try office.door("Cleo").approve(proposal: proposal, among: Office.catalogue)
        }
        #expect(try office.isWell())
    }

    @Test("is shown an effect; another effect by then is refused")
    func otherEffect() throws {
        let office = try Office(.sqlite)
        let anna = try office.door("Anna")
        try anna.perform(
            AddPerson("Eve", roles: [RoleAsked(.administrator)]), now: Terms())
        let eve = try office.books.read(rows: .none) {
            try #require(try $0.access.people().first { $0.name == "Eve" })
        }
        let other = Door(office.books, Caller(.person(eve.id), name: "Eve"))
        let asked = RoleAsked(.manager)
        let proposal = try #require(
            try anna.perform(GrantRole(asked, to: "Ben")).proposal)
        // Ben's roles change meanwhile: what the proposal showed before is not so any more.
        let ending = try #require(try anna.perform(EndRole(.specialist, of: "Ben")).proposal)
        try other.approve(proposal: ending)
        #expect(throws: AccessRefused.otherEffect(proposal: proposal)) {
            try other.approve(proposal: proposal)
        }
        try other.perform(RefuseProposal(proposal), now: Terms(because: "look again"))
        #expect(throws: AccessRefused.decidedAlready(proposal: proposal, .refused)) {
            try other.approve(proposal: proposal)
        }
    }

    @Test("sees a proposal, and so do its maker and who reads events; nobody else does")
    func seeing() throws {
        let office = try Office(.sqlite)
        let proposal = try #require(
            try office.door("Ben").perform(TestRefund(account: 7, pence: 60_00)).proposal)
        for (name, sees) in [("Ben", true), ("Cleo", true), ("Anna", true)] {
            let list = ListPeople(try office.door(name))
            #expect(try list.proposals().isEmpty != sees, "\(name)")
            #expect(try list.proposal(proposal).proposal.id == proposal)
        }
        try office.door("Anna").perform(
            AddPerson("Eve", roles: [RoleAsked(.advisor)]), now: Terms())
        let eve = try office.books.read(rows: .none) {
            try #require(try $0.access.people().first { $0.name == "Eve" })
        }
        let list = ListPeople(Door(office.books, Caller(.person(eve.id), name: "Eve")))
        #expect(try list.proposals().isEmpty)
        #expect(throws: AccessRefused.notAllowed(who: "Eve", .refundMoney)) {
            try list.proposal(proposal)
        }
    }

    @Test("may refuse; the maker withdraws, nobody else")
    func ends() throws {
        let office = try Office(.sqlite)
        func proposed(_ pence: Int64) throws -> Int64 {
            try #require(
                try office.door("Ben").perform(TestRefund(account: 7, pence: pence)).proposal)
        }
        let (first, second) = (try proposed(60_00), try proposed(61_00))
        // Said again it is the same proposal.
        #expect(try proposed(60_00) == first)
        #expect(throws: AccessRefused.ownWork(who: "Ben", .refundMoney)) {
            try office.door("Ben").perform(RefuseProposal(first), Terms(because: "no"))
        }
        #expect(throws: AccessRefused.notAllowed(who: "Cleo", .refundMoney)) {
            try office.door("Cleo").perform(WithdrawProposal(first))
        }
        _ = try office.door("Ben").perform(WithdrawProposal(first))
        _ = try office.door("Cleo").perform(RefuseProposal(second), Terms(because: "no"))
        let waiting = try office.books.read(rows: .none) { try $0.acts.waitingProposals() }
        #expect(waiting.isEmpty)
        #expect(throws: AccessRefused.noSuchProposal(9_999)) {
            try office.door("Cleo").approve(proposal: 9_999)
        }
    }
}

@Suite("From one user to people")
struct PeopleSwitchTests {
    @Test(
        "the first is an administrator with a key; from then on a name is not enough",
        arguments: DoorEngine.allCases)
    func first(engine: DoorEngine) throws {
        let books = try engine.make()
        let user = try SignIn(books).door(as: "anna", otherwise: "machine", key: nil)
        #expect(user.caller == .singleUser("anna"))
        for roles in [[RoleAsked(.senior)], [RoleAsked(.administrator, schemes: ["X"])], []] {
            #expect(throws: AccessRefused.self) {
                try user.perform(AddPerson("Anna", roles: roles, key: Secret().digest))
            }
        }
        #expect(throws: AccessRefused.firstIsAdministrator(name: "Anna")) {
            try user.perform(AddPerson("Anna", roles: [RoleAsked(.administrator)]))
        }
        let secret = Secret()
        try user.perform(
            AddPerson("Anna", roles: [RoleAsked(.administrator)], key: secret.digest),
            now: Terms())
        // The door that stood open shuts.
        #expect(throws: AccessRefused.noCredential(name: "anna")) {
            try user.perform(GrantRole(RoleAsked(.senior), to: "Anna"))
        }
        let signIn = SignIn(books)
        #expect(throws: AccessRefused.noCredential(name: "Anna")) {
            try signIn.door(as: "Anna", otherwise: "machine", key: nil)
        }
        #expect(throws: AccessRefused.wrongCredential(name: "Anna")) {
            try signIn.door(as: "Anna", otherwise: "machine", key: Secret())
        }
        #expect(throws: AccessRefused.wrongCredential(name: "Ben")) {
            try signIn.door(as: "Ben", otherwise: "machine", key: secret)
        }
        let anna = try signIn.door(as: " ANNA", otherwise: "machine", key: secret)
        #expect(anna.caller.name == "Anna")
        // One administrator manages people alone: there is nobody else who could look.
        _ = try anna.perform(GrantRole(RoleAsked(.senior), to: "Anna"), now: Terms())
        _ = try anna.perform(
            AddPerson("Ben", roles: [RoleAsked(.administrator)]), now: Terms())
        // Two do it together.
        let waits = try anna.perform(GrantRole(RoleAsked(.manager), to: "Anna"))
        #expect(waits.proposal != nil)
    }

    @Test("who leaves may nothing from that moment on; the last administrator cannot leave")
    func leaving() throws {
        let office = try Office(.sqlite)
        let (anna, ben) = (try office.door("Anna"), try office.door("Ben"))
        #expect(throws: AccessRefused.lastAdministrator(name: "Anna")) {
            try anna.perform(RemovePerson("anna"))
        }
        #expect(throws: AccessRefused.lastAdministrator(name: "Anna")) {
            try anna.perform(EndRole(.administrator, of: "Anna"))
        }
        let key = Secret()
        try anna.perform(
            AddCredential(.key, key.digest, for: "Ben", label: "laptop"), now: Terms())
        #expect(
            try SignIn(office.books).door(as: nil, otherwise: "m", key: key).caller.name == "Ben")
        try anna.perform(RemovePerson("Ben"), now: Terms())
        #expect(throws: AccessRefused.unknownPerson(name: "Ben")) {
            try ben.perform(TestRefund(account: 7, pence: 1))
        }
        #expect(throws: AccessRefused.wrongCredential(name: nil)) {
            try SignIn(office.books).door(as: nil, otherwise: "m", key: key)
        }
        // The name is free again, for another person with another number.
        let again = try anna.perform(AddPerson("Ben", roles: []), now: Terms())
        #expect(again.id != office.people["Ben"])
    }

    @Test(
        "the last key of the last administrator cannot be ended, nor can they leave on a later day")
    func lastKey() throws {
        let office = try Office(.sqlite)
        let anna = try office.door("Anna")
        let id = try #require(office.people["Anna"])
        let first = try office.books.read(rows: .none) { try $0.access.credentials(of: id).first }
        let key = try #require(first).id
        #expect(throws: AccessRefused.lastAdministrator(name: "Anna")) {
            try anna.perform(EndCredential(key, of: "Anna"))
        }
        // An administrator without a key is nobody who could help.
        try anna.perform(AddPerson("Eve", roles: [RoleAsked(.administrator)]), now: Terms())
        #expect(throws: AccessRefused.lastAdministrator(name: "Anna")) {
            try anna.perform(RemovePerson("Anna", on: Day(number: 20_010)))
        }
        _ = try anna.perform(
            AddCredential(.key, Secret().digest, for: "Anna", label: "second"))
    }

    @Test("two names that look alike are one")
    func names() throws {
        let office = try Office(.sqlite)
        for name in ["BEN", " ben ", "Ben", "B\u{65}n"] {
            #expect(throws: AccessRefused.self) {
                try office.door("Anna").perform(AddPerson(name, roles: []))
            }
        }
        #expect(throws: AccessRefused.notAPersonsName("  ")) {
            try office.door("Anna").perform(AddPerson("  ", roles: []))
        }
    }
}
