package import Measures
package import Metering
package import Tariffs

/// What holds for every supply point of a run: dates, tariffs, gates and limits. Frozen at plan.
package struct RunRules: Sendable {
    /// The last day the run bills.
    package var through: Day
    package var today: Day
    package var schemes: [SchemeRules]
    package var tariffs: [String: TariffInForce]
    /// Series of prices that its tariffs ask for, by code.
    package var prices: [String: PriceSeries] = [:]
    package var validationLimits: [Commodity: ValidationLimits]
    package var limits: BillLimits
    /// A reading so many days before the end of a cycle closes it.
    package var readWindow: Int
    /// Whether a missing reading is estimated (rules B4) or holds the bill.
    package var estimates: Bool
    /// The program's own rules that the run was planned with.
    package var version = RuleVersion.current
    /// The policy's version and digest; nil while the utility has made none.
    package var policy: RulePart?
    /// Makes the digests of bills; bills carry none without it.
    package var hash: HashFunction?
    /// The earlier bills that its tariffs ask for.
    package var reachBack: ReachBack? { ReachBack(tariffs) }

    package init(
        through: Day, today: Day, schemes: [SchemeRules], tariffs: [String: TariffInForce],
        validationLimits: [Commodity: ValidationLimits] = [:], limits: BillLimits = BillLimits(),
        readWindow: Int = 7, estimates: Bool = true
    ) {
        self.through = through
        self.today = today
        self.schemes = schemes
        self.tariffs = tariffs
        self.validationLimits = validationLimits
        self.limits = limits
        self.readWindow = readWindow
        self.estimates = estimates
    }
}

/// A scheme as billing sees it.
package struct SchemeRules: Sendable {
    package let code: String
    package let currency: Currency
    package let zone: Zone

    package init(code: String, currency: Currency, zone: Zone) {
        self.code = code
        self.currency = currency
        self.zone = zone
    }
}
