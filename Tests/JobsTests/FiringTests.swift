import Jobs
import Measures
import Testing

@Suite("Times that were missed, tries that failed, jobs that wait")
struct FiringTests {
    func job(
        _ name: String = "a", schedule: String = "daily 02:00", missed: Job.Missed = .last,
        window: Int = 60, retries: Int = 2, after: [String] = []
    ) -> Job {
        Job(
            name: name, task: "send-outbox", schedule: schedule, zone: "Etc/UTC",
            missed: missed, window: window, retries: retries, pause: 5, predecessors: after)
    }

    let hours = (0..<4).map { Instant(seconds: 1_000_000_000 + $0 * 3600) }

    @Test(
        "times that are late are skipped, made good by the last, or all made good",
        arguments: [
            (.skip, [.missed, .missed, .missed, .waiting]),
            (.last, [.missed, .missed, .missed, .waiting]),
            (.each, [.waiting, .waiting, .waiting, .waiting]),
        ] as [(Job.Missed, [Firing.State])])
    func late(missed: Job.Missed, states: [Firing.State]) {
        let found = job(missed: missed).newFirings(hours, at: hours[3] + 600)
        #expect(found.map(\.state) == states)
        #expect(found.map(\.scheduled) == hours)
    }

    @Test("where all are late the last is made good")
    func allLate() {
        let now = hours[3] + 2 * 3600
        #expect(
            job(missed: .last).newFirings(hours, at: now).map(\.state)
                == [.missed, .missed, .missed, .waiting])
        #expect(
            job(missed: .skip).newFirings(hours, at: now).map(\.state)
                == [.missed, .missed, .missed, .missed])
    }

    @Test("the end of the window is in it")
    func window() {
        let one = [hours[0]]
        let plan = job(missed: .skip, window: 60)
        #expect(plan.newFirings(one, at: hours[1]).map(\.state) == [.waiting])
        #expect(plan.newFirings(one, at: hours[1] + 1).map(\.state) == [.missed])
    }

    @Test("a try that failed is followed by others, as often as is allowed")
    func retries() {
        let plan = job(retries: 2)
        var firing = Firing(job: "a", scheduled: hours[0])
        var states: [Firing.State] = []
        for _ in 0..<3 {
            firing.state = .running
            let (next, pause) = plan.afterFailure(firing)
            #expect(pause == 300)
            firing = next
            states.append(next.state)
        }
        #expect(states == [.waiting, .waiting, .failed])
        #expect(firing.failures == 3)
    }

    @Test("it waits for a predecessor, and not for one that never ran or ended well")
    func predecessors() throws {
        let plan = job(after: ["b", "c"])
        let firing = Firing(job: "a", scheduled: hours[1])
        func blocked(_ b: Firing.State?, _ c: Firing.State?) -> Blocked? {
            plan.isBlocked(firing) { name, moment in
                #expect(moment == hours[1])
                let state = name == "b" ? b : c
                return state.map { Firing(job: name, scheduled: hours[0], state: $0) }
            }
        }
        #expect(blocked(nil, nil) == nil)
        #expect(blocked(.done, .done) == nil)
        #expect(blocked(.running, .done) == Blocked(by: "b", forGood: false))
        #expect(blocked(.done, .waiting) == Blocked(by: "c", forGood: false))
        #expect(blocked(.done, .failed) == Blocked(by: "c", forGood: true))
        #expect(blocked(.missed, nil) == Blocked(by: "b", forGood: true))
    }

    @Test("a key names job and moment")
    func key() {
        let firing = Firing(job: "night", scheduled: Instant(seconds: 0))
        #expect(firing.key == "job night 1970-01-01T00:00:00Z")
    }

    @Test("names, schedules, numbers and predecessors are checked")
    func refused() {
        let b = job("b", after: ["c"])
        let c = job("c")
        #expect(job().refusal(beside: []) == nil)
        #expect(job("Night Run").refusal(beside: []) == .name("Night Run"))
        #expect(job("").refusal(beside: []) == .name(""))
        #expect(
            job(schedule: "nightly").refusal(beside: []) == .schedule(.form("nightly")))
        #expect(
            job(retries: 101).refusal(beside: [])
                == .outOfRange(field: "retries", 101, limit: 100))
        #expect(
            job(window: -1).refusal(beside: [])
                == .outOfRange(field: "window", -1, limit: 10_080))
        #expect(job(after: ["b"]).refusal(beside: [c]) == .unknownPredecessor("b"))
        #expect(job(after: ["b"]).refusal(beside: [b, c]) == nil)
        #expect(job("c", after: ["b"]).refusal(beside: [b, c]) == .circle(["b", "c"]))
        #expect(job(after: ["a"]).refusal(beside: []) == .circle(["a"]))
    }
}
