import Access
import Foundation
import Measures
import Operations
import Storage
import Synchronization
import TestCluster
import Testing

@Suite("Many at the door at once")
struct ManyAtOnceTests {
    typealias Ended = Result<Performed<String>, any Error>

    /// What each of so many got who asked for the same at the same time.
    private func ask(
        _ office: Office, _ who: String, _ count: Int,
        _ ask: @escaping @Sendable (Int) -> (TestPayout, Terms)
    ) throws -> [Ended] {
        let door = try office.door(who)
        let ended = Mutex<[Ended]>([])
        together(count) { number in
            let (act, terms) = ask(number)
            let result = Ended { try door.perform(act, terms) }
            ended.withLock { $0.append(result) }
        }
        return ended.withLock { $0 }
    }

    @Test(
        "one key at the same time is one act, and everybody gets its answer",
        arguments: DoorEngine.allCases)
    func sameKey(engine: DoorEngine) throws {
        let office = try Office(engine)
        for round in 0..<5 {
            let ended = try ask(office, "Ben", 12) { _ in
                (TestPayout(account: Int64(round), pence: 10), Terms(key: "call-\(round)"))
            }
            var answers: Set<String> = []
            var done = 0
            for one in ended {
                switch one {
                case .success(.done(let answer, _)): (done, _) = (done + 1, answers.insert(answer))
                case .success(.doneBefore(let answer, _)): answers.insert(answer)
                default: Issue.record("\(one)")
                }
            }
            #expect(done == 1)
            #expect(answers.count == 1)
        }
        #expect(try office.isWell())
    }

    @Test(
        "one key at the same time for other requests: one is done, the others are refused",
        arguments: DoorEngine.allCases)
    func otherRequests(engine: DoorEngine) throws {
        let office = try Office(engine)
        let ended = try ask(office, "Ben", 12) { number in
            (TestPayout(account: Int64(number), pence: 10), Terms(key: "call"))
        }
        let done = ended.count { if case .success(.done) = $0 { true } else { false } }
        let refused = ended.count {
            if case .failure(DoorRefused.otherRequest) = $0 { true } else { false }
        }
        #expect((done, refused) == (1, 11), "\(ended)")
        #expect(try office.isWell())
    }

    @Test(
        "amounts split over acts at the same time count together against the limit",
        arguments: DoorEngine.allCases)
    func split(engine: DoorEngine) throws {
        let office = try Office(engine)
        // Fifty pounds a day: five of ten, in whatever order they come.
        let ended = try ask(office, "Ben", 16) { number in
            (TestPayout(account: 7, pence: 10_00), Terms(key: "part-\(number)"))
        }
        let done = ended.count { if case .success(.done) = $0 { true } else { false } }
        let waiting = ended.count { if case .success(.waits) = $0 { true } else { false } }
        #expect(done == 5, "\(ended)")
        #expect(done + waiting == 16)
        #expect(try office.isWell())
    }

    @Test("of those who saw the same version one gets through", arguments: DoorEngine.allCases)
    func stale(engine: DoorEngine) throws {
        let office = try Office(engine)
        let first = try office.door("Ben").perform(TestPayout(account: 7, pence: 1), Terms())
        guard case .done(_, let seen) = first else {
            Issue.record("\(first)")
            return
        }
        let ended = try ask(office, "Ben", 8) { _ in
            (TestPayout(account: 7, pence: 1), Terms(expecting: seen))
        }
        let done = ended.count { if case .success(.done) = $0 { true } else { false } }
        let stale = ended.count {
            if case .failure(DoorRefused.changedMeanwhile) = $0 { true } else { false }
        }
        #expect((done, stale) == (1, 7), "\(ended)")
    }
}
