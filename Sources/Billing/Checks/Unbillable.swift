package import Measures
import Metering

extension Finding {
    /// Whether a finding means that there is no quantity or no price to bill, so that accepting it
    /// leads to no bill (rules D2.3, B3): its cause must be corrected.
    package static func leavesNothingToBill(_ code: Code, rule: String) -> Bool {
        // Held for another point of the same bill, or for a channel that no charge reads: quantity
        // and price of the others are there.
        if rule == "C1.31" || rule == StoredUse.unreadRule { return false }
        return ValidationFailures.withoutAdvance.each.contains { $0.code == code }
            || unbillable.contains(code)
    }

    /// Where a gap holds a bill, values are missing. What a supply point has lost, and a tariff
    /// that cannot rate it, leave nothing either.
    private static let unbillable: Set = [
        ValidationFailures.gap.code, Code("MX-NOMETER"), Code("BL-NOCYCLE"), Code("TF-NONE"),
        Code("TF-RATE"),
        Code("TF-PRICE"), Code("TF-WRONGCLASS"),
    ]
}
