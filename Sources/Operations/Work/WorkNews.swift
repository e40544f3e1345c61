package import Storage

/// What a worker has to tell, one thing at a time.
package enum WorkNews: Sendable {
    /// A batch was delivered, with the seconds from taking to delivering it.
    case delivered(BatchLease, of: Int, seconds: Double)
    /// The lease ran out and the batch was given to somebody else: the work was dropped.
    case dropped(BatchLease)
    /// A batch cannot be billed. It is given back for others to try, a few times in all.
    case failed(BatchLease, because: String)
    /// The database cannot be had now. It is tried again until it can.
    case waiting(any Error)
    /// Others fell silent in the middle of a delivery; so many of their sessions were ended.
    case silenced(Int)
    /// The database can be had again.
    case goingOn
    /// How far a run has come, by the work of all.
    case came(run: Int64, supplyPoints: Int, of: Int)
    /// A run has all its pages.
    case finished(run: Int64)

    package typealias Report = @Sendable (WorkNews) -> Void
}

/// What a worker did until it left.
package struct WorkDone: Sendable, Hashable {
    package var batches = 0
    package var supplyPoints = 0
    package var dropped = 0
    package var failed = 0
}

/// No worker takes these batches any more: each has failed a few times.
package struct WorkStuck: Error, Sendable, Hashable {
    package let runID: Int64
    package let batches: [Int]
    /// What stood in the way of the first of them.
    package let problem: String
}
