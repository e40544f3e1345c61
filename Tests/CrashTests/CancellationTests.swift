import Foundation
import Measures
import TestCluster
import Testing

/// SIGTERM and SIGINT on a run in hand: whole batches stay, and the rest is gone on with.
@Suite("Told to leave by a signal", .serialized)
struct CancellationTests {
    @Test("a run says how far it came and how to go on, ends by the signal, and is resumed")
    func run() async throws {
        let town = try CrashTown()
        try await town.prepare()
        for signal in [SIGTERM, SIGINT] {
            var (said, tries) = ("", 0)
            while !said.contains("was told to leave"), tries < 5 {
                tries += 1
                let books = try Self.planned(town, town.copy("told-\(signal)-\(tries)"))
                let process = try books.start(["run", "start", "--workers", "1"])
                var isRequested = false
                let end = process.wait(atMost: 120) {
                    guard !isRequested, books.said.contains("Billing through") else { return }
                    isRequested = true
                    process.tell(signal)
                }
                said = books.said
                guard said.contains("was told to leave") else { continue }
                #expect(end == .killed, "\(said)")
                #expect(said.contains("Go on with: plumbline run resume"), "\(said)")
                #expect(try books.say(["run", "resume"]) == .exited(0))
                #expect(try books.say(["doctor"]) == .exited(0))
            }
            #expect(said.contains("was told to leave"), "not in \(tries) tries")
        }
    }

    private static func planned(_ town: CrashTown, _ data: String) throws -> StepWording {
        let (books, month) = (StepWording(data: data), town.months.lowerBound)
        let last = town.town.months.lastDay(month)
        _ = try books.say(["day", "set", "\(last + 3)"])
        for (kind, path) in try town.files(month) { _ = try books.say(["import", kind, path]) }
        #expect(try books.say(["run", "plan", "--through", "\(last)"]) == .exited(0))
        return books
    }
}

/// Books that commands are said to, one after another.
private struct StepWording {
    let data: String

    var said: String { (try? String(contentsOfFile: data + "/said", encoding: .utf8)) ?? "" }

    func start(_ words: [String]) throws -> Spawned {
        try? FileManager.default.removeItem(atPath: data + "/said")
        return try Spawned(words + ["--data", data, "--as", "first"], log: data + "/said")
    }

    func say(_ words: [String]) throws -> Spawned.End { try start(words).wait() }
}
