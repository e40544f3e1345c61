import Foundation
import Measures
import Operations
import Storage
import Synchronization
import TestCluster
import Testing

// Several at the same thing, and clocks.
extension FailureTests {
    @Test("two coordinators at the same run, from the first moment")
    func twoAtOnce() async throws {
        try await Self.suffer("two coordinators at once") { books, _ in
            for words in [["run", "start"], ["run", "release"]] {
                if words[1] == "release" { try books.approve() }
                books.wire?.open(false)
                let both = try (0..<2).map { _ in try books.desk.begin(words, over: books.wire) }
                usleep(300_000)
                books.wire?.open(true)
                let said = try both.map { try $0.end() }
                Self.expectOneOrBoth(said)
                books.tell("two \(words.joined(separator: " "))")
            }
        }
    }

    @Test("a second coordinator while the first is in the middle")
    func second() async throws {
        try await Self.suffer("a second coordinator in the middle") { books, _ in
            for (step, words) in [(Step.start, ["run", "start"]), (.release, ["run", "release"])] {
                if words[1] == "release" { try books.approve() }
                let desk = books.desk
                let second = Started()
                let begin: FailingBooks.Disturbance = { _ in
                    do { second.going = try desk.begin(words) } catch { Issue.record(error) }
                    return .goOn
                }
                try books.disturb(step, times: 1, begin) { first in
                    let other = try second.going?.end()
                    Self.expectOneOrBoth([first] + (other.map { [$0] } ?? []))
                }
            }
        }
    }

    @Test("the same file comes in twice at once, and a run is planned twice at once")
    func twiceAtOnce() async throws {
        try await Self.suffer("two who import and plan at once", from: .files) { books, _ in
            let files = try FailureTown.files(books.town.town, books.town.folder)
            for words in files.map(\.words) {
                let both = try (0..<2).map { _ in try books.desk.begin(words) }
                for said in try both.map({ try $0.end() }) {
                    #expect([0, 3].contains(said.code), "\(said)")
                }
            }
            let both = try (0..<2).map { _ in
                try books.desk.begin(FailureTown.plan(books.town.town))
            }
            let said = try both.map { try $0.end() }.sorted { $0.code < $1.code }
            #expect(said.map(\.code) == [0, 1], "\(said)")
            #expect(said[1].text.contains("a supply point is in one run at a time"), "\(said)")
            books.tell("\(files.count) files, one plan")
        }
    }

    /// Both did it together, or one came too late and says where the run is.
    static func expectOneOrBoth(_ said: [Desk.Said]) {
        #expect(said.contains { $0.code == 0 }, "\(said)")
        for late in said where late.code != 0 {
            #expect(late.code == 1, "\(late)")
            #expect(late.text.contains("Error: The run is "), "\(late)")
        }
    }

    /// Leases and their ends go by the server's clock; the program's is for the record only.
    @Test("the machine's clock is years off, another way at each look")
    func clock() async throws {
        try await Self.suffer("clock that jumps", from: .files) { books, cluster in
            let clock = JumpingClock()
            let installation = try Installation.open(
                try cluster.address(of: books.name), clock: clock.clock)
            for file in try FailureTown.files(books.town.town, books.town.folder) {
                guard let kind = ImportKind(rawValue: file.words[1]) else {
                    throw FailingBooks.Stuck(description: "no kind \(file.words[1])")
                }
                _ = try ImportFile(Door(installation, as: "first"))(kind, file.words[2])
            }
            try books.say(FailureTown.plan(books.town.town))
            try await CalculateRun(Door(installation, as: "first"))()
            try ReviewRun(Door(installation, as: "second")).approve(reason: "")
            try ReleaseRun(Door(installation, as: "first"))()
            try installation.close()
            var years: Set<String> = []
            try books.books.forEach("SELECT recorded_at FROM event") {
                years.insert(String($0[0].prefix(4)))
            }
            books.tell("events recorded in \(years.sorted().joined(separator: ", "))")
            #expect(years.count > 3, "the program did not see the clock jump")
        }
    }
}

/// A command that another thread began.
final class Started: Sendable {
    private let held = Mutex<Desk.Going?>(nil)

    var going: Desk.Going? {
        get { held.withLock { $0 } }
        set { held.withLock { $0 = newValue } }
    }
}

/// A clock that is set back and ahead by years, further at each look.
final class JumpingClock: Sendable {
    private let looks = Mutex(Int64(0))

    var clock: Clock {
        Clock { [self] in
            let look = looks.withLock { looks in
                looks += 1
                return looks
            }
            let years = (look % 20) * (look % 2 == 0 ? 1 : -1)
            return Instant(seconds: 1_790_000_000 + years * 31_557_600)
        }
    }
}
