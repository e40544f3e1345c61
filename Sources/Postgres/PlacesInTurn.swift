import Dispatch
import Synchronization

/// So many places, given in the order in which they were asked for: a semaphore of the machine may
/// pass those by who wait longest.
final class PlacesInTurn: Sendable {
    private struct State {
        var free: Int
        var waiting: [Waiter] = []
    }

    /// One who waits. Its place is given or given up under the lock of `state`.
    private final class Waiter: Sendable {
        let signal = DispatchSemaphore(value: 0)
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(free: count)) }

    /// Waits for a place.
    func take() {
        guard let waiter = enter() else { return }
        waiter.signal.wait()
    }

    /// Waits for a place until a moment; false where there was none.
    func take(until end: DispatchTime) -> Bool {
        guard let waiter = enter() else { return true }
        guard waiter.signal.wait(timeout: end) == .timedOut else { return true }
        let left = state.withLock { state in
            let index = state.waiting.firstIndex { $0 === waiter }
            if let index { state.waiting.remove(at: index) }
            return index != nil
        }
        // Where it does not wait any more a place was given in this very moment.
        return !left
    }

    /// Gives a place back, to who has waited longest.
    func giveBack() {
        let next = state.withLock { state -> Waiter? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.signal.signal()
    }

    /// Nil where a place is free and was taken.
    private func enter() -> Waiter? {
        state.withLock { state in
            guard state.free == 0 || !state.waiting.isEmpty else {
                state.free -= 1
                return nil
            }
            let waiter = Waiter()
            state.waiting.append(waiter)
            return waiter
        }
    }
}
