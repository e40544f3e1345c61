import Measures
import Testing

@testable import Customers

@Suite("Holds")
struct HoldTests {
    @Test("a breathing space registered on 3 March starts on the 4th and ends on 2 May (rule G3.3)")
    func breathingSpace() {
        let period = Hold.breathingSpace(registeredOn: day("2025-03-03"))
        #expect(period == days("2025-03-04", "2025-05-03"))
        let space = hold(.breathingSpace, period)
        #expect(space.refusal(beside: []) == nil)
        #expect(!space.holds(on: day("2025-03-03")) && space.holds(on: day("2025-03-04")))
        #expect(space.holds(on: day("2025-05-02")) && !space.holds(on: day("2025-05-03")))
    }

    @Test("a breathing space is of 60 days, or fewer where it was cancelled (rule G3.1)")
    func length() {
        func refusal(upTo: String?) -> RecordRefused? {
            hold(.breathingSpace, days("2025-03-04", upTo), review: day("2025-04-01"))
                .refusal(beside: [])
        }
        let wrong = RecordRefused.wrongLength(upTo: day("2025-05-03"))
        #expect(refusal(upTo: "2025-05-04") == wrong && refusal(upTo: nil) == wrong)
        #expect(refusal(upTo: "2025-05-03") == nil && refusal(upTo: "2025-04-01") == nil)
        // A crisis lasts as long as its treatment and 30 days.
        let crisis = hold(
            .mentalHealthCrisis, days("2025-03-04", "2025-12-01"), review: day("2025-06-01"))
        #expect(crisis.refusal(beside: []) == nil)
    }

    /// Why a second breathing space from a day on cannot stand beside one from 4 March 2025.
    private func second(
        from: String, account: Int64 = 1, firstUpTo: String = "2025-05-03", length: Int = 60
    ) -> RecordRefused? {
        let first = hold(.breathingSpace, days("2025-03-04", firstUpTo))
        let period = Period(from: day(from), upTo: day(from) + length)
        return hold(.breathingSpace, period, id: 2, account: account).refusal(beside: [first])
    }

    @Test("there is one in 12 months, also after one that was cancelled (rule G3.1)")
    func secondBreathingSpace() {
        let refused = RecordRefused.secondBreathingSpace(id: 1)
        #expect(second(from: "2026-03-03") == refused)
        #expect(second(from: "2026-03-04") == nil)
        #expect(second(from: "2025-04-01", firstUpTo: "2025-03-10") == refused)
        // Put on record later, for a time before.
        #expect(second(from: "2024-03-05") == refused)
        #expect(second(from: "2024-03-04") == nil)
        let crisis = hold(.mentalHealthCrisis, days("2025-06-01", "2025-09-01"), id: 3)
        let first = hold(.breathingSpace, days("2025-03-04", "2025-05-03"))
        #expect(crisis.refusal(beside: [first]) == nil)
        #expect(first.refusal(beside: [first]) == nil)
    }

    @Test("it is one for all accounts of the customer; a debt found later joins it (rule G3.3)")
    func otherAccounts() {
        let refused = RecordRefused.secondBreathingSpace(id: 1)
        #expect(second(from: "2025-03-04", account: 2) == nil)
        #expect(second(from: "2025-04-01", account: 2, length: 32) == nil)
        #expect(second(from: "2025-04-01", account: 2, length: 33) == refused)
        #expect(second(from: "2025-05-03", account: 2) == refused)
        #expect(second(from: "2026-03-03", account: 2) == refused)
        #expect(second(from: "2026-03-04", account: 2) == nil)
        // The first one was the shorter, and is put on record first.
        let late = hold(.breathingSpace, days("2025-04-01", "2025-05-03"))
        let early = hold(.breathingSpace, days("2025-03-04", "2025-05-03"), id: 2, account: 2)
        #expect(early.refusal(beside: [late]) == nil)
    }

    @Test("a leap day counts as the last of February a year later (rule G3.1)")
    func leapDay() {
        let first = hold(.breathingSpace, days("2024-02-29", "2024-04-29"))
        func second(_ from: String) -> RecordRefused? {
            let period = Period(from: day(from), upTo: day(from) + 60)
            return hold(.breathingSpace, period, id: 2).refusal(beside: [first])
        }
        #expect(second("2025-02-27") == .secondBreathingSpace(id: 1))
        #expect(second("2025-02-28") == nil)
    }

