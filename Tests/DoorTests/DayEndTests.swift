import Access
import Billing
import Measures
import Operations
import Storage
import Testing

@Suite("The end of a business day")
struct DayEndTests {
    private let today = Day(number: 20_000)

    /// A run that has reached a state.
    private func run(in state: RunState, _ books: Installation) throws -> Int64 {
        try books.write { books in
            let event = try books.events.record(
                EventDraft("run-plan", of: "run 1", by: "tester"))
            let id = try books.runs.insertRun(
                through: today, slaDay: today, event: event, batches: [])
            try books.runs.step(runID: id, to: state, event: event)
            return id
        }
    }

    @Test(
        "a run that is half done keeps the day open, others do not",
        arguments: DoorEngine.allCases, RunState.allCases)
    func runs(engine: DoorEngine, state: RunState) throws {
        let books = try engine.make()
        let door = Door(books, .singleUser("tester"))
        let id = try run(in: state, books)
        let isHalfDone = state == .calculating || state == .releasing
        if isHalfDone {
            #expect(throws: CloseBusinessDay.Refused.runsAreOpen(today, runs: [id])) {
                try door.perform(CloseBusinessDay(), now: Terms())
            }
        } else {
            let end = try door.perform(CloseBusinessDay(), now: Terms())
            let waits = [.planned, .review, .approved].contains(state)
            #expect((end.waitingRuns, end.openRuns) == (waits ? 1 : 0, []))
        }
        #expect(try books.read { try $0.events.isClosed(today) } == !isHalfDone)
    }

    @Test("it is closed once, and the next day opened after it", arguments: DoorEngine.allCases)
    func order(engine: DoorEngine) throws {
        let books = try engine.make()
        let door = Door(books, .singleUser("tester"))
        #expect(throws: OpenBusinessDay.Refused.notClosed(today)) {
            try door.perform(OpenBusinessDay(today + 1), now: Terms())
        }
        guard case .done = try door.perform(CloseBusinessDay()) else {
            Issue.record("it was closed before")
            return
        }
        guard case .unchanged = try door.perform(CloseBusinessDay()) else {
            Issue.record("it was closed twice")
            return
        }
        #expect(throws: OpenBusinessDay.Refused.notLater(today, than: today)) {
            try door.perform(OpenBusinessDay(today), now: Terms())
        }
        #expect(try door.perform(OpenBusinessDay(today + 1), now: Terms()) == today)
        #expect(try books.read { try $0.businessDay() } == today + 1)
        #expect(try !books.read { try $0.events.isClosed(today + 1) })
        let last = try books.read { try $0.events.lastEvent() }
        #expect((last?.action, last?.businessDay) == ("day-opened", today + 1))
        let problems = try books.examine(Check.all).filter { !$0.isWell }
        #expect(problems == [])
    }
}
