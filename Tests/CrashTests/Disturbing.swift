import Foundation
import Measures
import Postgres
import Storage
import TestCluster
import Testing

/// A step of the month that can be disturbed, and said again until it is done.
enum Step: Sendable {
    case start, release
    /// The calculation, by a worker.
    case working
    case taking(file: String, words: [String])

    fileprivate var name: String {
        switch self {
        case .start: "run start"
        case .working: "worker --until-idle --parallel 2 --lease 2"
        case .release: "run release"
        case .taking(let file, _): "import \(file)"
        }
    }

    /// The words that begin it, or, where it was begun, those or the ones that go on.
    fileprivate func words(_ state: String, goingOn: Bool) -> [String] {
        switch self {
        case .taking(_, let words): words
        case .working: name.words
        case .start, .release:
            goingOn && ["calculating", "releasing"].contains(state)
                ? ["run", "resume"] : name.words
        }
    }

    fileprivate func description(_ words: [String]) -> String {
        if case .taking(let file, _) = self { return file }
        return words.prefix { !$0.hasPrefix("--") }.joined(separator: " ")
    }

    fileprivate func isDone(_ state: String) -> Bool {
        switch self {
        case .start, .working: !["planned", "calculating"].contains(state)
        case .release: state == "released"
        case .taking: false
        }
    }
}

extension String {
    fileprivate var words: [String] { split(separator: " ").map(String.init) }
}

extension FailingBooks {
    /// What is done at a moment, given the process that is disturbed.
    typealias Disturbance = @Sendable (pid_t) -> Wire.Verdict

    /// Says a step again and again, disturbed at moments that the seed chooses, and at last
    /// undisturbed. A command that is not ended by it is disturbed up to `within` times, and only
    /// in the first part of its work where that is asked for (`part` 4: the first quarter).
    /// `afterwards` hears what each disturbed command said, and mends what was broken.
    func disturb(
        _ step: Step, times: Int, within: Int = 1, part: Int = 1,
        _ disturbance: @escaping Disturbance, afterwards: (Desk.Said) throws -> Void
    ) throws {
        guard let wire else { throw Stuck(description: "no wire leads to books in a file") }
        for _ in 0..<times where !step.isDone(try books.runState()) {
            let moments = try (0..<within).map { _ in try moment(of: step, part: part * within) }
            let words = step.words(try books.runState(), goingOn: number(0...1) == 1)
            wire.open(false)
            let going = try desk.begin(words, over: wire)
            wire.at(moments) { disturbance(going.process.id) }
            wire.open(true)
            let said = try end(going)
            guard !wire.met.isEmpty else { continue }
            for moment in wire.met { tell("\(step.description(words)) \(moment)") }
            try afterwards(said)
        }
        wire.at([])
        if case .taking(_, let words) = step { try say(words, accepting: [0, 3]) }
    }

    /// Waits for the end of a command. It is not made to wait for leases of those who are gone: when
    /// no page has come for a second, all run out, as the server's clock would have it in time.
    func end(_ going: Desk.Going) throws -> Desk.Said {
        var (looks, pages) = (0, -1)
        return try going.end {
            looks += 1
            guard looks % 1000 == 0, let found = try? books.pages("run") else { return }
            if found == pages { letLeasesRunOut() }
            pages = found
        }
    }

    /// The server may not be there at this moment: then the next look will do it.
    func letLeasesRunOut() {
        guard case .server(let address) = books else { return }
        try? Connection(Address(address.url, schema: address.schema)).execute(
            """
            UPDATE batch_work SET leased_until = 0 WHERE (run_id, batch_no) IN (
              SELECT run_id, batch_no FROM batch_work WHERE leased_until IS NOT NULL
              FOR UPDATE SKIP LOCKED)
            """)
    }

    /// Before or after a commit that the step has still to make, or somewhere between, in the first
    /// of so many parts of its work.
    func moment(of step: Step, part: Int = 1) throws -> Wire.Moment {
        let (allCommits, allBytes) = try left(of: step)
        let (commits, bytes) = (allCommits / part, allBytes / part)
        let commit = number(1...max(1, commits))
        switch number(0...2) {
        case 0: return .before(commit: commit)
        case 1: return .after(commit: commit)
        default: return .bytes(number(1...max(1, bytes)))
        }
    }

    /// Commits and bytes that the step has still to carry: pages that are there are not made again.
    private func left(of step: Step) throws -> (commits: Int, bytes: Int) {
        let key: String
        let pages: Int
        switch step {
        case .start, .working: (key, pages) = ("run start", try books.pages("run"))
        case .release: (key, pages) = ("run release", try books.pages("release"))
        case .taking(_, let words): (key, pages) = (words.joined(separator: " "), 0)
        }
        guard let whole = town.carried[key] else {
            throw Stuck(description: "nobody saw \(key) undisturbed")
        }
        let batches = try books.count(
            "SELECT batches FROM bill_run ORDER BY id DESC LIMIT 1")
        func rest(_ count: Int) -> Int { count * (batches - pages) / batches }
        return (rest(whole.commits), rest(whole.bytes))
    }
}
