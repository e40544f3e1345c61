import Measures

extension ValidationLimits {
    /// The gates under which the doubts of a verdict are told. A rollover that nothing bears out
    /// blocks (rule A6.1): nothing is known of the use before, and it comes to more a day than what
    /// is never high. It may be a meter that was exchanged, or a wrong reading.
    package func holdingUnprovenRollover(
        of verdict: RegisterVerdict, days: Int
    ) -> ValidationLimits {
        guard verdict.isUnprovenRollover(high, days: days) else { return self }
        var limits = self
        limits.blocking.insert(.rollover)
        return limits
    }
}

extension RegisterVerdict {
    fileprivate func isUnprovenRollover(_ high: HighLimit, days: Int) -> Bool {
        failures.contains(.rollover) && expected == nil
            && Int128(use.millionths) > Int128(high.floorPerDay.millionths) * Int128(days)
    }
}
