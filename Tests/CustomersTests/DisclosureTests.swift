import Measures
import Testing

@testable import Customers

@Suite("What may be told to whom")
struct DisclosureTests {
    private let on = day("2025-01-31")

    private func agent(_ kind: AgentKind, _ scopes: [AgentScope]) -> Listener {
        .agent(
            Agent(
                id: 1, party: 1, kind: kind, name: "Bea", scopes: scopes,
                period: days("2025-01-01", "2025-02-01"), evidence: "letter"))
    }

    /// What a listener is told, in the order of `Told`.
    private func told(_ listener: Listener, _ needs: [Need] = [], on day: Day) -> [Told] {
        let disclosure = Disclosure(needs: needs, on: day)
        return Told.allCases.filter { disclosure.allows($0, to: listener) }
    }

    private var abuse: Need { need(.domesticAbuse, days("2025-01-31", "2025-02-28")) }

    @Test("a customer is told everything, a stranger nothing (rule H2.4)")
    func ends() {
        for needs in [[], [abuse]] {
            #expect(told(.themselves, needs, on: on) == Told.allCases)
            #expect(told(.stranger, needs, on: on) == [])
        }
    }

    @Test("who is liable knows the account, a payer what is owed, neither any need (rule E5.1)")
    func relations() {
        #expect(told(.joint, on: on) == [.balance, .bills, .use])
        #expect(told(.payer, on: on) == [.balance])
    }

    @Test("an agent is told what the authority is for, on its days (rule H2.4)")
    func agents() {
        let expected: [(AgentScope, [Told])] = [
            (.information, [.balance, .bills, .use]), (.bills, [.bills]), (.readings, [.use]),
            (.payments, [.balance]), (.complaints, []), (.contract, [.whereabouts]),
        ]
        #expect(expected.map(\.0) == AgentScope.allCases)
        for (scope, things) in expected {
            let adviser = agent(.debtAdviser, [scope])
            #expect(told(adviser, on: on) == things, "\(scope)")
            #expect(told(adviser, on: day("2025-02-01")) == [])
            #expect(told(adviser, on: day("2024-12-31")) == [])
        }
    }

    @Test("a carer knows of needs, and no other agent (rule G5.1)")
    func carers() {
        for kind in AgentKind.allCases {
            let knows = told(agent(kind, [.information]), on: on).contains(.needs)
            #expect(knows == (kind == .carer), "\(kind)")
        }
        #expect(!told(agent(.carer, [.bills]), on: on).contains(.needs))
    }

    @Test("a record of domestic abuse hides where somebody is, and the account (rule E5.1)")
    func abused() {
        #expect(told(.joint, [abuse], on: on) == [])
        #expect(told(.payer, [abuse], on: on) == [.balance])
        // A bill says where they live.
        let attorney = agent(.powerOfAttorney, AgentScope.allCases)
        #expect(told(attorney, on: on) == [.balance, .bills, .use, .whereabouts])
        #expect(told(attorney, [abuse], on: on) == [.balance, .use])
    }

    @Test("from the day of the record on, up to its end (rule E5.1)")
    func dates() {
        #expect(!told(.joint, [abuse], on: day("2025-01-30")).isEmpty)
        #expect(told(.joint, [abuse], on: day("2025-02-27")).isEmpty)
        #expect(!told(.joint, [abuse], on: day("2025-02-28")).isEmpty)
        #expect([abuse].hideWhereabouts(on: on))
        #expect(![abuse].hideWhereabouts(on: day("2025-02-28")))
        #expect(![need(nil, days("2025-01-01"))].hideWhereabouts(on: on))
        let other = need(.dialysis, days("2025-01-01"))
        #expect(!told(.joint, [other], on: on).isEmpty)
    }
}

@Suite("Dated facts")
struct DatedRecordTests {
    @Test("hold from their first day up to their end")
    func holding() {
        let blind = need(.blind, days("2025-01-01", "2025-02-01"))
        #expect(!blind.holds(on: day("2024-12-31")) && blind.holds(on: day("2025-01-01")))
        #expect(blind.holds(on: day("2025-01-31")) && !blind.holds(on: day("2025-02-01")))
        #expect(need(.blind, days("2025-01-01")).holds(on: day("2199-12-31")))
    }

    @Test("share no day with one that they exclude, as a count day by day says")
    func naive() {
        var dice = Dice(11)
        let kinds: [NeedKind] = [.blind, .carer]
        for _ in 0..<500 {
            var kept: [Need] = []
            for id in 1...6 {
                let new = need(kinds[dice.roll(2)], dice.period(), id: Int64(id))
                let clash = kept.first { old in
                    old.kind == new.kind
                        && diceDays.contains { old.holds(on: $0) && new.holds(on: $0) }
                }
                let refusal = new.refusal(beside: kept)
                #expect(refusal == clash.map { .overlaps(id: $0.id) })
                if refusal == nil { kept.append(new) }
            }
        }
    }

    @Test("say who sees them, and most are looked at by nobody again")
    func plain() {
        let joint = JointParty(
            id: 1, account: 1, party: 2, period: days("2025-01-01"), evidence: "signed")
        #expect(joint.recordClass == .personal && joint.reviewDay == nil)
        #expect(!joint.isDue(on: day("2199-12-31")))
        #expect(hold(.dispute, days("2025-01-01", "2025-02-01")).recordClass == .personal)
    }
}