    @Test("has an end or a day of review (rule G1.2)")
    func review() {
        for kind in HoldKind.allCases where kind != .breathingSpace {
            let open = days("2025-01-01")
            #expect(hold(kind, open).refusal(beside: []) == .needsEndOrReview, "\(kind)")
            let reviewed = hold(kind, open, review: day("2025-02-01"))
            #expect(reviewed.refusal(beside: []) == nil, "\(kind)")
            #expect(hold(kind, days("2025-01-01", "2025-02-01")).refusal(beside: []) == nil)
            #expect(!reviewed.isDue(on: day("2025-01-31")))
            #expect(reviewed.isDue(on: day("2025-02-01")))
            // Told today for later; looked ahead.
            #expect(reviewed.isDue(by: day("2025-02-01"), today: day("2024-12-01")))
        }
    }

    @Test("has somebody who looks after it, by its kind unless said otherwise (rule G1.2)")
    func teams() {
        let teams: [HoldTeam: [HoldKind]] = Dictionary(grouping: HoldKind.allCases) { $0.team }
        #expect(teams[.billing] == [.dispute, .billing, .systemError])
        #expect(teams[.serviceDesk] == [.complaint, .bereavement, .vulnerability, .legal])
        #expect(teams[.collections]?.count == 5 && teams.count == 3)
        let period = days("2025-01-01", "2025-02-01")
        #expect(hold(.dispute, period).team == .billing)
        let named = Hold(
            id: 1, account: 1, kind: .dispute, period: period, team: .metering, reason: "meter")
        #expect(named.team == .metering)
    }

    @Test("two of a kind share no day on one account; two kinds, and two accounts, may")
    func overlaps() {
        let first = hold(.dispute, days("2025-01-01", "2025-02-01"))
        func refusal(_ kind: HoldKind, account: Int64 = 1) -> RecordRefused? {
            hold(kind, days("2025-01-31", "2025-02-10"), id: 2, account: account)
                .refusal(beside: [first])
        }
        #expect(refusal(.dispute) == .overlaps(id: 1))
        #expect(refusal(.complaint) == nil && refusal(.dispute, account: 2) == nil)
    }

    /// Which hold stops what: a row for each kind, a mark for each of the acts, in the order of
    /// `HeldAct` (rules G1.2, G3.2, E6.1, H6.5).
    static let table: [(HoldKind, String)] = [
        //                     bill, reminder, fee, enforcement, disconnection,
        //                     contact about debt, direct debit, marketing, erasure
        (.dispute, "-xxxx---x"),
        (.complaint, "-xxxx---x"),
        (.breathingSpace, "-xxxxx--x"),
        (.mentalHealthCrisis, "-xxxxx--x"),
        (.bereavement, "-xxxxxxx-"),
        (.vulnerability, "---xx----"),
        (.paymentPlan, "-xxxx---x"),
        (.insolvency, "-xxxxxx-x"),
        (.billing, "xxxxx----"),
        (.systemError, "-xxxx----"),
        (.collections, "-xxxx---x"),
        (.legal, "-xxxx---x"),
    ]

    @Test("stops what the table says, whole")
    func stops() {
        #expect(Self.table.map(\.0) == HoldKind.allCases)
        for (kind, marks) in Self.table {
            let stopped = zip(HeldAct.allCases, marks).filter { $0.1 == "x" }.map(\.0)
            #expect(marks.count == HeldAct.allCases.count)
            #expect(kind.stops == Set(stopped), "\(kind)")
        }
    }

    @Test("stops from its first day up to its end, together with others (rule G1.2)")
    func stopping() {
        let holds = [
            hold(.dispute, days("2025-01-01", "2025-02-01")),
            hold(.vulnerability, days("2025-01-15", "2025-03-01"), id: 2),
        ]
        func stopping(_ act: HeldAct, _ on: String) -> [Int64] {
            holds.stopping(act, on: day(on)).map(\.id)
        }
        #expect(stopping(.fee, "2024-12-31") == [] && stopping(.fee, "2025-01-01") == [1])
        #expect(stopping(.fee, "2025-01-31") == [1] && stopping(.fee, "2025-02-01") == [])
        #expect(stopping(.disconnection, "2025-01-31") == [1, 2])
        #expect(stopping(.disconnection, "2025-02-28") == [2])
        #expect(stopping(.bill, "2025-01-31") == [])
        #expect([Hold]().stopping(.bill, on: day("2025-01-01")).isEmpty)
    }
}
