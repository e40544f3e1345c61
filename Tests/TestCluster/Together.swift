import Foundation

/// Runs a block on so many threads at once, and waits for all of them.
package func together(_ threads: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let ended = DispatchGroup()
    for number in 0..<threads {
        ended.enter()
        Thread.detachNewThread {
            body(number)
            ended.leave()
        }
    }
    ended.wait()
}
