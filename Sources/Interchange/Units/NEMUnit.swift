package import Measures

/// A unit as the file writes it, and the unit of ours that it means, with the exact scale.
package struct NEMUnit: Sendable, Hashable {
    /// As written: `KWH`, `Wh`.
    package let text: String
    /// What we keep: kWh, kVArh, kVAh, kW, kVAr, kVA, V, A, pf.
    package let unit: Unit
    /// How much of `unit` one of `text` is.
    package let scale: UnitScale

    /// Nil for a unit that the market's format does not know. Upper and lower case are the same.
    package init?(_ text: String) {
        guard let known = NEMUnit.known[text.lowercased()] else { return nil }
        self.text = text
        (unit, scale) = known
    }

    private static let known: [String: (Unit, UnitScale)] = {
        var known: [String: (Unit, UnitScale)] = ["pf": (Unit("pf"), UnitScale(1))]
        let kilo: [(String, Unit)] = [
            ("wh", .kWh), ("varh", .kVArh), ("vah", Unit("kVAh")),
            ("w", .kW), ("var", Unit("kVAr")), ("va", .kVA),
        ]
        for (symbol, unit) in kilo {
            known[symbol] = (unit, UnitScale(1, over: 1000))
            known["k" + symbol] = (unit, UnitScale(1))
            known["m" + symbol] = (unit, UnitScale(1000))
        }
        for symbol in ["v", "a"] {
            known[symbol] = (Unit(symbol.uppercased()), UnitScale(1))
            known["k" + symbol] = (Unit(symbol.uppercased()), UnitScale(1000))
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
