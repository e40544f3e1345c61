package import Measures

/// What a usage had of each block while intervals filled the blocks in order of time (rule C1.6):
/// all that a bill keeps of the intervals, and enough to work its lines out again.
package struct BilledBlocks: Sendable, Hashable {
    package var usage: String
    /// Where each block but the open one ends.
    package var limits: [Quantity]
    /// One for each block.
    package var parts: [Quantity]

    package init(usage: String, limits: [Quantity], parts: [Quantity]) {
        self.usage = usage
        self.limits = limits
        self.parts = parts
    }
}
