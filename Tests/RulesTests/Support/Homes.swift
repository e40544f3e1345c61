import Measures
import Metering

/// A home with one meter of five dials at 0.10 a kWh.
func flatHome(
    _ first: String, _ last: String, reads: KeyValuePairs<String, String>
) throws -> SupplyCase {
    let sheet = PriceSheet(
        usages: ["kWh"], prices: ["UNIT": "0.10"], charges: [charge("UNIT", of: "kWh")])
    var home = try SupplyCase(sheet, first, last)
    try home.hang("kWh", reads)
    return home
}

/// Validation that does not compare with what was used before.
var withoutHistory: ValidationLimits {
    var limits = ValidationLimits()
    limits.off = [.high, .low]
    return limits
}
