import Access
import Measures
import Testing

let day = Day(number: 20_000)

func person(_ id: Int64, _ name: String) -> Caller {
    Caller(.person(.init(rawValue: id)), name: name)
}

func pounds(_ minor: Int64) -> Money { Money(minorUnits: minor, currency: .gbp) }

func grant(
    _ id: Int64, _ role: Role, _ scope: Scope = .everything, from: Day = day, upTo: Day? = nil
) -> RoleGrant {
    RoleGrant(person: .init(rawValue: id), role: role, scope: scope, from: from, upTo: upTo)
}

@Suite("Authority")
struct AuthorityTests {
    static let limits = [
        AuthorityLimit(role: .specialist, permission: .refundMoney, maximum: pounds(50_00)),
        AuthorityLimit(role: .senior, permission: .refundMoney, maximum: pounds(500_00)),
        AuthorityLimit(role: .manager, permission: .refundMoney, maximum: pounds(10_000_00)),
    ]

    @Test("ends on the day a role ends, and begins on the day it begins")
    func days() {
        let grants = [grant(1, .coordinator, from: day, upTo: day + 10)]
        for (asked, isAllowed) in [(-1, false), (0, true), (9, true), (10, false)] {
            let authority = Authority(person(1, "anna"), on: day + asked, grants: grants)
            #expect((authority.refusal(to: .importFacts) == nil) == isAllowed)
        }
    }

    @Test("is by number: another person's roles are nobody else's, whatever the name")
    func identities() {
        let grants = [grant(1, .coordinator)]
        let other = Authority(person(2, "anna"), on: day, grants: grants)
        #expect(other.refusal(to: .importFacts) == .notAllowed(who: "anna", .importFacts))
    }

    @Test("has a scope: the schemes of the roles that have the permission, and no other's")
    func scopes() {
        let grants = [
            grant(1, .coordinator, .schemes(["NORTH"])), grant(1, .senior, .schemes(["SOUTH"])),
        ]
        let authority = Authority(person(1, "anna"), on: day, grants: grants)
        #expect(authority.scope(of: .importFacts) == .schemes(["NORTH", "SOUTH"]))
        #expect(authority.scope(of: .approveRuns) == .schemes(["SOUTH"]))
        #expect(authority.scope(of: .managePeople) == nil)
        #expect(authority.refusal(to: .importFacts, in: "NORTH") == nil)
        #expect(
            authority.refusal(to: .approveRuns, in: "NORTH")
                == .outsideScope(
                    who: "anna", .approveRuns, scheme: "NORTH", .schemes(["SOUTH"])))
        // What concerns all schemes needs all of them.
        #expect(authority.refusal(to: .importFacts) != nil)
    }

    @Test(
        "up to the limit alone, a penny above it with a second person",
        arguments: [
            (1, 50_00, 0, true), (1, 50_01, 0, false), (1, -50_01, 0, false),
            // Split amounts are one amount (rule E4.2).
            (1, 25_00, 25_00, true), (1, 25_00, 25_01, false), (1, 1, 50_00, false),
            // A refund and its reversal are twice the money.
            (1, 30_00, -30_00, false),
            (2, 500_00, 0, true), (2, 500_01, 0, false),
        ] as [(Int64, Int64, Int64, Bool)])
    func limits(who: Int64, amount: Int64, earlier: Int64, isEnough: Bool) {
        let grants = [grant(1, .specialist), grant(2, .senior), grant(2, .specialist)]
        let authority = Authority(person(who, "x"), on: day, grants: grants)
        let asked = AmountAsked(pounds(amount), earlierToday: pounds(earlier))
        #expect(
            authority.isEnough(for: .refundMoney, asked, within: Self.limits) == isEnough)
    }

    @Test("without a limit set every amount waits; another currency has its own limit")
    func noLimit() {
        let authority = Authority(person(1, "x"), on: day, grants: [grant(1, .specialist)])
        let penny = AmountAsked(pounds(1), earlierToday: pounds(0))
        #expect(!authority.isEnough(for: .refundMoney, penny, within: []))
        let euro = Money(minorUnits: 1, currency: .eur)
        let asked = AmountAsked(euro, earlierToday: .zero(.eur))
        #expect(!authority.isEnough(for: .refundMoney, asked, within: Self.limits))
    }

    @Test("rules and people always wait for a second person, in books that have people")
    func always() {
        let grants = [grant(1, .senior), grant(1, .administrator)]
        let anna = Authority(person(1, "anna"), on: day, grants: grants)
        for permission in [Permission.changeRules, .managePeople, .erasePersonalData] {
            #expect(!anna.isEnough(for: permission, nil, within: []))
            #expect(
                Authority(.singleUser("anna"), on: day)
                    .isEnough(for: permission, nil, within: []))
        }
        #expect(anna.isEnough(for: .importFacts, nil, within: []))
    }

    @Test("a checker is somebody else, however both are spelt")
    func checker() {
        let grants = [grant(1, .senior), grant(2, .senior), grant(3, .advisor)]
        func check(_ checker: Caller) -> AccessRefused? {
            Authority(checker, on: day, grants: grants).refusalToCheck(
                .changeRules, by: person(1, "Anna Smith"), nil, within: [])
        }
        #expect(
            check(person(1, "ANNA  SMITH")) == .ownWork(who: "ANNA  SMITH", .changeRules))
        #expect(check(person(1, "somebody")) == .ownWork(who: "somebody", .changeRules))
        #expect(check(person(2, "Anna Smith")) == nil)
        #expect(check(person(3, "cleo")) == .notAllowed(who: "cleo", .changeRules))
    }

    @Test("a checker's own limit holds the amount, both sides of the edge")
    func checkersLimit() {
        let grants = [grant(2, .senior)]
        func check(_ amount: Int64) -> AccessRefused? {
            Authority(person(2, "ben"), on: day, grants: grants).refusalToCheck(
                .refundMoney, by: person(1, "anna"),
                AmountAsked(pounds(amount), earlierToday: pounds(0)), within: Self.limits)
        }
        #expect(check(500_00) == nil)
        #expect(
            check(500_01)
                == .aboveLimit(
                    who: "ben", .refundMoney, asked: pounds(500_01), limit: pounds(500_00)))
    }

    @Test("books without people tell users apart by name only")
    func users() {
        let same = { (one: String, other: String) in one == other }
        let (anna, ben) = (Caller.singleUser("anna"), Caller.singleUser("ben"))
        #expect(!anna.isSame(as: ben, comparingNames: same))
        #expect(anna.isSame(as: .singleUser("anna"), comparingNames: same))
        #expect(person(1, "anna").isSame(as: person(1, "ann"), comparingNames: same))
        #expect(!person(1, "anna").isSame(as: person(2, "anna"), comparingNames: same))
        #expect(!person(1, "anna").isSame(as: anna, comparingNames: same))
    }
}

