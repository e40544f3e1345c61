import Measures

/// What the bill of a span goes by beside its own facts.
struct OtherBills {
    /// Of earlier spans; only where a tariff asks for them.
    var earlier: [BilledBefore]
    /// The last day that is billed.
    var through: Day?
    /// What other supply points of the bill used of the same fuel.
    var beside: [BilledUsage] = []
}
