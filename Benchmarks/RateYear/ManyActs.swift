import Foundation
import Measures
import Operations
import Storage
import Synchronization

/// Small acts of many clients at once: each changes the telephone number of a party of its own,
/// with an event and its idempotency key.
///
/// Usage: plumbline-bench acts PLACE [clients=64] [seconds=5] [way=act|change] [pace=ACTS_PER_SECOND]
/// [run=YYYY-MM-DD] [say=yes] [parties=new]. PLACE is a folder or the address of a database. Prints
/// one JSON line: acts a second and how long each took, in milliseconds. With `run` a bill run is
/// planned, calculated, approved and released meanwhile, and the acts last as long as it does;
/// `clients=0` runs it alone. `say` names each act when it is answered.
struct ManyActs {
    static func main(_ arguments: [String]) async throws {
        guard let place = arguments.first else {
            print("usage: plumbline-bench acts PLACE [clients=64] [seconds=5] …")
            exit(64)
        }
        let words = arguments.dropFirst().map { $0.split(separator: "=", maxSplits: 1) }
        let given = Dictionary(
            words.map { (String($0[0]), String($0.last ?? "")) }, uniquingKeysWith: { $1 })
        let installation = try ManyActs.open(place, given)
        let clients = try Clients(installation, given)
        let took = try await given["run"].asyncMap { try await BillRun(installation)($0, clients) }
        if took == nil { clients.work(seconds: Double(given["seconds"] ?? "") ?? 5) }
        print(clients.told(took, installation.writerTimes))
    }

    private static func open(_ place: String, _ given: [String: String]) throws -> Installation {
        guard place.hasPrefix("postgresql:") else { return try Installation.open(place) }
        var address = try DatabaseAddress(place)
        address.connections = given["connections"].flatMap { Int($0) }
        return try Installation.open(address)
    }
}

extension Optional {
    fileprivate func asyncMap<T>(_ body: (Wrapped) async throws -> T) async rethrows -> T? {
        guard let self else { return nil }
        return try await body(self)
    }
}

/// Clients, each on a thread of its own.
final class Clients: Sendable {
    private let installation: Installation
    private let parties: [Int64]
    private let isAct: Bool
    private let says: Bool
    /// Milliseconds from one act of a client to the next, where they are paced.
    private let pause: Double?
    private let state = Mutex(State())
    private let ended = DispatchGroup()

    private struct State {
        var isOver = false
        var times: [Double] = []
        var seconds = 0.0
        var failed: String?
    }

    init(_ installation: Installation, _ given: [String: String]) throws {
        self.installation = installation
        let count = Int(given["clients"] ?? "") ?? 64
        isAct = given["way"] != "change"
        says = given["say"] == "yes"
        pause = given["pace"].flatMap { Double($0) }.map { 1000 * Double(count) / $0 }
        parties = try ManyParties(installation)(count)
    }

    /// Works for so long.
    func work(seconds: Double) {
        start()
        Thread.sleep(forTimeInterval: seconds)
        stop()
    }

    func start() {
        let began = DispatchTime.now().uptimeNanoseconds
        for party in parties {
            ended.enter()
            Thread.detachNewThread { [self] in
                work(on: party, began)
                ended.leave()
            }
        }
    }

    func stop() {
        state.withLock { $0.isOver = true }
        ended.wait()
    }

    private func work(on party: Int64, _ start: UInt64) {
        var number = 0
        if let pause { usleep(UInt32.random(in: 0...UInt32(pause * 1000))) }
        while !state.withLock({ $0.isOver }) {
            let began = DispatchTime.now().uptimeNanoseconds
            number += 1
            let key = "\(getpid())-\(party)-\(number)"
            do { try act(on: party, key) } catch {
                state.withLock { ($0.isOver, $0.failed) = (true, "\(error)") }
                return
            }
            let now = DispatchTime.now().uptimeNanoseconds
            let time = Double(now - began) / 1e6
            if says { say(key) }
            state.withLock {
                $0.times.append(time)
                $0.seconds = max($0.seconds, Double(now - start) / 1e9)
            }
            if let pause, pause > time { usleep(UInt32((pause - time) * 1000)) }
        }
    }

    private func act(on party: Int64, _ key: String) throws {
        if isAct {
            try installation.act { try ManyParties.change(party, key, $0) }
        } else {
            try installation.change(isDryRun: false, rows: .none) {
                try ManyParties.change(party, key, $0)
            }
        }
    }

    /// At once, so that what is said stays said when the process is killed.
    private func say(_ key: String) {
        let line = Array((key + "\n").utf8)
        _ = line.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }

    func told(_ run: [String: Double]?, _ writer: WriterTimes?) -> String {
        let (times, seconds, failed) = state.withLock { ($0.times.sorted(), $0.seconds, $0.failed) }
        func part(_ share: Double) -> Double {
            times.isEmpty ? 0 : times[min(times.count - 1, Int(Double(times.count) * share))]
        }
        var figures: [(String, Double)] = [
            ("clients", Double(parties.count)), ("acts", Double(times.count)),
            ("acts_per_s", seconds > 0 ? Double(times.count) / seconds : 0),
            ("p50_ms", part(0.5)), ("p99_ms", part(0.99)), ("max_ms", times.last ?? 0),
        ]
        figures += (run ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        for kind in WriterTimes.Kind.allCases {
            guard let longest = writer?.longest(kind) else { continue }
            figures.append(("longest_\(kind.rawValue)_ms", longest / .milliseconds(1)))
        }
        let texts = figures.map { "\"\($0.0)\": \(String(format: "%.1f", $0.1))" }
        let trouble = failed.map { ", \"failed\": \"\($0.replacing("\"", with: "'"))\"" } ?? ""
        return "{" + texts.joined(separator: ", ") + trouble + "}"
    }
}

/// A month billed from its plan to its release, and the rows that follow.
private struct BillRun {
    let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Seconds of each part.
    func callAsFunction(_ through: String, _ clients: Clients) async throws -> [String: Double] {
        guard let day = Day(through) else { throw CocoaError(.formatting) }
        let (clerk, manager) = (
            Door(installation, as: "clerk"), Door(installation, as: "manager")
        )
        installation.writerTimes?.forget()
        clients.start()
        let clock = Clock()
        let run = try PlanRun(clerk)(through: day)
        try await CalculateRun(clerk)(run: run)
        let calculated = clock.spent().0
        try installation.writeRowsDue()
        let written = clock.spent().0
        try ReviewRun(manager).approve(run: run, reason: "benchmark")
        try ReleaseRun(clerk)(run: run)
        let released = clock.spent().0
        try installation.writeRowsDue()
        let all = clock.spent().0
        clients.stop()
        return [
            "run_s": calculated + released - written,
            "rows_s": written - calculated + all - released,
            "all_s": all,
        ]
    }
}
