import Measures
import Testing

@testable import Customers

private func day(_ text: String) -> Day { Day(text)! }

private func days(_ from: String, _ upTo: String? = nil) -> Period {
    Period(from: day(from), upTo: upTo.map(day) ?? .openEnd)
}

@Suite("Needs")
struct NeedTests {
    private func need(
        _ kind: NeedKind, _ period: Period, id: Int64 = 1, consent: String = "by telephone"
    ) -> Need {
        Need(id: id, party: 1, kind: kind, period: period, consent: consent)
    }

    @Test("medical electricity is codes 1 to 4 of the list (rule G5.3)")
    func medical() {
        let medical = NeedKind.allCases.filter(\.isMedicalElectricity)
        #expect(medical == [.nebuliser, .ventilator, .dialysis, .oxygenConcentrator])
        let codes = NeedKind.allCases.compactMap(\.code)
        #expect(Set(codes).count == codes.count && codes == codes.sorted())
    }

    @Test("a need that passes has an end (rule G5.4, codes 32 to 34)")
    func temporary() {
        #expect(need(.recovery, days("2025-01-01")).refusal(beside: []) == .needsEnd)
        #expect(need(.recovery, days("2025-01-01", "2025-03-01")).refusal(beside: []) == nil)
        #expect(need(.mentalHealth, days("2025-01-01")).refusal(beside: []) == nil)
        #expect(!NeedKind.presence.isTemporary && NeedKind.temporaryChange.isTemporary)
        #expect(NeedKind.youngAdult.isTemporary && !NeedKind.hearing.isTemporary)
    }

    @Test("it is asked again after two years (rule G5.4)")
    func review() {
        #expect(need(.blind, days("2024-02-29")).reviewDay == day("2026-02-28"))
    }

    @Test("two of a kind share no day; two kinds may, and a consent is needed (rule G5.1)")
    func overlaps() {
        let first = need(.dialysis, days("2025-01-01", "2025-02-01"))
        #expect(
            need(.dialysis, days("2025-01-31"), id: 2).refusal(beside: [first])
                == .overlaps(id: 1))
        #expect(need(.dialysis, days("2025-02-01"), id: 2).refusal(beside: [first]) == nil)
        #expect(need(.carer, days("2025-01-31"), id: 2).refusal(beside: [first]) == nil)
        #expect(
            need(.carer, days("2025-01-31"), consent: "").refusal(beside: []) == .needsEvidence)
    }

    @Test("health and abuse are protected (rule H6.6)")
    func classes() {
        #expect(NeedKind.domesticAbuse.recordClass == .protected)
        #expect(NeedKind.dialysis.recordClass == .protected)
        #expect(NeedKind.largePrint.recordClass == .personal)
    }
}

@Suite("Holds")
struct HoldTests {
    private func hold(
        _ kind: HoldKind, _ period: Period, id: Int64 = 1, review: Day? = nil
    ) -> Hold {
        Hold(id: id, account: 1, kind: kind, period: period, review: review, reason: "told")
    }

    @Test("a breathing space registered on 3 March starts on the 4th and ends on 2 May (rule G3.3)")
    func breathingSpace() {
        let period = Hold.breathingSpace(registeredOn: day("2025-03-03"))
        #expect(period == days("2025-03-04", "2025-05-03"))
        let space = hold(.breathingSpace, period)
        #expect(space.refusal(beside: []) == nil)
        #expect(!space.holds(on: day("2025-03-03")) && space.holds(on: day("2025-03-04")))
        #expect(space.holds(on: day("2025-05-02")) && !space.holds(on: day("2025-05-03")))
        let long = hold(.breathingSpace, days("2025-03-04", "2025-05-04"))
        #expect(long.refusal(beside: []) == .wrongLength(upTo: day("2025-05-03")))
        #expect(hold(.breathingSpace, days("2025-03-04", "2025-04-01")).refusal(beside: []) == nil)
    }

