import Synchronization

/// Tells work that goes on for long to finish what it has in hand and leave.
package final class Leave: Sendable {
    private struct State: Sendable {
        var isTold = false
        var then: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    package init() {}

    package var isTold: Bool { state.withLock { $0.isTold } }

    /// What to do when it is told, or now where it has been.
    package func then(_ action: @escaping @Sendable () -> Void) {
        let isTold = state.withLock {
            $0.then = action
            return $0.isTold
        }
        if isTold { action() }
    }

    package func tell() {
        let action = state.withLock {
            $0.isTold = true
            return $0.then
        }
        action?()
    }
}

/// Work was told to leave and has left: what is finished is kept, the rest can be gone on with.
package struct LeftEarly: Error, Hashable, Sendable {
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
