package import Measures

/// A unit as the file writes it, and the unit of ours that it means, with the exact scale.
package struct NEMUnit: Sendable, Hashable {
    /// As written: `KWH`, `Wh`.
    package let text: String
    /// What we keep: kWh, kVArh, kVAh, kW, kVAr, kVA, V, A, pf.
    package let unit: Unit
    /// One of `text` is `numerator / denominator` of `unit`.
    package let numerator: Int64
    package let denominator: Int64

    /// Nil for a unit that the market's format does not know. Upper and lower case are the same.
    package init?(_ text: String) {
        guard let known = NEMUnit.known[text.lowercased()] else { return nil }
        self.text = text
        (unit, numerator, denominator) = known
    }

    /// The same values in `unit`, or the index of the first that millionths cannot hold.
    package func normalise(_ values: inout [Int64]) -> Int? {
        guard numerator != 1 || denominator != 1 else { return nil }
        for index in values.indices {
            let (scaled, overflow) = values[index].multipliedReportingOverflow(by: numerator)
            guard !overflow, scaled % denominator == 0 else { return index }
            values[index] = scaled / denominator
        }
        return nil
    }

    /// The same quantity in `unit`, or nil where millionths cannot hold it.
    package func normalise(_ quantity: Quantity) -> Quantity? {
        var values = [quantity.millionths]
        return normalise(&values) == nil ? Quantity(millionths: values[0]) : nil
    }

    private static let known: [String: (Unit, Int64, Int64)] = {
        var known: [String: (Unit, Int64, Int64)] = ["pf": (Unit("pf"), 1, 1)]
        let kilo: [(String, Unit)] = [
            ("wh", .kWh), ("varh", .kVArh), ("vah", Unit("kVAh")),
            ("w", .kW), ("var", Unit("kVAr")), ("va", .kVA),
        ]
        for (symbol, unit) in kilo {
            known[symbol] = (unit, 1, 1000)
            known["k" + symbol] = (unit, 1, 1)
            known["m" + symbol] = (unit, 1000, 1)
        }
        for symbol in ["v", "a"] {
            known[symbol] = (Unit(symbol.uppercased()), 1, 1)
            known["k" + symbol] = (Unit(symbol.uppercased()), 1000, 1)
        }
        return known
    }()
}

/// Which way a channel counts, seen from the supply point (rules A5.7).
///
/// The market says export for what leaves the grid; here that is delivered.
package enum NEMFlow: String, Sendable, Hashable {
    case delivered, received
    case reactiveDelivered = "reactive-delivered"
    case reactiveReceived = "reactive-received"

    /// Nil for a suffix whose letter says nothing about the direction, such as `N1` or `11`.
    package init?(suffix: String) {
        switch suffix.first {
        case "E": self = .delivered
        case "B": self = .received
        case "Q": self = .reactiveDelivered
        case "K": self = .reactiveReceived
        default: return nil
        }
    }
}