    @Test("there is one in 12 months (rule G3.1)")
    func secondBreathingSpace() {
        let first = hold(.breathingSpace, days("2025-03-04", "2025-05-03"))
        let soon = hold(.breathingSpace, days("2026-03-03", "2026-05-01"), id: 2)
        #expect(soon.refusal(beside: [first]) == .secondBreathingSpace(id: 1))
        let later = hold(.breathingSpace, days("2026-03-04", "2026-05-03"), id: 2)
        #expect(later.refusal(beside: [first]) == nil)
        let crisis = hold(.mentalHealthCrisis, days("2025-06-01", "2025-09-01"), id: 3)
        #expect(crisis.refusal(beside: [first]) == nil)
    }

    @Test("a hold has an end or a day of review (rule G1.2)")
    func review() {
        #expect(hold(.dispute, days("2025-01-01")).refusal(beside: []) == .needsEnd)
        let reviewed = hold(.dispute, days("2025-01-01"), review: day("2025-02-01"))
        #expect(reviewed.refusal(beside: []) == nil)
    }

    @Test("breathing space stops word about the debt, and no bill (rule G3.2)")
    func stops() {
        let stops = HoldKind.breathingSpace.stops
        #expect(stops.isSuperset(of: [.fee, .enforcement, .disconnection, .contactAboutDebt]))
        #expect(!stops.contains(.bill) && !stops.contains(.erasure))
        let bills = HoldKind.allCases.filter { $0.stops.contains(.bill) }
        #expect(bills == [.billing])
        let data = HoldKind.allCases.filter { $0.stops.contains(.erasure) }
        #expect(data == [.dispute, .complaint, .legal])
        let dunning = HoldKind.allCases.filter { !$0.stops.contains(.reminder) }
        #expect(dunning == [.vulnerability])
        let held = [hold(.dispute, days("2025-01-01", "2025-02-01"))]
        #expect(held.stopping(.fee, on: day("2025-01-31")).count == 1)
        #expect(held.stopping(.fee, on: day("2025-02-01")).isEmpty)
    }
}

@Suite("Preferences")
struct PreferenceTests {
    private func wish(
        _ purpose: ContactPurpose, _ channel: ContactChannel, quiet: String? = nil,
        evidence: String = ""
    ) -> Preference {
        Preference(
            id: 1, party: 1, purpose: purpose, channel: channel,
            quiet: quiet.flatMap { QuietHours($0) }, period: days("2025-01-01", "2025-07-01"),
            evidence: evidence)
    }

    @Test("marketing needs a consent with its evidence, as long as it holds (rule H6.1)")
    func marketing() {
        #expect(wish(.marketing, .email).refusal(beside: []) == .needsEvidence)
        #expect(wish(.marketing, .notAtAll).refusal(beside: []) == nil)
        let wishes = [wish(.marketing, .email, evidence: "ticked on 2025-01-01")]
        #expect(wishes[0].refusal(beside: []) == nil)
        func may(_ channel: ContactChannel, _ on: String) -> Bool {
            wishes.mayContact(for: .marketing, by: channel, on: day(on), minute: 600)
        }
        #expect(may(.email, "2025-06-30") && !may(.email, "2025-07-01"))
        #expect(!may(.post, "2025-06-30") && !may(.email, "2024-12-31"))
    }

    @Test("quiet hours run over midnight, and an interruption passes them (rule H2.5)")
    func quiet() {
        let wishes = [wish(.service, .phone, quiet: "22:00-07:00")]
        func may(_ purpose: ContactPurpose, _ minute: Int) -> Bool {
            wishes.mayContact(for: purpose, by: .phone, on: day("2025-02-01"), minute: minute)
        }
        #expect(may(.service, 22 * 60 - 1) && !may(.service, 22 * 60))
        #expect(!may(.service, 7 * 60 - 1) && may(.service, 7 * 60))
        #expect(may(.interruption, 0))
        #expect(QuietHours("22:00-07:00")?.description == "22:00-07:00")
        for text in ["22:00", "24:00-07:00", "07:00-07:00", "7:00-8:00", "07:60-08:00", ""] {
            #expect(QuietHours(text) == nil, "\(text)")
        }
    }
}

