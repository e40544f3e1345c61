/// What billing made of one supply point.
package struct PointResult: Sendable {
    package var outcome: Outcome
    /// In order of period, each charged to the account of its agreement.
    package var segments: [BilledSegment] = []
    package var estimates: [EstimatedReading] = []

    /// What was used, by the account it is charged to, whether it is billed or held; only where
    /// a tariff asks what the whole bill used.
    var uses: [(accountID: Int64, usages: [BilledUsage])] = []

    package init(outcome: Outcome) { self.outcome = outcome }
}
