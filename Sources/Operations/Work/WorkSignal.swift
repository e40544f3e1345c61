import Foundation

/// Wakes all who wait for it.
final class WorkSignal: @unchecked Sendable {
    // The count is read and changed under the condition's lock only.
    private let condition = NSCondition()
    private var sent = 0

    func send() {
        condition.lock()
        sent += 1
        condition.broadcast()
        condition.unlock()
    }

    /// Waits for the next ring, no longer than so many milliseconds.
    func wait(milliseconds: Int) {
        condition.lock()
        let (heard, end) = (sent, Date(timeIntervalSinceNow: Double(milliseconds) / 1000))
        while sent == heard, condition.wait(until: end) {}
        condition.unlock()
    }
}