@Suite("People")
struct PeopleTests {
    @Test("administrators are here, for everything; to be relied on without an end")
    func administrators() {
        let people = [
            Person(id: .init(rawValue: 1), name: "anna"),
            Person(id: .init(rawValue: 2), name: "ben", leftOn: day),
            Person(id: .init(rawValue: 3), name: "cleo"),
            Person(id: .init(rawValue: 4), name: "dan"),
        ]
        let grants = [
            grant(1, .administrator), grant(2, .administrator),
            grant(3, .administrator, upTo: day + 100),
            grant(4, .administrator, .schemes(["NORTH"])),
        ]
        func ids(_ found: Set<Person.ID>) -> [Int64] { found.map(\.rawValue).sorted() }
        #expect(ids(Administrators.here(people, grants, on: day)) == [1, 3])
        #expect(ids(Administrators.lasting(people, grants, on: day)) == [1])
        // Nobody holds the role yet; on its last day cleo does.
        #expect(Administrators.here(people, grants, on: day - 1).isEmpty)
        #expect(ids(Administrators.here(people, grants, on: day + 99)) == [1, 3])
        #expect(ids(Administrators.here(people, grants, on: day + 100)) == [1])
        // Who leaves tomorrow can today, and is nobody to rely on.
        let leaving = people.map {
            $0.name == "anna" ? Person(id: $0.id, name: $0.name, leftOn: day + 1) : $0
        }
        #expect(ids(Administrators.here(leaving, grants, on: day)) == [1, 3])
        #expect(Administrators.lasting(leaving, grants, on: day).isEmpty)
    }

    @Test("a proposal is approved once, with the effect that was shown")
    func proposals() {
        let shown = Digest.none
        func proposal(_ state: ProposalState) -> Proposal {
            Proposal(
                id: 7, act: "load-tariffs", maker: person(1, "anna"), permission: .changeRules,
                effect: shown, state: state)
        }
        #expect(proposal(.waiting).refusal(of: shown) == nil)
        for state in [ProposalState.approved, .refused, .withdrawn] {
            #expect(proposal(state).refusal(of: shown) == .decidedAlready(proposal: 7, state))
        }
        guard let other = Digest(Array(repeating: 1, count: 32)) else {
            Issue.record("a digest has 32 bytes")
            return
        }
        #expect(proposal(.waiting).refusal(of: other) == .otherEffect(proposal: 7))
    }
}
