import Measures
import Testing

@testable import Customers

@Suite("What may be erased when")
struct ErasureRuleTests {
    private func left(_ today: String, _ change: (inout ErasureSituation) -> Void = { _ in })
        -> ErasureSituation
    {
        var situation = ErasureSituation(
            today: day(today), suppliedUpTo: day("2025-02-01"), lastBill: day("2025-02-10"))
        change(&situation)
        return situation
    }

    @Test("nothing while they are supplied (rule H6.1)")
    func contract() {
        let last = left("2025-01-31")
        for part in PersonalPart.allCases {
            #expect(last.verdict(on: part) == .kept(.contract, until: day("2025-02-01")))
        }
        #expect(left("2025-02-01").verdict(on: .contacts) == .erase)
        let open = left("2025-01-31") { $0.suppliedUpTo = .openEnd }
        #expect(open.verdict(on: .contacts) == .kept(.contract, until: nil))
    }

    @Test("a bill keeps name and address for the year and six more, ten in Germany (rule H6.4)")
    func tax() {
        let kept = ErasureVerdict.kept(.tax, until: day("2032-01-01"))
        #expect(left("2031-12-31").verdict(on: .name) == kept)
        #expect(left("2031-12-31").verdict(on: .postalAddress) == kept)
        #expect(left("2032-01-01").verdict(on: .name) == .erase)
        #expect(left("2025-02-01") { $0.lastBill = nil }.verdict(on: .name) == .erase)
        let years = ErasureSituation.yearsKept
        #expect(years("DE") == 10 && years("GB-EAW") == 6 && years("") == 6)
        let german = left("2035-12-31") { $0.yearsKept = 10 }
        #expect(german.verdict(on: .name) == .kept(.tax, until: day("2036-01-01")))
    }

    @Test("needs for a year after they ended, at the latest with supply (rule H6.4)")
    func needs() {
        let kept = ErasureVerdict.kept(.needsEnded, until: day("2026-02-01"))
        #expect(left("2026-01-31").verdict(on: .needs) == kept)
        #expect(left("2026-02-01").verdict(on: .needs) == .erase)
        let ended = left("2025-09-30") { $0.needsUpTo = day("2024-10-01") }
        #expect(ended.verdict(on: .needs) == .kept(.needsEnded, until: day("2025-10-01")))
        #expect(left("2025-02-01") { $0.needsUpTo = .openEnd }.verdict(on: .needs) == kept)
    }

    @Test("a legal hold beats everything (rule H6.5)")
    func holds() {
        let held = left("2033-01-01") { $0.heldUpTo = day("2033-02-01") }
        #expect(held.verdict(on: .contacts) == .kept(.legalHold, until: day("2033-02-01")))
        let open = left("2033-01-01") { $0.heldUpTo = .openEnd }
        #expect(open.verdict(on: .contacts) == .kept(.legalHold, until: nil))
        #expect(left("2033-02-01") { $0.heldUpTo = day("2033-02-01") }.verdict(on: .name) == .erase)
    }

    @Test("nothing while they are liable for another account, or pay it (rules E5.1, H6.1)")
    func liability() {
        let kept = ErasureVerdict.kept(.liability, until: day("2025-06-01"))
        func shares(_ today: String, upTo: String = "2025-06-01") -> ErasureSituation {
            left(today) { $0.liableUpTo = day(upTo) }
        }
        for part in PersonalPart.allCases {
            #expect(shares("2025-05-31").verdict(on: part) == kept, "\(part)")
        }
        #expect(shares("2025-06-01").verdict(on: .contacts) == .erase)
        let open = left("2025-05-31") { $0.liableUpTo = .openEnd }
        #expect(open.verdict(on: .relations) == .kept(.liability, until: nil))
        // Their own supply is named first.
        let both = shares("2025-01-31").verdict(on: .name)
        #expect(both == .kept(.contract, until: day("2025-02-01")))
    }

    @Test("parts without a time of their own go with the supply (rule H6.4)")
    func others() {
        let timed: Set<PersonalPart> = [.name, .postalAddress, .needs]
        for part in PersonalPart.allCases where !timed.contains(part) {
            #expect(left("2025-02-01").verdict(on: part) == .erase, "\(part)")
        }
        #expect(PersonalPart.allCases.filter { $0.recordClass == .protected } == [.needs])
    }

    @Test("everything of somebody who was never supplied and never billed")
    func never() {
        let stranger = ErasureSituation(today: day("2025-01-01"))
        for part in PersonalPart.allCases { #expect(stranger.verdict(on: part) == .erase) }
        let need = ErasureSituation(today: day("2025-01-01"), needsUpTo: .openEnd)
        #expect(need.verdict(on: .needs) == .kept(.needsEnded, until: nil))
    }
}
