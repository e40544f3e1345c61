/// Whether something was done or waits, for whoever asks nothing else of it.
package enum Waits: Sendable, Hashable {
    /// The event; nil on a dry run.
    case done(event: Int64?)
    case waits(proposal: Int64)
}

extension Performed {
    package var waits: Waits {
        switch self {
        case .done(_, let event), .doneBefore(_, let event): .done(event: event)
        case .dryRun, .unchanged: .done(event: nil)
        case .waits(let proposal): .waits(proposal: proposal)
        }
    }
}
