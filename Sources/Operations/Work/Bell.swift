import Foundation

/// Wakes all who wait for it.
final class Bell: @unchecked Sendable {
    // The count is read and changed under the condition's lock only.
    private let condition = NSCondition()
    private var rings = 0

    func ring() {
        condition.lock()
        rings += 1
        condition.broadcast()
        condition.unlock()
    }

    /// Waits for the next ring, no longer than so many milliseconds.
    func wait(milliseconds: Int) {
        condition.lock()
        let (heard, end) = (rings, Date(timeIntervalSinceNow: Double(milliseconds) / 1000))
        while rings == heard, condition.wait(until: end) {}
        condition.unlock()
    }
}
