/// How long a message waits after a try that failed, and how many tries it has.
package struct RetryPlan: Sendable, Hashable {
    /// Seconds after the first try; four times as many after each further one.
    package let first: Int
    /// Seconds that no wait is longer than.
    package let longest: Int
    package let tries: Int

    package init(first: Int, longest: Int, tries: Int) {
        self.first = max(1, first)
        self.longest = max(first, longest)
        self.tries = max(1, tries)
    }

    /// One minute up to four hours, for about three days: as mail servers do (RFC 5321, 4.5.4.1).
    package static let usual = RetryPlan(first: 60, longest: 4 * 3600, tries: 20)

    /// Seconds that a receiver may ask for at most.
    private static let longestAsked = 24 * 3600

    /// Seconds to wait after so many tries that failed, or longer where the receiver asked for it.
    package func wait(afterTries tries: Int, asked: Int? = nil) -> Int {
        var wait = first
        for _ in 1..<max(2, tries) where tries > 1 && wait < longest { wait *= 4 }
        return max(min(wait, longest), min(asked ?? 0, RetryPlan.longestAsked))
    }

    /// Seconds until a message may be taken again after an outcome.
    package func wait(after outcome: SendingOutcome, tries: Int) -> Int {
        switch outcome {
        case .notTaken(.later(let asked), _): wait(afterTries: tries, asked: asked)
        case .notTaken(.wayClosed, _): first
        default: 0
        }
    }
}
