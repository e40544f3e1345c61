import Access
import Foundation
import Measures
import Operations
import TestCluster
import Testing

@testable import Storage

/// The engines on which the door is tried.
enum DoorEngine: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }

    func make() throws -> Installation {
        let day = Day(number: 20_000)
        switch self {
        case .sqlite: return try Installation.inMemory(businessDay: day)
        case .postgres:
            let address = try DatabaseAddress(
                TestCluster.shared.get().url(),
                schema: "door_" + UUID().uuidString.prefix(8).lowercased())
            return try Installation.create(in: address, name: "Test Utility", businessDay: day)
        }
    }
}

/// An act of the tests: refunds an amount to an account. What it saves is its event.
struct TestRefund: Act {
    static let name = "test-refund"
    static let permission = Permission.refundMoney
    let account: Int64
    let pence: Int64
    var scheme: String?

    struct Refused: Error, Equatable { let pence: Int64 }

    func decide(_ books: Books, by caller: Caller) throws -> Decision<String> {
        guard pence != 0 else { throw Refused(pence: pence) }
        let amount = Money(minorUnits: pence, currency: .gbp)
        var decision = Decision<String>(event: "refunded", of: Subject(.account, account)) {
            _, event in "refund \(event)"
        }
        decision.amount = AmountMoved(amount, account: account)
        decision.scheme = scheme
        decision.before = ["balance": .money(.zero(.gbp))]
        decision.after = ["balance": .money(amount)]
        return decision
    }
}

/// The same at any number of counters at once.
struct TestPayout: ConcurrentAct {
    static let name = "test-payout"
    static let permission = Permission.refundMoney
    let account: Int64
    let pence: Int64

    func object(in books: Books) -> Subject { Subject(.account, account) }

    func decide(_ books: Books, by caller: Caller) throws -> Decision<String> {
        try TestRefund(account: account, pence: pence).decide(books, by: caller)
    }
}

/// An act that fails once it has begun to save.
struct TestFailing: Act {
    static let name = "test-failing"
    static let permission = Permission.decideFindings
    struct Broken: Error, Equatable {}

    func decide(_ books: Books, by caller: Caller) throws -> Decision<Int64> {
        Decision(event: "failed", of: Subject(.event, "none")) { books, event in
            try books.access.put(
                RoleGrant(person: .init(rawValue: 99), role: .auditor, from: Day(number: 20_000)),
                event: event)
            throw Broken()
        }
    }
}

/// Books with people, and a door for each of them.
struct Office {
    let books: Installation
    let people: [String: Person.ID]

    static let catalogue = ActCatalogue([
        TestRefund.self, TestPayout.self, TestFailing.self, AddPerson.self, GrantRole.self,
        EndRole.self,
        RemovePerson.self, SetAuthorityLimit.self,
    ])

    /// Two administrators, so that people are managed by two; a specialist with a limit of 50
    /// pounds, a senior of 500.
    init(_ engine: DoorEngine) throws {
        books = try engine.make()
        let first = Door(books, .singleUser("setup"))
        let anna = try first.perform(
            AddPerson("Anna", roles: [RoleAsked(.administrator)], key: Secret().digest),
            now: Terms())
        let administrator = Door(books, Caller(.person(anna.id), name: "Anna"))
        var people = ["Anna": anna.id]
        for (name, roles) in [
            ("Ben", [Role.specialist]), ("Cleo", [.senior]), ("Dan", [.specialist, .auditor]),
        ] {
            let added = try administrator.perform(
                AddPerson(name, roles: roles.map { RoleAsked($0) }), now: Terms())
            people[name] = added.id
        }
        for (role, pounds) in [(Role.specialist, 50), (.senior, 500)] {
            let limit = Money(minorUnits: Int64(pounds) * 100, currency: .gbp)
            try administrator.perform(
                SetAuthorityLimit(limit, for: role, of: .refundMoney), now: Terms())
        }
        self.people = people
    }

    /// The door of somebody, by whatever spelling of the name.
    func door(_ name: String, as spelling: String? = nil) throws -> Door {
        let id = try #require(people[name])
        return Door(books, Caller(.person(id), name: spelling ?? name))
    }

    func events() throws -> Int64 {
        try books.read(rows: .none) { try $0.events.lastEvent()?.id ?? 0 }
    }

    func isWell() throws -> Bool { try books.examine(Check.storage).allSatisfy(\.isWell) }
}

extension Performed {
    var proposal: Int64? {
        if case .waits(let proposal) = self { proposal } else { nil }
    }
}

extension Installation {
    /// Changes the books behind the program's back.
    func alter(_ sql: String) throws { _ = try engine.write { try $0.execute(sql: sql) } }
}
