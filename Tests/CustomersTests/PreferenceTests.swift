import Measures
import Testing

@testable import Customers

@Suite("Preferences")
struct PreferenceTests {
    private func wish(
        _ purpose: ContactPurpose, _ channel: ContactChannel, quiet: String? = nil,
        on period: Period = days("2025-01-01", "2025-07-01"), id: Int64 = 1,
        evidence: String = ""
    ) -> Preference {
        Preference(
            id: id, party: 1, purpose: purpose, channel: channel,
            quiet: quiet.flatMap { QuietHours($0) }, period: period, evidence: evidence)
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

    @Test("nobody who asked for nothing gets marketing, by whatever way (rule H6.1)")
    func noMarketing() {
        let refused = [wish(.marketing, .notAtAll)]
        for channel in ContactChannel.allCases {
            for wishes in [[], refused] {
                #expect(
                    !wishes.mayContact(
                        for: .marketing, by: channel, on: day("2025-02-01"), minute: 600),
                    "\(channel)")
            }
        }
    }

    @Test("bills, service and interruptions reach everybody somehow (rule H2.5)")
    func reached() {
        for purpose in ContactPurpose.allCases {
            let refusal = wish(purpose, .notAtAll).refusal(beside: [])
            #expect(refusal == (purpose == .marketing ? nil : .mustBeReached))
        }
        for purpose in [ContactPurpose.bill, .service, .interruption] {
            for channel in ContactChannel.allCases where channel != .notAtAll {
                #expect(wish(purpose, channel).refusal(beside: []) == nil)
                #expect(
                    [Preference]().mayContact(
                        for: purpose, by: channel, on: day("2025-02-01"), minute: 0))
            }
            #expect(
                ![Preference]().mayContact(
                    for: purpose, by: .notAtAll, on: day("2025-02-01"), minute: 0))
        }
    }

    @Test("quiet hours run over midnight, and an interruption passes them (rule H2.5)")
    func quiet() {
        let wishes = [wish(.service, .phone, quiet: "22:00-07:00")]
        func may(
            _ minute: Int, by channel: ContactChannel = .phone,
            for purpose: ContactPurpose = .service
        ) -> Bool {
            wishes.mayContact(for: purpose, by: channel, on: day("2025-02-01"), minute: minute)
        }
        #expect(may(22 * 60 - 1) && !may(22 * 60) && !may(0))
        #expect(!may(7 * 60 - 1) && may(7 * 60))
        #expect(!may(0, by: .sms), "a message rings too")
        #expect(may(0, by: .post) && may(0, by: .email) && may(0, by: .portal))
        #expect(may(0, for: .interruption))
    }

    @Test("quiet hours of one day, and their text (rule H2.5)")
    func quietHours() {
        let noon = QuietHours("12:00-13:30")
        #expect(noon?.contains(minute: 719) == false && noon?.contains(minute: 720) == true)
        #expect(noon?.contains(minute: 809) == true && noon?.contains(minute: 810) == false)
        for text in ["22:00-07:00", "00:00-23:59", "09:05-09:06"] {
            #expect(QuietHours(text)?.description == text)
        }
        let wrong = [
            "22:00", "24:00-07:00", "07:00-07:00", "7:00-8:00", "07:60-08:00", "",
            "07:00-08:00-09:00", "-1:00-08:00", "-0:00-08:00", "+7:00-08:00", "07.00-08.00",
            " 07:00-08:00",
        ]
        for text in wrong { #expect(QuietHours(text) == nil, "\(text)") }
    }

    @Test("one holds for each purpose a day, and is found by day (rule H2.5)")
    func chosen() {
        let first = wish(.bill, .email, on: days("2025-01-01", "2025-02-01"))
        let second = wish(.bill, .post, on: days("2025-02-01"), id: 2)
        let other = wish(.service, .sms, on: days("2025-01-01"), id: 3)
        #expect(second.refusal(beside: [first, other]) == nil)
        #expect(other.refusal(beside: [first, second]) == nil)
        let early = wish(.bill, .portal, on: days("2025-01-31"), id: 4)
        #expect(early.refusal(beside: [first, second]) == .overlaps(id: 1))
        let wishes = [first, second, other]
        func channel(_ on: String) -> ContactChannel? {
            wishes.chosen(.bill, on: day(on))?.channel
        }
        #expect(channel("2024-12-31") == nil && channel("2025-01-31") == .email)
        #expect(channel("2025-02-01") == .post)
        #expect(wishes.chosen(.marketing, on: day("2025-02-01")) == nil)
    }

    @Test("a format is the standard one unless another is asked for (rule H2.5)")
    func formats() {
        #expect(wish(.bill, .post).format == .standard && wish(.bill, .post).language.isEmpty)
        let words = AccessibleFormat.allCases.map(\.rawValue)
        #expect(
            words == ["standard", "large-print", "braille", "audio", "easy-read", "textphone"])
    }
}
