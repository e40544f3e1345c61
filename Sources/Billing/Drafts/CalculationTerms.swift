import Measures
import Metering

/// What the consumption of one unbilled period is calculated by: the rule version and the limits
/// of the run, and the clock of the scheme.
struct CalculationTerms {
    let span: UnbilledPeriod
    let version: RuleVersion
    /// Of the supply point's commodity.
    let limits: ValidationLimits
    let zone: Zone
    /// Whether a missing reading is estimated (rules B4) or holds the bill.
    let estimates: Bool
    let today: Day

    init(_ span: UnbilledPeriod, of facts: PointFacts, _ rules: RunRules) {
        self.span = span
        version = rules.version
        limits = rules.validationLimits[facts.supplyPoint.commodity] ?? ValidationLimits()
        zone = rules.schemes[facts.scheme].zone
        estimates = rules.estimates
        today = rules.today
    }

    /// Rule version 4 keeps use between the reads it is known from, lets registers keep their
    /// direction over estimates, and judges interval channels as dials are judged.
    var keepsToReads: Bool { version >= .four }

    /// Blocks fill in order of time, for which the intervals are kept: from rule version 2 on.
    var fillsChronologically: Bool { version >= .two }
}
