import Synchronization

/// A part of long writing, after which others may write.
struct WriteSlice {
    /// Whether it has lasted long enough.
    let isOver: () -> Bool
    var isEndless = false

    /// Where nobody waits for a writer there is one for all of it.
    static var endless: WriteSlice { WriteSlice(isOver: { false }, isEndless: true) }

    /// Longer than this nobody waits for one transaction of a run.
    static let longest = Duration.milliseconds(20)
    /// What is written at least while others wait, so that a run gets on.
    static let shortest = Duration.milliseconds(5)

    /// Ends after `longest`, or earlier where somebody waits. The commit takes its own time.
    static func timed(isAwaited: @escaping () -> Bool) -> WriteSlice {
        let began = ContinuousClock.now
        return WriteSlice {
            let lasted = ContinuousClock.now - began
            return lasted > longest - .milliseconds(4) || (lasted > shortest && isAwaited())
        }
    }
}

/// How long transactions of a file's writer lasted, the longest of each kind.
package final class WriterTimes: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case acts, rows, other }

    private let longest = Mutex<[Kind: Duration]>([:])

    package func longest(_ kind: Kind) -> Duration { longest.withLock { $0[kind] ?? .zero } }

    package func forget() { longest.withLock { $0 = [:] } }

    func timed<T>(_ kind: Kind, _ body: () throws -> T) rethrows -> T {
        let began = ContinuousClock.now
        defer { note(kind, ContinuousClock.now - began) }
        return try body()
    }

    private func note(_ kind: Kind, _ time: Duration) {
        longest.withLock { $0[kind] = max($0[kind] ?? .zero, time) }
    }
}
