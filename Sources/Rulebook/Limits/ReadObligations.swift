package import Measures

/// How often a meter must be read, and how long bills may rest on estimates (rules B1.3, B3.14, D6.3).
package struct ReadObligations: Sendable, Hashable {
    /// Most months between actual reads.
    package let monthsBetweenReads: Int
    /// Estimates in a row after which automatic billing stops.
    package let estimatesInARow: Int
    /// Working days a final bill waits for a read before it may be estimated.
    package let finalReadWorkingDays: Int

    /// In force for a commodity and place on `day`; nil where nothing is on record.
    package static func on(
        _ day: Day, _ commodity: Commodity, in jurisdiction: Jurisdiction
    ) -> Sourced<ReadObligations>? {
        guard let months = monthsBetweenReads(on: day, for: commodity, in: jurisdiction) else {
            return nil
        }
        let value = ReadObligations(
            monthsBetweenReads: months.value, estimatesInARow: 3, finalReadWorkingDays: 10)
        return Sourced(value, source: months.source + "; conventions of rules B3.14 and D6.3")
    }

    private static func monthsBetweenReads(
        on day: Day, for commodity: Commodity, in jurisdiction: Jurisdiction
    ) -> Sourced<Int>? {
        let isEngland = jurisdiction.isEnglandOrWales && jurisdiction.rawValue != "GB-WLS"
        switch (commodity, jurisdiction.country.rawValue) {
        case (.gas, "GB") where Territory.greatBritain.holds(in: jurisdiction),
            (.electricity, "GB") where Territory.greatBritain.holds(in: jurisdiction):
            return Sourced(12, source: "Standard licence condition 21B.4 (rule B1.3)")
        case (.heat, "GB"):
            return Sourced(
                12, source: "Heat Network (Metering and Billing) Regulations 2014 (rule D3.5)")
        case (.water, "GB") where isEngland && day >= october2025:
            return Sourced(13, source: "SI 2025/662, from 1 October 2025 (rule B1.3)")
        default: return nil
        }
    }

    /// 1 October 2025.
    private static let october2025 = Day(number: 20_362)
}
