import Access
import Jobs
import Measures
import Operations
import Testing

@Suite("Setting up jobs")
struct JobActTests {
    private func job(_ task: String, _ argument: String = "") -> Job {
        Job(
            name: "night", task: task, argument: argument, schedule: "daily 02:00",
            zone: "Europe/London")
    }

    @Test(
        "nobody has a job do what they may not do themselves", arguments: DoorEngine.allCases)
    func permissions(engine: DoorEngine) throws {
        let office = try Office(engine)
        let administrator = try office.door("Anna")
        for (task, argument, permission) in [
            ("back-up", "copies", Permission.exportBooks), ("send-outbox", "", .sendMessages),
            ("open-day", "", .closeDay),
        ] {
            #expect(throws: AccessRefused.notAllowed(who: "Anna", permission)) {
                try administrator.perform(SetJob(job(task, argument)), now: Terms())
            }
        }
        #expect(try administrator.perform(SetJob(job("write-rows")), now: Terms()) == "night")
        let analyst = try office.door(adding: .analyst)
        for (task, argument) in [("back-up", "copies"), ("send-outbox", ""), ("open-day", "")] {
            _ = try analyst.perform(SetJob(job(task, argument)), now: Terms())
        }
        #expect(throws: AccessRefused.notAllowed(who: "Ben", .manageJobs)) {
            try office.door("Ben").perform(SetJob(job("write-rows")), now: Terms())
        }
        #expect(try office.isWell())
    }

    @Test("the same job again changes nothing", arguments: DoorEngine.allCases)
    func again(engine: DoorEngine) throws {
        let door = try Office(engine).door("Anna")
        _ = try door.perform(SetJob(job("write-rows")), now: Terms())
        guard case .unchanged = try door.perform(SetJob(job("write-rows"))) else {
            Issue.record("it was set up again")
            return
        }
    }
}
