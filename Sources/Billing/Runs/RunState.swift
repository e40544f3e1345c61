/// Where a bill run stands (rule D1.6). The state is the last of its recorded steps.
package enum RunState: String, Sendable, Hashable, CaseIterable {
    case planned
    case calculating
    /// All batches have their page; the totals wait for a person.
    case review
    /// A second person has approved (maker and checker).
    case approved
    /// Numbers are being given and entries posted: from here a run only goes forward.
    case releasing
    case released
    /// Given up before release; its bills never had a number.
    case aborted
}

package enum RunEvent: String, Sendable, Hashable {
    case start, allBatchesDone, approve, reject, release, allReleased, abort
}

package struct RunRefused: Error, Hashable, Sendable {
    package let state: RunState
    package let event: RunEvent

    package init(state: RunState, event: RunEvent) {
        self.state = state
        self.event = event
    }
}

extension RunState {
    /// The state after `event`, or the refusal of an event that has no place here.
    package func after(_ event: RunEvent) throws(RunRefused) -> RunState {
        switch (self, event) {
        case (.planned, .start), (.calculating, .start): .calculating
        case (.calculating, .allBatchesDone): .review
        case (.review, .approve): .approved
        case (.review, .reject), (.approved, .reject): .aborted
        case (.approved, .release), (.releasing, .release): .releasing
        case (.releasing, .allReleased): .released
        case (.planned, .abort), (.calculating, .abort), (.review, .abort), (.approved, .abort):
            .aborted
        default: throw RunRefused(state: self, event: event)
        }
    }
}
