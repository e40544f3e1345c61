import Foundation
import Measures
import TestCluster
import Testing

/// Two months of one copy: files in, run, review, release; each step a command of its own.
final class Journey {
    let town: CrashTown
    let data: String
    /// How long each step took, by its name.
    private(set) var durations: [String: Double] = [:]

    init(_ town: CrashTown, data: String) {
        self.town = town
        self.data = data
    }

    func go(disturbedBy killer: inout Killer?) throws {
        for month in town.months {
            let last = town.town.months.lastDay(month)
            try say(["day", "set", "\(last + 3)"])
            for (kind, path) in try town.files(month) {
                let name = "import " + path.split(separator: "/").last!
                try step(name, ["import", kind, path], again: nil, &killer, accepting: [0, 3])
            }
            try say(["run", "plan", "--through", "\(last)"])
            try step("run start \(month)", ["run", "start"], again: ["run", "resume"], &killer)
            try say(["run", "review", "--approve", "--as", "second"])
            try step(
                "run release \(month)", ["run", "release"], again: ["run", "resume"], &killer)
        }
        // Whoever asks finds all rows, killed or not.
        try say(["tracker"])
    }

    /// The same, each run and release killed once it is durable, before its rows are all there.
    /// Gives how many pages were without their rows each time.
    func goKilledBeforeRows() throws -> [Int] {
        var due: [Int] = []
        for month in town.months {
            let last = town.town.months.lastDay(month)
            try say(["day", "set", "\(last + 3)"])
            for (kind, path) in try town.files(month) {
                try say(["import", kind, path], accepting: [0, 3])
            }
            try say(["run", "plan", "--through", "\(last)"])
            due.append(try killOnceDurable(["run", "start"]))
            try say(["run", "review", "--approve", "--as", "second"])
            due.append(try killOnceDurable(["run", "release"]))
        }
        try say(["tracker"])
        return due
    }

    /// It ended before it could be killed.
    struct NotKilled: Error {
        let words: [String]
        let end: Spawned.End
    }

    private func killOnceDurable(_ words: [String]) throws -> Int {
        let log = data + "/said-\(words[1])"
        try? FileManager.default.removeItem(atPath: log)
        let process = try Spawned(options(words), log: log)
        var isDurable = false
        let end = process.wait {
            guard !isDurable else { return }
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            isDurable = said.contains("durable after")
            if isDurable { process.kill() }
        }
        guard end == .killed else { throw NotKilled(words: words, end: end) }
        return try AskedBooks.file(data).rowsDue()
    }

    /// Says a command until it ends by itself; killed a few times before, where there is a killer.
    private func step(
        _ name: String, _ command: [String], again: [String]?, _ killer: inout Killer?,
        accepting: Set<Int32> = [0]
    ) throws {
        var wasKilled = false
        for delay in killer?.delays(for: name) ?? [] {
            let words = wasKilled ? again ?? command : command
            let process = try Spawned(options(words), log: data + "/said")
            usleep(UInt32(delay * 1_000_000))
            process.kill()
            guard process.wait() == .killed else { break }
            killer?.count(name)
            wasKilled = true
        }
        if wasKilled { return try recover(command, again, accepting) }
        let began = Date()
        try say(command, accepting: killer == nil ? accepting : accepting.union([1]))
        durations[name] = Date().timeIntervalSince(began)
    }

    /// What a person does after a crash: goes on where something was interrupted, and says the
    /// command again, which says so where all is done. The comparison tells.
    private func recover(
        _ command: [String], _ again: [String]?, _ accepting: Set<Int32>
    ) throws {
        for words in [again, command].compactMap({ $0 }) {
            try say(words, accepting: accepting.union([1]))
        }
    }

    @discardableResult
    private func say(_ words: [String], accepting: Set<Int32> = [0]) throws -> Int32 {
        let end = try Spawned(options(words), log: data + "/said").wait()
        guard case .exited(let code) = end, accepting.contains(code) else {
            let said = (try? String(contentsOfFile: data + "/said", encoding: .utf8)) ?? ""
            Issue.record("\(words.joined(separator: " ")): \(end)\n\(said.suffix(500))")
            throw CancellationError()
        }
        return code
    }

    private func options(_ words: [String]) -> [String] {
        let who = words.contains("--as") ? [] : ["--as", "first"]
        return words + ["--data", data] + who
    }
}

/// Chooses the moments, and counts what was killed.
struct Killer {
    private var numbers: Numbers
    private let durations: [String: Double]
    /// By kind of step: import, start, release.
    private(set) var kills: [String: Int] = [:]

    init(seed: UInt64, durations: [String: Double]) {
        numbers = Numbers(state: seed)
        self.durations = durations
    }

    /// Up to three moments of a step, as seconds from its start.
    mutating func delays(for name: String) -> [Double] {
        let whole = durations[name] ?? 0.1
        let isLarge = name.hasPrefix("run") || whole > 0.15 || name.contains("readings")
        return (0..<(isLarge ? 3 : 0)).map { _ in
            whole * Double.random(in: 0.02...0.98, using: &numbers)
        }
    }

    mutating func count(_ name: String) {
        let words = name.split(separator: " ")
        kills[words[0] == "import" ? "import" : "run \(words[1])", default: 0] += 1
    }
}