@Suite("Joint parties, payers and agents")
struct RelationTests {
    @Test("joint parties are liable from a day up to another, with their consent (rule E5.1)")
    func joint() {
        let joint = JointParty(
            id: 1, account: 1, party: 2, period: days("2025-01-01", "2025-02-01"),
            evidence: "signed")
        #expect([joint].liable(beside: 9, on: day("2025-01-31")) == [2, 9])
        #expect([joint].liable(beside: 9, on: day("2025-02-01")) == [9])
        let silent = JointParty(
            id: 2, account: 1, party: 3, period: days("2025-01-01"), evidence: "")
        #expect(silent.refusal(beside: []) == .needsEvidence)
    }

    @Test("shares of payers add up to 100 on each day")
    func payers() {
        func payer(_ id: Int64, _ share: Exact, _ period: Period) -> Payer {
            Payer(
                id: id, account: 1, party: id, share: share, period: period, evidence: "letter")
        }
        let half = payer(1, Exact(50), days("2025-01-01", "2025-02-01"))
        #expect(payer(2, Exact(50), days("2025-01-01")).refusal(beside: [half]) == nil)
        #expect(
            payer(2, Exact(51), days("2025-01-31")).refusal(beside: [half])
                == .sharesTooLarge(Exact(101)))
        #expect(payer(2, Exact(100), days("2025-02-01")).refusal(beside: [half]) == nil)
        #expect(payer(2, Exact(0), days("2025-02-01")).refusal(beside: []) == .noShare(Exact(0)))
        #expect(
            payer(2, Exact(101), days("2025-02-01")).refusal(beside: []) == .noShare(Exact(101)))
    }

    private func agent(_ kind: AgentKind, _ scopes: [AgentScope], _ period: Period) -> Agent {
        Agent(
            id: 1, party: 1, kind: kind, name: "Bea", scopes: scopes, period: period,
            evidence: "letter of 2025-01-01")
    }

    @Test("an authority has a scope and an end, but for powers that end with an event (rule H2.4)")
    func agents() {
        let adviser = agent(.debtAdviser, [.information], days("2025-01-01", "2025-02-01"))
        #expect(adviser.refusal(beside: []) == nil)
        #expect(adviser.may(.information, on: day("2025-01-31")))
        #expect(!adviser.may(.information, on: day("2025-02-01")))
        #expect(!adviser.may(.contract, on: day("2025-01-31")))
        #expect(agent(.carer, [.bills], days("2025-01-01")).refusal(beside: []) == .needsEnd)
        #expect(
            agent(.powerOfAttorney, [.contract], days("2025-01-01")).refusal(beside: []) == nil)
    }

    @Test("a record of domestic abuse hides where somebody is (rule E5.1)")
    func disclosure() {
        let on = day("2025-01-31")
        let abuse = Need(
            id: 1, party: 1, kind: .domesticAbuse, period: days("2025-01-31", "2025-02-28"),
            consent: "vital interests")
        let open = Disclosure(needs: [], on: on)
        let closed = Disclosure(needs: [abuse], on: on)
        let attorney = Listener.agent(
            agent(.powerOfAttorney, [.information, .contract], days("2025-01-01")))
        #expect(open.allows(.balance, to: .joint) && !closed.allows(.balance, to: .joint))
        #expect(!open.allows(.whereabouts, to: .joint) && !open.allows(.needs, to: .joint))
        #expect(open.allows(.whereabouts, to: attorney))
        #expect(!closed.allows(.whereabouts, to: attorney))
        #expect(closed.allows(.whereabouts, to: .themselves))
        #expect(open.allows(.balance, to: .payer) && !open.allows(.use, to: .payer))
        #expect(Told.allCases.allSatisfy { !open.allows($0, to: .stranger) })
        let before = Disclosure(needs: [abuse], on: day("2025-01-30"))
        #expect(before.allows(.balance, to: .joint))
    }
}
