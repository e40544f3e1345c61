package import Measures

/// One time of a job, and how it stands.
package struct Firing: Sendable, Hashable {
    package enum State: String, Sendable, CaseIterable {
        /// Due, or tried again later.
        case waiting
        case running
        case done
        /// Tried as often as was allowed.
        case failed
        /// Nobody was there to do it, or what it waits for did not end well.
        case missed
    }

    package let job: String
    package let scheduled: Instant
    package var state: State
    /// Tries that failed.
    package var failures: Int

    package init(
        job: String, scheduled: Instant, state: State = .waiting, failures: Int = 0
    ) {
        (self.job, self.scheduled, self.state) = (job, scheduled, state)
        self.failures = failures
    }

    /// The key of its event: it names the firing, and so there is one of it.
    package var key: String { "job \(job) \(scheduled.utcText)" }
}

extension Job {
    /// The times that have come since the last one that is known, and whether each is done or noted
    /// as missed. One inside its window is done whatever the policy.
    package func newFirings(
        _ moments: [Instant], at now: Instant
    ) -> [Firing] {
        let late = moments.filter { now - $0 > window * 60 }
        return moments.map { moment in
            let isLate = now - moment > window * 60
            let isMadeGood =
                switch missed {
                case .skip: false
                case .last: moment == late.last && late.count == moments.count
                case .each: true
                }
            return Firing(
                job: name, scheduled: moment, state: !isLate || isMadeGood ? .waiting : .missed)
        }
    }

    /// How a firing stands after a try that failed, and the seconds until the next one.
    package func afterFailure(_ firing: Firing) -> (firing: Firing, pause: Int) {
        var next = firing
        next.failures += 1
        next.state = next.failures > retries ? .failed : .waiting
        return (next, pause * 60)
    }

    /// What a firing waits for: the predecessor whose last time, up to this one's, has not ended
    /// well.
    ///
    /// - Parameter last: the last firing of a job up to the moment; nil where it had none.
    package func isBlocked(
        _ firing: Firing, last: (_ job: String, _ moment: Instant) throws -> Firing?
    ) rethrows -> Blocked? {
        for predecessor in predecessors {
            guard let before = try last(predecessor, firing.scheduled) else { continue }
            switch before.state {
            case .done: continue
            case .waiting, .running: return Blocked(by: predecessor, forGood: false)
            case .failed, .missed: return Blocked(by: predecessor, forGood: true)
            }
        }
        return nil
    }
}

/// A firing that waits for another job.
package struct Blocked: Sendable, Hashable {
    package let job: String
    /// That job has ended badly, and will not end well by itself.
    package let isForGood: Bool

    package init(by job: String, forGood: Bool) {
        self.job = job
        isForGood = forGood
    }
}
