import Measures
import Testing

@testable import Customers

@Suite("Joint parties")
struct JointPartyTests {
    private func joint(
        _ id: Int64, _ party: Int64, _ period: Period, evidence: String = "signed"
    ) -> JointParty {
        JointParty(id: id, account: 1, party: party, period: period, evidence: evidence)
    }

    @Test("are liable from a day up to another, beside the account's own party (rule E5.1)")
    func liable() {
        let all = [
            joint(1, 2, days("2025-01-01", "2025-02-01")), joint(2, 3, days("2025-01-15")),
        ]
        #expect(all.liable(beside: 9, on: day("2024-12-31")) == [9])
        #expect(all.liable(beside: 9, on: day("2025-01-14")) == [2, 9])
        #expect(all.liable(beside: 9, on: day("2025-01-31")) == [2, 3, 9])
        #expect(all.liable(beside: 9, on: day("2025-02-01")) == [3, 9])
        #expect([JointParty]().liable(beside: 9, on: day("2025-02-01")) == [9])
    }

    @Test("consent to it (rule E5.1)")
    func consent() {
        let silent = joint(2, 3, days("2025-01-01"), evidence: "")
        #expect(silent.refusal(beside: []) == .needsEvidence)
    }

    @Test("are liable once a day each; several together, and again later (rule E5.1)")
    func overlaps() {
        let first = joint(1, 2, days("2025-01-01", "2025-02-01"))
        #expect(joint(2, 2, days("2025-01-31")).refusal(beside: [first]) == .overlaps(id: 1))
        #expect(joint(2, 3, days("2025-01-31")).refusal(beside: [first]) == nil)
        #expect(joint(2, 2, days("2025-02-01")).refusal(beside: [first]) == nil)
    }
}

@Suite("Payers")
struct PayerTests {
    private func payer(
        _ id: Int64, _ share: Exact, _ period: Period, party: Int64? = nil,
        evidence: String = "letter"
    ) -> Payer {
        Payer(
            id: id, account: 1, party: party ?? id, share: share, period: period,
            evidence: evidence)
    }

    @Test("have shares that add up to 100 on each day")
    func shares() {
        let half = payer(1, Exact(50), days("2025-01-01", "2025-02-01"))
        #expect(payer(2, Exact(50), days("2025-01-01")).refusal(beside: [half]) == nil)
        #expect(
            payer(2, Exact(51), days("2025-01-31")).refusal(beside: [half])
                == .sharesTooLarge(share: Exact(51), sum: Exact(101)))
        #expect(payer(2, Exact(100), days("2025-02-01")).refusal(beside: [half]) == nil)
        // Two that never pay on the same day do not add up to each other.
        let later = payer(3, Exact(50), days("2025-02-01"))
        #expect(payer(2, Exact(50), days("2025-01-01")).refusal(beside: [half, later]) == nil)
        // The largest day is one on which another one starts.
        let third = payer(4, Exact(30), days("2025-01-20", "2025-01-25"))
        #expect(
            payer(2, Exact(21), days("2025-01-01")).refusal(beside: [half, third])
                == .sharesTooLarge(share: Exact(21), sum: Exact(101)))
        #expect(payer(2, Exact(20), days("2025-01-01")).refusal(beside: [half, third]) == nil)
    }

    @Test("have a share above 0 and at most 100, and something that shows it")
    func share() throws {
        func refusal(_ share: Exact, evidence: String = "letter") -> RecordRefused? {
            payer(2, share, days("2025-02-01"), evidence: evidence).refusal(beside: [])
        }
        for share in [Exact(0), Exact(-1), Exact(101), try #require(Exact("100.000001"))] {
            #expect(refusal(share) == .noShare(share))
        }
        #expect(refusal(try #require(Exact("0.01"))) == nil && refusal(Exact(100)) == nil)
        #expect(refusal(Exact(100), evidence: "") == .needsEvidence)
    }

    @Test("pay once a day each, and a change of share counts for itself only")
    func overlaps() {
        let first = payer(1, Exact(60), days("2025-01-01"))
        let again = payer(2, Exact(10), days("2025-06-01"), party: 1)
        #expect(again.refusal(beside: [first]) == .overlaps(id: 1))
        #expect(payer(1, Exact(100), days("2025-01-01")).refusal(beside: [first]) == nil)
    }

    @Test("add up as a count day by day says, whatever the order of 500 sets")
    func naive() {
        var dice = Dice(7)
        for _ in 0..<500 {
            var kept: [Payer] = []
            for id in 1...6 {
                let new = payer(Int64(id), Exact(dice.roll(60) + 1), dice.period())
                let sums = diceDays.filter(new.holds).map { day in
                    kept.filter { $0.holds(on: day) }.reduce(new.share) { $0 + $1.share }
                }
                let largest = sums.max() ?? new.share
                let refusal = new.refusal(beside: kept)
                #expect(
                    refusal
                        == (largest > Exact(100)
                            ? .sharesTooLarge(share: new.share, sum: largest) : nil))
                if refusal == nil { kept.append(new) }
            }
        }
    }
}

@Suite("Agents")
struct AgentTests {
    private func agent(
        _ kind: AgentKind, _ period: Period, may scopes: [AgentScope] = [.information],
        id: Int64 = 1, name: String = "Bea", evidence: String = "letter of 2025-01-01"
    ) -> Agent {
        Agent(
            id: id, party: 1, kind: kind, name: name, scopes: scopes, period: period,
            evidence: evidence)
    }

    @Test("may what their scopes say, up to the end of their authority (rule H2.4)")
    func scopes() {
        for scope in AgentScope.allCases {
            let adviser = agent(
                .debtAdviser, days("2025-01-01", "2025-02-01"), may: [scope])
            #expect(adviser.refusal(beside: []) == nil)
            for asked in AgentScope.allCases {
                #expect(adviser.may(asked, on: day("2025-01-31")) == (asked == scope))
                #expect(!adviser.may(asked, on: day("2025-02-01")))
                #expect(!adviser.may(asked, on: day("2024-12-31")))
            }
        }
    }

    @Test("have an end, but for powers that end with an event (rule H2.4)")
    func ends() {
        for kind in AgentKind.allCases {
            let isOpen = kind == .powerOfAttorney || kind == .executor
            let open = agent(kind, days("2025-01-01")).refusal(beside: [])
            #expect(open == (isOpen ? nil : .needsEnd), "\(kind)")
            #expect(agent(kind, days("2025-01-01", "2026-01-01")).refusal(beside: []) == nil)
        }
    }

    @Test("show their authority (rule H2.4)")
    func evidence() {
        for kind in AgentKind.allCases {
            let silent = agent(kind, days("2025-01-01", "2026-01-01"), evidence: "")
            #expect(silent.refusal(beside: []) == .needsEvidence)
        }
    }

    @Test("one person has one authority of a kind a day")
    func overlaps() {
        let first = agent(.carer, days("2025-01-01", "2025-02-01"))
        func refusal(_ kind: AgentKind, _ name: String) -> RecordRefused? {
            agent(kind, days("2025-01-31", "2025-03-01"), id: 2, name: name)
                .refusal(beside: [first])
        }
        #expect(refusal(.carer, "Bea") == .overlaps(id: 1))
        #expect(refusal(.carer, "Cy") == nil && refusal(.family, "Bea") == nil)
    }
}
