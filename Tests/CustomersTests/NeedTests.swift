import Measures
import Testing

@testable import Customers

@Suite("Needs")
struct NeedTests {
    /// The list of needs of the priority services registers, by number (rule G5.3).
    static let list: [(Int, NeedKind)] = [
        (1, .nebuliser), (2, .ventilator), (3, .dialysis), (4, .oxygenConcentrator), (8, .blind),
        (9, .partiallySighted), (12, .stairLift), (14, .pensionAge), (15, .physicalImpairment),
        (17, .language), (18, .developmental), (19, .answeringDoor), (20, .dementia),
        (22, .chronicIllness), (23, .showering), (24, .careline), (25, .medicineRefrigeration),
        (26, .oxygenUse), (27, .smell), (28, .handMovement), (29, .youngChildren),
        (30, .mentalHealth), (31, .presence), (32, .temporaryChange), (33, .recovery),
        (34, .youngAdult), (35, .hearing), (36, .speech), (37, .waterDependent),
    ]

    @Test("have the numbers of the list, and three have none (rule G5.3)")
    func numbers() {
        for (number, kind) in Self.list { #expect(kind.code == number, "\(kind)") }
        let others = NeedKind.allCases.filter { $0.code == nil }
        #expect(others == [.largePrint, .carer, .domesticAbuse])
        #expect(NeedKind.allCases.count == Self.list.count + others.count)
    }

    @Test("medical electricity is codes 1 to 4 of the list (rule G5.3)")
    func medical() {
        let medical = NeedKind.allCases.filter(\.isMedicalElectricity)
        #expect(medical == [.nebuliser, .ventilator, .dialysis, .oxygenConcentrator])
    }

    @Test("that pass have an end: codes 32 to 34, and young children grow up (rule G5.4)")
    func temporary() {
        let passing: [NeedKind] = [.youngChildren, .temporaryChange, .recovery, .youngAdult]
        #expect(NeedKind.allCases.filter(\.isTemporary) == passing)
        for kind in NeedKind.allCases {
            let open = need(kind, days("2025-01-01")).refusal(beside: [])
            #expect(open == (passing.contains(kind) ? .needsEnd : nil), "\(kind)")
            let ending = need(kind, days("2025-01-01", "2025-03-01")).refusal(beside: [])
            #expect(ending == nil, "\(kind)")
        }
    }

    @Test(
        "are asked again two years after they were last confirmed, and what passes on its last day (rule G5.4)"
    )
    func review() {
        #expect(need(.blind, days("2024-02-29")).reviewDay == day("2026-02-28"))
        let confirmed = need(.blind, days("2020-01-01"), confirmed: day("2024-06-30"))
        #expect(confirmed.reviewDay == day("2026-06-30"))
        let passing = need(.recovery, days("2025-01-01", "2025-04-01"))
        #expect(passing.reviewDay == day("2025-03-31"))
        let long = need(.youngChildren, days("2025-01-01", "2030-01-01"))
        #expect(long.reviewDay == day("2027-01-01"))
        let ending = need(.blind, days("2025-01-01", "2025-04-01"))
        #expect(!ending.isDue(by: day("2028-01-01"), today: day("2025-01-01")))
    }

    @Test("are due from the day of review on, as long as they hold (rule G5.4)")
    func due() {
        let blind = need(.blind, days("2025-01-01", "2028-01-01"))
        #expect(!blind.isDue(on: day("2026-12-31")) && blind.isDue(on: day("2027-01-01")))
        #expect(blind.isDue(on: day("2027-12-31")) && !blind.isDue(on: day("2028-01-01")))
        // Looked ahead: what holds today, by a day to come.
        #expect(blind.isDue(by: day("2027-01-01"), today: day("2026-01-01")))
        #expect(!blind.isDue(by: day("2027-01-01"), today: day("2028-01-01")))
        #expect(!blind.isDue(by: day("2026-12-31"), today: day("2026-01-01")))
        // Told for later, and confirmed before: two years from its first day.
        let later = need(.blind, days("2025-06-01"), confirmed: day("2023-01-01"))
        #expect(later.reviewDay == day("2027-06-01"))
        #expect(later.isDue(by: day("2027-06-01"), today: day("2025-05-31")))
    }

    @Test("two of a kind share no day; two kinds may (rule G5.1)")
    func overlaps() {
        let first = need(.dialysis, days("2025-01-01", "2025-02-01"))
        func refusal(_ kind: NeedKind, _ from: String, id: Int64 = 2) -> RecordRefused? {
            need(kind, days(from), id: id).refusal(beside: [first])
        }
        #expect(refusal(.dialysis, "2025-01-31") == .overlaps(id: 1))
        #expect(refusal(.dialysis, "2025-02-01") == nil)
        #expect(refusal(.dialysis, "2024-12-31") == .overlaps(id: 1))
        #expect(refusal(.carer, "2025-01-31") == nil)
        // Said again, it is the same one.
        #expect(refusal(.dialysis, "2025-01-01", id: 1) == nil)
    }

    @Test("are kept with a consent or another reason to keep them (rules G5.1, H6.1)")
    func consent() {
        for kind in NeedKind.allCases {
            let silent = need(kind, days("2025-01-01", "2025-02-01"), consent: "")
            #expect(silent.refusal(beside: []) == .needsEvidence, "\(kind)")
        }
    }

    @Test("are protected, but for how to write to somebody (rules G5.1, H6.6)")
    func classes() {
        let open = NeedKind.allCases.filter { $0.recordClass != .protected }
        #expect(open == [.language, .largePrint])
        #expect(open.allSatisfy { $0.recordClass == .personal })
        for kind in NeedKind.allCases {
            #expect(need(kind, days("2025-01-01")).recordClass == kind.recordClass)
        }
    }

    @Test("one whose kind was erased stays protected and stands in nobody's way (rule H6.4)")
    func erased() {
        let erased = need(nil, days("2025-01-01"), consent: "")
        #expect(erased.recordClass == .protected)
        #expect(need(.blind, days("2025-01-01"), id: 2).refusal(beside: [erased]) == nil)
        #expect(!erased.excludes(need(nil, days("2025-01-01"), id: 3)))
    }
}
