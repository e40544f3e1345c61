import Synchronization

/// Tells work that goes on for long to finish what it has in hand and leave.
package final class Cancellation: Sendable {
    private struct State: Sendable {
        var isRequested = false
        var then: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    package init() {}

    package var isRequested: Bool { state.withLock { $0.isRequested } }

    /// What to do when it is told, or now where it has been.
    package func then(_ action: @escaping @Sendable () -> Void) {
        let isRequested = state.withLock {
            $0.then = action
            return $0.isRequested
        }
        if isRequested { action() }
    }

    package func tell() {
        let action = state.withLock {
            $0.isRequested = true
            return $0.then
        }
        action?()
    }
}

/// Work was told to leave and has left: what is finished is kept, the rest can be gone on with.
package struct WorkCancelled: Error, Hashable, Sendable {
    package enum Work: Hashable, Sendable {
        case calculating(run: Int64)
        case releasing(run: Int64)
        /// Files; the one in hand was taken back whole.
        case importing
    }

    package let work: Work
    /// Batches or files that are finished, of how many.
    package let done: Int
    package let all: Int

    package init(_ work: Work, done: Int, of all: Int) {
        self.work = work
        self.done = done
        self.all = all
    }
}

/// A file was not taken in, as its import was told to leave; nothing of it is stored.
package struct FileTakenBack: Error, Hashable, Sendable {}
