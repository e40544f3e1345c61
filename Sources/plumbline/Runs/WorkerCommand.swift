import ArgumentParser
import Documents
import Foundation
import Measures
import Operations
import Wording

struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker",
        abstract: "Rate batches of whatever run is being calculated, beside other workers.",
        discussion: """
            The books must be in a database (--database, or a folder that names one). \
            Start as many workers as you like, on any machine that reaches it, before \
            or during a run. They act for whoever started the run. SIGTERM and SIGINT \
            let a worker deliver what it has in hand and leave; a second one ends it \
            at once.
            """)
    @OptionGroup var options: InstallationOptions
    @Option(help: "Batches at a time; the number of cores unless given.")
    var parallel: Int = ProcessInfo.processInfo.activeProcessorCount
    @Option(
        help: "Connections it may have; one for each batch at a time and one more unless given.")
    var connections: Int?
    @Option(help: "Seconds without a sign of life after which others take its batches.")
    var lease: Int = 20
    @Flag(help: "Leave when no run is being calculated, instead of waiting for the next.")
    var untilIdle = false
    @Flag(help: "Say what there is to do, and take nothing.")
    var dryRun = false

    func validate() throws {
        guard parallel > 0, lease > 0 else {
            throw ValidationError("--parallel and --lease are at least 1.")
        }
    }

    func run() async throws {
        let signals = CancellationSignals()
        let door = try open(signals)
        if dryRun { return try overview(door) }
        var way = Worker.Way(hands: parallel)
        way.lease = Int64(lease) * 1000
        way.untilIdle = untilIdle
        let log = WorkLog(name: way.name)
        let worker = try Worker(door, way) { log.say($0) }
        log.say("at work, \(counted(parallel, "batch", plural: "batches")) at a time")
        signals.cancellation.then {
            log.say("leaves once what it has in hand is delivered")
            worker.cancel()
        }
        let done = try await worker()
        log.say("left: \(WorkText.done(done))")
        if options.json { say(WorkText.json(way.name, done).text) }
    }

    private func overview(_ door: Door) throws {
        options.say(WorkText.answer(try ShowRuns(door).work()))
    }

    /// Opens the books. A server that has no room, or is not there yet, is waited for.
    private func open(_ signals: CancellationSignals) throws -> Door {
        let open = try OpenForWork(
            options.place(), connections: connections ?? parallel + 1)
        return try options.open(
            open { error, pause in
                note("worker: \(error) It tries again in \(pause) s.")
                return !signals.cancellation.isRequested
            })
    }
}

/// Tells on standard error what a worker does, a line at a time.
struct WorkLog: Sendable {
    let name: String

    func say(_ text: String) { note("worker \(name): \(text)") }

    func say(_ news: WorkNews) { if let text = WorkText.text(news) { say(text) } }
}
